/// Everything forgotten at once, because she wants it so.
extension Conversation {
    /// So long after its end what was said is destroyed where nothing is to be waited for: the
    /// other side is told before that.
    private static let partingMilliseconds: Int64 = 60_000

    func forgetSoon(_ scene: Scene) -> Effect {
        .remind(.forget, at: scene.milliseconds + Self.partingMilliseconds)
    }

    /// She wants everything forgotten now: whatever is under way ends, and soon nothing is left.
    ///
    /// A letter whose code she has shown here is hers as well, and goes with the rest.
    mutating func erase(_ scene: Scene) -> [Effect] {
        var ended = endByVisitor(forgetting: true, scene)
        switch stage {
        case .letter, .talking:  // A letter outlives her going, but not her wish.
            ended += endAbandoned(scene)
        case .arriving, .intake, .waiting, .kept, .held, .referred, .writing, .closed, .ended:
            break
        }
        defer { letters = [] }
        return ended + dropCodes() + letters.map { .wake($0, .erase) }
            + [forgetSoon(scene)]
    }
}
