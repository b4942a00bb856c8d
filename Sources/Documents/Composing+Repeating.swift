extension Composing {
    /// What anchors and aliases may unfold to, in values, before the library sees them.
    static let unfoldedMax = 2_000_000.0

    /// Whether `&` and `*` could unfold a few lines to millions of values.
    ///
    /// The library compares the keys of a table by walking through all of them, so that an alias
    /// in a key's place would keep it busy for ever. This is guessed from the signs alone and
    /// may count some that stand inside words; it takes very many for that to matter.
    static func repeatsTooMuch(_ text: String) -> Bool {
        // Without an anchor there is nothing to repeat, and most files have none.
        guard text.utf8.contains(UInt8(ascii: "&")) else { return false }
        var (anchorCount, aliasCount, valueCount) = (0, 0, 1)
        var before = UInt8(ascii: "\n")
        var sign: UInt8?
        for byte in text.utf8 {
            if let sign, !byte.isBlankOfYAML {
                if sign == UInt8(ascii: "&") { anchorCount += 1 } else { aliasCount += 1 }
            }
            sign = byte.repeatsInYAML && before.endsTokenOfYAML ? byte : nil
            if byte.endsTokenOfYAML { valueCount += 1 }
            before = byte
        }
        guard anchorCount > 0, aliasCount > 0 else { return false }
        // Most where each anchor repeats the one before it equally often.
        let factor = Double(aliasCount) / Double(anchorCount) + 1
        var unfolded = Double(valueCount)
        for _ in 0..<anchorCount where unfolded <= unfoldedMax { unfolded *= factor }
        return unfolded > unfoldedMax
    }
}

extension UInt8 {
    fileprivate var isBlankOfYAML: Bool {
        self == UInt8(ascii: " ") || self == UInt8(ascii: "\n") || self == UInt8(ascii: "\t")
            || self == UInt8(ascii: "\r")
    }

    fileprivate var repeatsInYAML: Bool { self == UInt8(ascii: "&") || self == UInt8(ascii: "*") }

    /// Whether something may begin after it.
    fileprivate var endsTokenOfYAML: Bool {
        isBlankOfYAML || "[]{},:-?".utf8.contains(self)
    }
}
