/// The keys of one table, checked against its definition.
struct Table {
    let place: Place
    private let definition: Definition
    private let fields: [String: Leaf.Field]
    /// Known keys that stand there with another spelling.
    private let misspelt: Set<String>
    private let findings: Findings

    /// Reads a table; complains about another shape and about every key that is not known, unless
    /// somebody else has keys of their own in it.
    init?(
        _ leaf: Leaf,
        _ definition: Definition,
        _ what: String,
        _ findings: Findings,
        isShared: Bool = false
    ) {
        guard let written = leaf.fields(what, findings) else { return nil }
        (place, self.definition, self.findings) = (leaf.place, definition, findings)
        fields = Dictionary(written.map { ($0.key, $0) }) { first, _ in first }
        var misspelt: Set<String> = []
        for field in written where !isShared && !definition.knows(field.key) {
            if let meant = Spelling.nearest(to: field.key, in: definition.names) {
                misspelt.insert(meant)
            }
            findings.error(
                "unknown key \"\(field.key)\"",
                at: field.place,
                remedy: Spelling.remedy(for: field.key, in: definition.names)
            )
        }
        self.misspelt = misspelt
    }

    /// A whole file that is one table.
    static func whole(
        _ file: SourceFile,
        _ definition: Definition,
        _ findings: Findings
    ) -> Table? {
        guard let leaf = Composing.compose(file, findings) else { return nil }
        return Table(leaf, definition, "the file", findings)
    }

    /// The value of a key that may be left out; written but blank counts as left out.
    func optional(_ name: String) -> Leaf? {
        guard let value = fields[definition[name].name]?.value, !value.isBlank else { return nil }
        return value
    }

    /// Whether a key stands there with nothing after it.
    func isBlank(_ name: String) -> Bool {
        fields[definition[name].name]?.value.isBlank == true
    }

    /// Whether a key was only written wrong: its complaint is there already, and no other is due.
    func isMisspelt(_ name: String) -> Bool {
        misspelt.contains(name) && optional(name) == nil
    }

    /// Whether somebody left a key out, or wrote an empty list after it.
    func isLeftOut(_ name: String) -> Bool {
        guard let leaf = optional(name) else { return !isMisspelt(name) }
        if case .list(let items) = leaf.content { return items.isEmpty }
        return false
    }

    /// The value of a key that must be there.
    ///
    /// `example` replaces the definition's where a better one is known.
    func required(_ name: String, example: String? = nil) -> Leaf? {
        if let value = optional(name) { return value }
        guard !isMisspelt(name) else { return nil }
        let place = fields[name]?.place ?? place
        findings.error(
            "\"\(name)\" is missing",
            at: place,
            remedy: "add for example: \(name): \(example ?? definition[name].example)"
        )
        return nil
    }

    /// The value of a key, as its definition wants it.
    func leaf(_ name: String) -> Leaf? {
        definition[name].isRequired ? required(name) : optional(name)
    }

    /// A text.
    func text(_ name: String) -> String? {
        leaf(name)?.text("\"\(name)\"", findings)
    }

    /// A whole number in the range of its definition; `usual` when it was left out or is wrong.
    func count(_ name: String, otherwise usual: Int) -> Int {
        optional(name)?.count("\"\(name)\"", in: range(name), findings) ?? usual
    }

    /// A whole number that must be there.
    func count(_ name: String) -> Int? {
        leaf(name)?.count("\"\(name)\"", in: range(name), findings)
    }

    /// A word out of the list of its definition.
    func word<Value>(_ name: String, among words: [(String, Value)]) -> Value? {
        leaf(name)?.word("\"\(name)\"", among: words, findings)
    }

    /// A full address.
    func address(_ name: String) -> String? {
        guard case .address(let schemes) = definition[name].shape else {
            preconditionFailure("\(name) is not defined as an address")
        }
        let example = definition[name].example
        let usual = example.isEmpty ? "\"\(schemes[0])://example.org\"" : example
        return leaf(name)?.address("\"\(name)\"", schemes: schemes, example: usual, findings)
    }

    /// A list; nothing in it when it was left out.
    func list(_ name: String) -> [Leaf] {
        leaf(name)?.items("\"\(name)\"", findings) ?? []
    }

    /// Whether a key that must hold a list does.
    func hasList(_ name: String) -> Bool {
        if case .list? = optional(name)?.content { true } else { false }
    }

    /// A list of texts; nothing in it when it was left out.
    func texts(_ name: String) -> [String] {
        list(name).compactMap { $0.text("an entry of \"\(name)\"", findings) }
    }

    /// A table inside this one.
    func table(_ name: String) -> Table? {
        guard case .table(let inner) = definition[name].shape else {
            preconditionFailure("\(name) is not defined as a table")
        }
        return leaf(name).flatMap { Table($0, inner, "\"\(name)\"", findings) }
    }

    /// Tables in a list.
    func tables(_ name: String, each what: String) -> [Table] {
        guard case .list(.table(let inner)) = definition[name].shape else {
            preconditionFailure("\(name) is not defined as a list of tables")
        }
        return list(name).compactMap { Table($0, inner, what, findings) }
    }

    private func range(_ name: String) -> ClosedRange<Int> {
        guard case .count(let range) = definition[name].shape else {
            preconditionFailure("\(name) is not defined as a number")
        }
        return range
    }
}
