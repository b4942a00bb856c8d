/// Formatted words as plain ones (CS, "m.room.message msgtypes", `org.matrix.custom.html`): line
/// breaks, lists, quotations and the addresses of links stay, all else is left out.
///
/// A tolerant reader, for other people's programs write what it reads: whatever it cannot make
/// sense of, it gives up, and the plain `body` of the message is taken.
enum FormattedText {
    /// Longer ones are not read.
    static let scalarsMax = 65_536
    /// Deeper ones are not read.
    static let depthMax = 32

    /// The formatted words, where they say all that the plain body says; else that body.
    ///
    /// Many programs write their own signs into the body, for which formatting stands. But nothing
    /// of it may be lost: no word, and no line.
    static func best(of formatted: String, over body: String) -> String {
        guard let plain = plain(formatted), plain.contains(where: { !$0.isWhitespace }),
            lineCount(plain) >= lineCount(body), words(plain).isSuperset(of: words(body))
        else { return body }
        return plain
    }

    /// The formatted words as plain ones; nothing where they cannot be read.
    static func plain(_ formatted: String) -> String? {
        let scalars = Array(formatted.unicodeScalars.prefix(scalarsMax + 1))
        guard scalars.count <= scalarsMax else { return nil }
        var page = PlainPage()
        var markup = Markup(scalars)
        while let piece = markup.next() {
            switch piece {
            case .text(let scalar): page.write(scalar)
            case .opening(let tag): page.open(tag)
            case .closing(let name): page.close(name)
            case .broken: return nil
            }
            guard page.depth <= depthMax else { return nil }
        }
        return page.text
    }

    private static func lineCount(_ text: String) -> Int {
        text.split(whereSeparator: \.isNewline).count { !$0.allSatisfy(\.isWhitespace) }
    }

    /// Who is mentioned is named; the address of the account belongs to nobody else.
    private static func words(_ text: String) -> Set<Substring> {
        let pieces = text.split { $0.isWhitespace || "()[]<>".contains($0) }
        let spoken = pieces.filter { !LinkAddress.isOfTheNetwork($0) }
        return Set(spoken.flatMap { $0.split { !$0.isLetter && !$0.isNumber } })
    }
}

/// Where a link leads, as far as it may be shown.
enum LinkAddress {
    private static let charactersMax = 2_000

    /// The address as people read it; nothing for one that leads to an account or a room of the
    /// network, or nowhere.
    static func shown(_ address: String) -> String? {
        let isWritten = address.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        guard address.count <= charactersMax, isWritten, !isOfTheNetwork(address[...]) else {
            return nil
        }
        let folded = address.lowercased()
        if folded.hasPrefix("https://") || folded.hasPrefix("http://") { return address }
        let isCall = folded.hasPrefix("tel:") || folded.hasPrefix("mailto:")
        guard isCall, let colon = address.firstIndex(of: ":") else { return nil }
        return String(address[address.index(after: colon)...])
    }

    /// Whether it names an account or a room (CS, "URIs"): no visitor may see one.
    static func isOfTheNetwork(_ address: Substring) -> Bool {
        let folded = address.lowercased()
        return folded.contains("matrix.to/") || folded.hasPrefix("matrix:")
    }

    /// Whether a link's words are its address already.
    static func isSaid(_ address: String, by words: String) -> Bool {
        bare(address) == bare(words)
    }

    private static func bare(_ text: String) -> Substring {
        var rest = text[...]
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count)
        }
        return rest.hasSuffix("/") ? rest.dropLast() : rest
    }
}
