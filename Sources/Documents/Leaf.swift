/// One value in a YAML file and where it stands.
///
/// Text stays text; what it means is for the reader.
struct Leaf {
    /// The three shapes a value can have.
    enum Content {
        case text(Text)
        case list([Leaf])
        case table([Field])
    }

    /// A single value as it was written.
    struct Text {
        let string: String
        /// Written bare, as in `103`; not in quotes and not as a block.
        let isBare: Bool
    }

    /// One `key: value`.
    struct Field {
        let key: String
        let place: Place
        let value: Leaf
    }

    let place: Place
    let content: Content

    /// Nothing was written after the colon, or YAML's words for nothing.
    var isBlank: Bool {
        switch content {
        case .text(let text): text.isBare && ["", "~", "null"].contains(text.string)
        case .list, .table: false
        }
    }

    /// The keys of a table, where another shape is somebody else's complaint.
    var tableFields: [Field]? {
        switch content {
        case .table(let fields): fields
        case .text, .list: nil
        }
    }

    /// What it is, for a complaint.
    var shape: String {
        switch content {
        case .text: "a single value"
        case .list: "a list"
        case .table: "a table of keys"
        }
    }
}
