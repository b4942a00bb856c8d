/// Plain words as they are written down while formatted ones are read.
struct PlainPage {
    /// Something that is open and matters until it is closed.
    private enum Open {
        case quotation
        case list(next: Int?)
        case asTyped
        case struck
        case link(to: String?, from: Int)
        case leftOut(String)

        var isList: Bool { if case .list = self { true } else { false } }
    }

    private struct Layer {
        let name: String
        var open: Open
    }

    private var written = String.UnicodeScalarView()
    private var writtenCount = 0
    private var layers: [Layer] = []
    /// Line breaks that come before the next word.
    private var breakCount = 0
    private var isSpaced = false
    private var marker = ""

    /// How much is open.
    var depth: Int { layers.count }

    /// What was written so far.
    var text: String { String(written) }

    // MARK: Words

    mutating func write(_ scalar: Unicode.Scalar) {
        guard !isLeftOut else { return }
        let isTyped = layers.contains { if case .asTyped = $0.open { true } else { false } }
        if isTyped, scalar == "\n" { return breakLine() }
        guard isTyped || !scalar.isBlank else {
            isSpaced = true
            return
        }
        beginWord()
        append(scalar)
    }

    private mutating func write(_ words: String) {
        for scalar in words.unicodeScalars { write(scalar) }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        written.append(scalar)
        writtenCount += 1
    }

    /// What stands before a word: breaks, signs of quotation and list, or a blank.
    private mutating func beginWord() {
        let isFirst = writtenCount == 0
        if isFirst || breakCount > 0 {
            if !isFirst { for _ in 0..<breakCount { append("\n") } }
            for scalar in margin.unicodeScalars { append(scalar) }
        } else if isSpaced {
            append(" ")
        }
        (breakCount, isSpaced, marker) = (0, false, "")
    }

    private var margin: String {
        let quotations = layers.count { if case .quotation = $0.open { true } else { false } }
        let listCount = layers.count { $0.open.isList }
        let indent = String(repeating: "  ", count: max(0, listCount - 1))
        return String(repeating: "> ", count: quotations) + indent + marker
    }

    // MARK: Lines

    private static let breaksMax = 2

    private mutating func breakLine() {
        breakCount = min(breakCount + 1, Self.breaksMax)
        isSpaced = false
    }

    /// Something begins or ends that stands on lines of its own.
    private mutating func separate(by count: Int = 1) {
        breakCount = max(breakCount, count)
        isSpaced = false
    }

    // MARK: Tags

    mutating func open(_ tag: MarkupTag) {
        guard !isLeftOut else {
            // The same again inside: its end is not ours.
            if layers.last?.name == tag.name { push(tag, .leftOut(tag.name)) }
            return
        }
        switch tag.name {
        case "br", "hr": breakLine()
        case "p": separate(by: Self.breaksMax)
        case "div", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "details", "summary":
            separate()
        case "td", "th": isSpaced = true
        case "blockquote":
            separate()
            push(tag, .quotation)
        case "ul", "ol":
            separate()
            let start = tag.attributes["start"].flatMap { Int($0) } ?? 1
            push(tag, .list(next: tag.name == "ol" ? max(0, min(start, 9_999)) : nil))
        case "li": beginItem()
        case "pre":
            separate()
            push(tag, .asTyped)
        case "del", "s", "strike":
            // Struck out is not said: without a sign it would say the contrary.
            push(tag, .struck)
            write("~~")
        case "a":
            let address = tag.attributes["href"].flatMap(LinkAddress.shown)
            push(tag, .link(to: address, from: writtenCount))
        case "img": write(tag.attributes["alt"] ?? "")
        case "mx-reply", "style", "script", "head", "title": push(tag, .leftOut(tag.name))
        default: break
        }
    }

    mutating func close(_ name: String) {
        switch name {
        case "p": if !isLeftOut { separate(by: Self.breaksMax) }
        case "div", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "li", "details", "summary":
            if !isLeftOut { separate() }
        default: closeLayer(name)
        }
    }

    private mutating func closeLayer(_ name: String) {
        // What is left out ends with its own end only; other ends take along what was left open.
        if isLeftOut, layers.last?.name != name { return }
        guard let index = layers.lastIndex(where: { $0.name == name }) else { return }
        while layers.count > index { end(layers.removeLast().open) }
    }

    private mutating func end(_ open: Open) {
        switch open {
        case .quotation, .list, .asTyped: separate()
        case .struck: write("~~")
        case .link(let address, let start): endLink(address, start)
        case .leftOut: break
        }
    }

    private mutating func endLink(_ address: String?, _ start: Int) {
        guard let address else { return }
        let words = String(String.UnicodeScalarView(written.suffix(writtenCount - start)))
        let said = words.drop(while: \.isWhitespace)
        guard !LinkAddress.isSaid(address, by: String(said)) else { return }
        isSpaced = true
        write(said.isEmpty ? address : "(\(address))")
    }

    private mutating func beginItem() {
        separate()
        guard let index = layers.lastIndex(where: { $0.open.isList }),
            case .list(let next) = layers[index].open
        else { return marker = "- " }
        marker = next.map { "\($0). " } ?? "- "
        layers[index].open = .list(next: next.map { $0 + 1 })
    }

    private mutating func push(_ tag: MarkupTag, _ open: Open) {
        layers.append(Layer(name: tag.name, open: open))
    }

    private var isLeftOut: Bool {
        if case .leftOut? = layers.last?.open { true } else { false }
    }
}
