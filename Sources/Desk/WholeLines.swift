/// Texts of several lines, some of which cannot be said today.
enum WholeLines {
    /// The lines that can be said.
    ///
    /// Half a sentence helps nobody, so a line with something in it that nobody vouches for is left
    /// out whole; and so is a line that announces it (`Call there:`), where nothing of what it
    /// announces is left.
    ///
    /// - Parameters:
    ///   - text: All of it.
    ///   - said: A line as it is said; nothing where it is left out.
    /// - Returns: The others, in their order.
    static func of(_ text: String, _ said: (String) -> String?) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let spoken = lines.map(said)
        let whole = lines.indices.filter { index in
            spoken[index] != nil && !announcesNothing(index, lines, spoken)
        }
        return whole.compactMap { spoken[$0] }.joined(separator: "\n")
    }

    /// What a line announces are the lines after it that have something to fill in.
    private static func announcesNothing(
        _ index: Int,
        _ lines: [String],
        _ spoken: [String?]
    ) -> Bool {
        guard spoken[index]?.last == ":" else { return false }
        let announced = lines.indices.dropFirst(index + 1).prefix { lines[$0].contains("{") }
        return !announced.isEmpty && announced.allSatisfy { spoken[$0] == nil }
    }
}
