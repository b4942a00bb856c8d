/// The keys of one table, checked against those that are known there.
struct Table {
    let place: Place
    private let fields: [String: Leaf.Field]
    private let findings: Findings

    /// Reads a table; complains about another shape and about every key that is not known.
    init?(_ leaf: Leaf, knowing known: [String], _ what: String, _ findings: Findings) {
        guard let written = leaf.fields(what, findings) else { return nil }
        (place, self.findings) = (leaf.place, findings)
        fields = Dictionary(written.map { ($0.key, $0) }) { first, _ in first }
        for field in written where !known.contains(field.key) {
            findings.error(
                "unknown key \"\(field.key)\"",
                at: field.place,
                remedy: Spelling.remedy(for: field.key, in: known)
            )
        }
    }

    /// A whole file that is one table.
    static func whole(
        _ file: SourceFile,
        knowing known: [String],
        _ findings: Findings
    ) -> Table? {
        guard let leaf = Composing.compose(file, findings) else { return nil }
        return Table(leaf, knowing: known, "the file", findings)
    }

    /// The value of a key that may be left out; written but blank counts as left out.
    func optional(_ key: String) -> Leaf? {
        guard let value = fields[key]?.value, !value.isBlank else { return nil }
        return value
    }

    /// The value of a key that must be there.
    func required(_ key: String, example: String) -> Leaf? {
        if let value = optional(key) { return value }
        let place = fields[key]?.place ?? place
        findings.error(
            "\"\(key)\" is missing",
            at: place,
            remedy: "add for example: \(key): \(example)"
        )
        return nil
    }

    /// A text that must be there.
    func text(_ key: String, example: String) -> String? {
        required(key, example: example)?.text("\"\(key)\"", findings)
    }

    /// A text that may be left out.
    func optionalText(_ key: String) -> String? {
        optional(key)?.text("\"\(key)\"", findings)
    }

    /// A whole number that may be left out.
    func count(_ key: String, in range: ClosedRange<Int>, otherwise usual: Int) -> Int {
        guard let leaf = optional(key) else { return usual }
        return leaf.count("\"\(key)\"", in: range, findings) ?? usual
    }

    /// A list; nothing in it when it was left out.
    func list(_ key: String) -> [Leaf] {
        optional(key)?.items("\"\(key)\"", findings) ?? []
    }

    /// A list that must be there, though it may be empty.
    func requiredList(_ key: String, example: String) -> [Leaf] {
        required(key, example: example)?.items("\"\(key)\"", findings) ?? []
    }

    /// A list of texts; nothing in it when it was left out.
    func texts(_ key: String) -> [String] {
        list(key).compactMap { $0.text("an entry of \"\(key)\"", findings) }
    }
}
