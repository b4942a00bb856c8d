/// What concerns the house itself rather than one talk.
public enum HouseEvent: Sendable, Hashable {
    /// The ledger was made from a backup of then: what came later is not in it.
    case restored(since: String)
    /// Something has been on its way for so long, and is still being tried.
    case late(minutes: Int)
    /// A night's report.
    case report(NightReport)
    /// A visitor's room was found deserted, and its talk was ended.
    case foundDeserted
    /// Very many stand in the lobby at once.
    case crowdInLobby(Int)
    /// At start a lobby was not as it should be.
    case foundInLobby(LobbyRepair)
    /// The homeserver has been away for a while: nothing reaches a counsellor now.
    case unreachable
    /// It is back.
    case reachable
    /// Somebody else than the bot has changed the staff room.
    case staffRoomChanged
}

/// What the staff room is told once a night about keeping and forgetting.
public struct NightReport: Sendable, Hashable {
    /// Talks that are not forgotten yet.
    public let living: Int
    /// Talks forgotten since the last report.
    public let forgotten: Int
    /// Talks that should have been forgotten and are not.
    public let overdue: Int
    /// Rooms that are gone from the homeserver since the last report.
    public let roomsRemoved: Int
    /// Rooms that were left but that the homeserver still has.
    public let roomsKept: Int
    /// What was set aside.
    public let parked: Int

    /// A report from its numbers.
    public init(
        living: Int,
        forgotten: Int,
        overdue: Int,
        roomsRemoved: Int,
        roomsKept: Int,
        parked: Int
    ) {
        (self.living, self.forgotten, self.overdue) = (living, forgotten, overdue)
        (self.roomsRemoved, self.roomsKept, self.parked) = (roomsRemoved, roomsKept, parked)
    }
}

/// Trying again what was set aside, and what is said about it.
public struct Retry: Sendable, Hashable, Codable {
    /// Said when there was something; `{count}` is filled by who counts.
    public let some: String
    /// Said when there was nothing.
    public let none: String
    /// Who asked.
    public let counsellor: CounsellorID

    init(for counsellor: CounsellorID, following script: Script) {
        some = script.texts.say(.retried, to: script.audience)
        none = script.texts.say(.retriedNone, to: script.audience)
        self.counsellor = counsellor
    }

    /// The words for this many.
    public func words(_ count: Int) -> String {
        count == 0 ? none : Texts.fill(some) { $0 == "count" ? "\(count)" : "" }
    }
}

extension Conversation {
    mutating func hearHouse(_ event: HouseEvent, _ scene: Scene) -> [Effect] {
        switch event {
        case .restored(let since): tellRestored(since, scene)
        case .late(let minutes): tellLate(minutes, scene)
        // The staff room's; see `Reception`.
        case .report, .foundDeserted, .crowdInLobby, .foundInLobby, .staffRoomChanged: []
        case .unreachable: tellBroken(scene)
        case .reachable: tellReachable(scene)
        }
    }

    /// Whoever still sits before a page must know that something may be gone.
    private mutating func tellRestored(_ since: String, _ scene: Scene) -> [Effect] {
        // Lines that were spoken since the backup have names that the other network knows.
        spokenCount += Self.spokenLeap
        switch stage {
        case .closed, .ended: return []
        case .talking:
            return [
                say(.restored, ["since": since], scene),
                .advise(scene.staff(.roomRestored, ["since": since])),
            ]
        case .arriving, .intake, .waiting, .kept, .held, .referred, .writing, .letter:
            return [say(.restored, ["since": since], scene)]
        }
    }

    private static let spokenLeap = 10_000

    private func tellLate(_ minutes: Int, _ scene: Scene) -> [Effect] {
        let values = ["number": "\(number)", "minutes": "\(minutes)"]
        var mention: CounsellorID?
        if case .talking(let owner) = stage { mention = owner }
        return [.tellStaff(scene.staff(.lineLate, values), mention: mention)]
    }
}

extension Reception {
    /// Stands in the audit where no counsellor ordered anything.
    private static let nobody = CounsellorID("@passerelle")

    static func hearHouse(_ event: HouseEvent, following script: Script) -> [Effect] {
        let say = { (key: TextKey, values: [String: String]) in
            script.texts.say(key, values, to: script.audience)
        }
        switch event {
        case .restored(let since):
            return [.tellStaff(say(.staffRestored, ["since": since]), mention: nil)]
        case .late, .unreachable, .reachable:
            return []  // The conversation's.
        case .foundDeserted:
            return [.audit(AuditEntry(what: .endedDeserted, by: Self.nobody))]
        case .crowdInLobby(let count):
            return [.alert(say(.alertLobbyCrowd, ["count": "\(count)"]), .admins)]
        case .staffRoomChanged:
            return [.alert(say(.staffRoomChanged, [:]), .admins)]
        case .foundInLobby(let repair):
            let values = ["alias": script.lobby?.alias ?? ""]
            let alarm = repair.alarm.map { Effect.alert(say($0, values), .admins) }
            return [.audit(AuditEntry(what: repair.what, by: Self.nobody))]
                + [alarm].compactMap(\.self)
        case .report(let report):
            let values = [
                "living": "\(report.living)", "forgotten": "\(report.forgotten)",
                "overdue": "\(report.overdue)", "removed": "\(report.roomsRemoved)",
                "kept": "\(report.roomsKept)", "parked": "\(report.parked)",
            ]
            return [.tellStaff(say(.nightReport, values), mention: nil)]
        }
    }
}
