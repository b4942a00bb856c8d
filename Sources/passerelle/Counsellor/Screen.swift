/// Turns what is to be shown into characters for a terminal, or for a pipe.
///
/// On a terminal, news is pushed in above the prompt: what she has begun to type stays where it is.
/// In a pipe there is no such thing; the prompt is a line of its own whenever it changes.
struct Screen {
    /// Longer lines are broken before they are pushed in; every terminal has so many columns.
    static let columnsMax = 76
    /// Broken lines go on under the words, as further lines do.
    private static let indent = "    "

    private let isTerminal: Bool
    /// The prompt in which the cursor stands; nil after Enter.
    private var standing: String?
    private var lastPrompt: String?

    init(isTerminal: Bool) {
        self.isTerminal = isTerminal
    }

    /// She pressed Enter: the cursor stands at the beginning of a fresh line.
    mutating func entered() {
        standing = nil
    }

    /// Some text, and after it the prompt.
    mutating func show(_ texts: [String], prompt: String) -> String {
        let rows = texts.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        guard isTerminal else {
            defer { lastPrompt = prompt }
            return rows.map { $0 + "\n" }.joined() + (lastPrompt == prompt ? "" : prompt + "\n")
        }
        guard let standing else {
            self.standing = prompt
            return rows.map { $0 + "\n" }.joined() + prompt
        }
        let above = rows.flatMap(Self.broken).map(Self.pushedIn).joined()
        self.standing = prompt
        return above + (standing == prompt ? "" : "\n" + prompt)
    }

    /// What leaves the terminal in order at the end.
    var farewell: String { isTerminal && standing != nil ? "\n" : "" }

    /// Makes room for a row above the cursor's, writes it there, and comes back.
    ///
    /// Index (which scrolls on the last row), up, save, insert line; restore, down. See ECMA-48,
    /// and DECSC of the VT100.
    private static func pushedIn(_ row: String) -> String {
        "\u{1B}D\u{1B}[A\u{1B}7\r\u{1B}[L" + row + "\u{1B}8\u{1B}[B"
    }

    private static func broken(_ row: Substring) -> [String] {
        var rows: [String] = []
        var rest = row
        while rest.count > columnsMax {
            let head = rest.prefix(columnsMax)
            // Not at the blanks that a broken row begins with, or it would never end.
            let blank = head.dropFirst(indent.count).lastIndex(of: " ").map {
                head.index(after: $0)
            }
            let cut = blank ?? head.endIndex
            rows.append(String(rest[..<cut]))
            rest = indent + rest[cut...]
        }
        return rows + [String(rest)]
    }
}
