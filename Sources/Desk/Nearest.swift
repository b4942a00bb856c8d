/// Finds what somebody probably meant to type.
public enum Nearest {
    /// The nearest of the known words, when it is near enough to be worth a guess.
    ///
    /// `editsMax` is how many letters may be wrong; left out, more in a longer word.
    public static func word(
        to word: String,
        in known: [String],
        editsMax: Int? = nil
    ) -> String? {
        // Of two letters one must be right, or every short word would be near every other.
        let limit = editsMax ?? max(1, min(max(2, word.count / 3), word.count - 2))
        let measured = known.map { ($0, distance(word.lowercased(), $0.lowercased())) }
        guard let best = measured.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { return nil }
        return best.1 <= limit ? best.0 : nil
    }

    /// How many letters have to be changed, added, dropped or swapped with their neighbour, row by
    /// row.
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        var before: [Int] = []
        var above = Array(0...right.count)
        for index in left.indices {
            var row = [index + 1]
            for column in right.indices {
                let replaced = above[column] + (left[index] == right[column] ? 0 : 1)
                var best = min(replaced, above[column + 1] + 1, row[column] + 1)
                if index > 0, column > 0, left[index] == right[column - 1],
                    left[index - 1] == right[column]
                {
                    best = min(best, before[column - 1] + 1)
                }
                row.append(best)
            }
            (before, above) = (above, row)
        }
        return above[right.count]
    }
}
