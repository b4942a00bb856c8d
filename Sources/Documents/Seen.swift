internal import Desk

/// The ids met so far in one list; each may stand there once.
struct Seen {
    private let what: String
    private let findings: Findings
    private var lines: [String: Int] = [:]
    private var reserved: Set<String> = []
    private var typed: [String: String] = [:]
    private let isTyped: Bool
    /// Every id that stands in the list, right or wrong: who names one of them means something.
    private(set) var written: Set<String> = []

    /// Ids of a kind; `isTyped` says that people type them, without looking at capitals.
    init(_ what: String, _ findings: Findings, isTyped: Bool = false) {
        (self.what, self.findings, self.isTyped) = (what, findings, isTyped)
    }

    /// Keeps an id for ourselves.
    mutating func reserve(_ id: String) {
        reserved.insert(id)
    }

    /// An id made of letters, digits, hyphens and underscores that was not met before.
    mutating func id(_ leaf: Leaf) -> String? {
        guard let id = leaf.text("\"id\"", findings) else { return nil }
        written.insert(id)
        guard Self.isID(id) else {
            findings.error(
                "\"\(id)\" is no id",
                at: leaf.place,
                remedy: "letters without accents, digits, - and _, at most 64"
            )
            return nil
        }
        guard !reserved.contains(id) else {
            findings.error(
                "\"\(id)\" is kept for the bot itself",
                at: leaf.place,
                remedy: "take another id"
            )
            return nil
        }
        if let line = lines[id] {
            findings.error(
                "the \(what) \"\(id)\" stands here twice",
                at: leaf.place,
                remedy: "rename or remove one (the first is on line \(line))"
            )
            return nil
        }
        let alike = isTyped ? Folded.text(id) : id
        if isTyped, let other = typed[alike] {
            findings.error(
                "the \(what)s \"\(other)\" and \"\(id)\" are typed alike",
                at: leaf.place,
                remedy: "capitals and signs do not count: rename one"
            )
            return nil
        }
        (lines[id], typed[alike]) = (leaf.place.line, id)
        return id
    }

    /// Letters without accents, digits, hyphens and underscores: safe in a path and in an
    /// attribute.
    static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64 && text.utf8.allSatisfy(isPlain)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default:
            false
        }
    }
}
