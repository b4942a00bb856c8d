/// How far the house reaches its counsellors now.
public struct Reach: Sendable, Hashable {
    /// Nothing has come through for so long that whoever waits or talks is told.
    public let isCutOff: Bool
    /// Nothing has come through for so long, or it failed at the start, that nobody more is let in.
    public let isShut: Bool
    /// The team cannot be called, for its staff room is not the bot's any more.
    ///
    /// Nobody more is let in, and whoever waits is told; talks go on.
    public let isWithoutTeam: Bool
    /// The bridge has just started: nobody knows yet whether an outage of before is over.
    public let isUntried: Bool

    /// As it is while everything works.
    public static let usual = Reach(isCutOff: false, isShut: false)

    /// A state of the house.
    public init(
        isCutOff: Bool,
        isShut: Bool,
        isWithoutTeam: Bool = false,
        isUntried: Bool = false
    ) {
        (self.isCutOff, self.isShut) = (isCutOff, isShut || isWithoutTeam)
        (self.isWithoutTeam, self.isUntried) = (isWithoutTeam, isUntried)
    }

    /// Whether somebody who is waiting, or sees an ordinary waiting, must be told.
    public var isBroken: Bool { isCutOff || isWithoutTeam }
}

/// An outage, told in words: once when it lasts, once when it is over.
extension Conversation {
    /// Whatever happens to her meanwhile: whoever comes to wait later in the outage is told too,
    /// and nobody twice.
    mutating func noteReach(_ reach: Reach, after event: Event, _ scene: Scene) -> [Effect] {
        if reach.isCutOff, event.isSaidByVisitor, door == .lobby, stage.expectsAnswer {
            wasCutOff = true
        }
        if reach.isBroken { return tellBroken(scene) }
        return reach.isShut || reach.isUntried ? [] : tellReachable(scene)
    }

    /// Only whoever it concerns: who talks with a counsellor already needs no staff room.
    mutating func tellBroken(_ scene: Scene) -> [Effect] {
        let reach = scene.around.reach
        guard reach.isCutOff || !reach.isWithoutTeam || stage.waitsForTeam else { return [] }
        return tellUnreachable(scene)
    }

    private mutating func tellUnreachable(_ scene: Scene) -> [Effect] {
        // In a room of the same homeserver she can only be told when it is over: then she is, if
        // she wrote meanwhile.
        guard door != .lobby, !wasCutOff, stage.expectsAnswer else { return [] }
        wasCutOff = true
        return [say(.unreachable, scene)]
    }

    mutating func tellReachable(_ scene: Scene) -> [Effect] {
        guard wasCutOff else { return [] }
        wasCutOff = false
        return stage.expectsAnswer ? [say(.reachable, scene)] + waitAnew(scene) : []
    }
}

extension Stage {
    /// Whether somebody still has to come to her.
    fileprivate var waitsForTeam: Bool {
        switch self {
        case .waiting, .held: true
        case .arriving, .intake, .kept, .talking, .referred, .writing, .letter, .closed, .ended:
            false
        }
    }

    /// Whether she sits before a page on which a counsellor's words shall appear.
    ///
    /// Whoever is held sees what everybody sees who waits.
    fileprivate var expectsAnswer: Bool {
        switch self {
        case .waiting, .held, .talking: true
        case .arriving, .intake, .kept, .referred, .writing, .letter, .closed, .ended: false
        }
    }
}
