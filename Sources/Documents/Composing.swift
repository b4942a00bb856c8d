internal import Yams

/// From a file's text to a tree with places; nothing else touches the YAML library.
enum Composing {
    /// A file larger than this was not written by hand.
    static let fileBytesMax = 262_144
    /// Aliases repeat values, so that a few lines could unfold to millions; here we stop.
    static let leafCountMax = 20_000
    /// Nobody nests this deep by intent.
    static let depthMax = 32
    /// More open brackets than this at once are refused before the library sees them.
    static let bracketDepthMax = 200

    /// The tree, or nothing and an error in the findings.
    static func compose(_ file: SourceFile, _ findings: Findings) -> Leaf? {
        guard file.text.utf8.count <= fileBytesMax, !nestsTooDeep(file.text) else {
            findings.error(
                "the file is too large or nested too deep to have been written by hand",
                at: .top,
                remedy: "start again from the shipped example"
            )
            return nil
        }
        guard !repeatsTooMuch(file.text) else {
            complainOfUnfolding(at: .top, findings)
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: file.text, .basic, .default, .utf8) else {
                findings.error("the file is empty", at: .top, remedy: "see the shipped example")
                return nil
            }
            var budget = leafCountMax
            return leaf(node, depth: 0, &budget, findings)
        } catch let error as YamlError {
            explain(error, file.text, findings)
        } catch {
            findings.error("this is not YAML", at: .top, remedy: nil)
        }
        return nil
    }

    /// Whether brackets nest without end, which the library would follow with a call for each.
    ///
    /// Brackets inside quotes count too, but those come in pairs.
    private static func nestsTooDeep(_ text: String) -> Bool {
        var depth = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: continue
            }
            if depth > bracketDepthMax { return true }
        }
        return false
    }

    private static func complainOfUnfolding(at place: Place, _ findings: Findings) {
        findings.error(
            "aliases or nesting unfold to too much",
            at: place,
            remedy: "write it out without & and *"
        )
    }

    private static func leaf(
        _ node: Node,
        depth: Int,
        _ budget: inout Int,
        _ findings: Findings
    ) -> Leaf? {
        budget -= 1
        let place = node.mark.map { Place(line: $0.line, column: $0.column) } ?? .top
        guard budget >= 0, depth <= depthMax else {
            complainOfUnfolding(at: place, findings)
            return nil
        }
        switch node {
        case .scalar(let scalar):
            let isBare = scalar.style == .plain || scalar.style == .any
            return Leaf(place: place, content: .text(.init(string: scalar.string, isBare: isBare)))
        case .sequence(let sequence):
            var items: [Leaf] = []
            for item in sequence {
                guard let item = leaf(item, depth: depth + 1, &budget, findings) else { return nil }
                items.append(item)
            }
            return Leaf(place: place, content: .list(items))
        case .mapping(let mapping):
            return table(mapping, at: place, depth: depth, &budget, findings)
        case .alias:
            findings.error("an alias to nothing", at: place, remedy: "write it out")
            return nil
        }
    }

    private static func table(
        _ mapping: Node.Mapping,
        at place: Place,
        depth: Int,
        _ budget: inout Int,
        _ findings: Findings
    ) -> Leaf? {
        var fields: [Leaf.Field] = []
        for (key, value) in mapping {
            let keyPlace = key.mark.map { Place(line: $0.line, column: $0.column) } ?? place
            guard let name = key.scalar?.string else {
                findings.error("a key must be a word", at: keyPlace, remedy: "write key: value")
                return nil
            }
            guard let value = leaf(value, depth: depth + 1, &budget, findings) else { return nil }
            fields.append(Leaf.Field(key: name, place: keyPlace, value: value))
        }
        return Leaf(place: place, content: .table(fields))
    }
}
