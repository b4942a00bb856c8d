/// How files and stories write a slot.
extension OpeningHours.Slot {
    /// The two ends of `18:00-21:00` in minutes of the day, as they are written.
    ///
    /// Past midnight the hours go on, until 30:00. The second may lie before the first.
    ///
    /// - Returns: Nothing where no two times stand.
    public static func ends(_ text: some StringProtocol) -> (start: Int, end: Int)? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { minute($0) }
        guard ends.count == 2, let start = ends[0], let end = ends[1], start < 1_440,
            end <= endMinuteMax
        else { return nil }
        return (start, end)
    }

    /// A slot may run into the next morning, until six: `22:00-25:30` ends at half past one.
    public static let endMinuteMax = 30 * 60

    private static func minute(_ text: some StringProtocol) -> Int? {
        let trimmed = text.drop { $0 == " " }
        let parts = trimmed.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count),
            let hour = number(parts[0]), let minute = number(parts[1].prefix(2)),
            parts[1].drop(while: { $0 != " " }).allSatisfy({ $0 == " " }),
            parts[1].prefix(while: { $0 != " " }).count == 2, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    /// Digits alone: `Int` would also take a sign.
    private static func number(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}
