/// Everything forgotten at once, because she wants it so.
extension Conversation {
    /// So long after her wish what was said is destroyed: the other side is told before that.
    private static let eraseMilliseconds: Int64 = 60_000

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
            + [.remind(.forget, at: scene.milliseconds + Self.eraseMilliseconds)]
    }
}
