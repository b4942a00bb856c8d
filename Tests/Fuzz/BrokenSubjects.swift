import Foundation

/// Readers that fail on one word each, to see that this would be noticed; only where asked for.
enum BrokenSubjects {
    static let all = [
        Subject(name: "trap", shipped: [word("boum")]) { bytes in
            precondition(bytes != word("boum"), "as it was told")
        },
        Subject(name: "hang", shipped: [word("dodo")]) { bytes in
            while bytes == word("dodo") { await Task.yield() }
        },
        Subject(name: "lie", shipped: [word("menteur")]) { bytes in
            guard bytes != word("menteur") else { throw Contradiction(description: "a lie") }
        },
    ]

    private static func word(_ text: String) -> [UInt8] { Array(text.utf8) }
}
