internal import Foundation

/// A story from a file, cut into blocks: something happens, and then exactly these effects follow.
///
/// A line is a word, perhaps `:` and the name of a young person, and the rest; `#` is a comment.
/// What happens:
///
///     clock      2026-11-23 18:05 | 18:30 | +10m | +2h | +1d
///     clock      2026-11-23 18:05 Europe/Brussels      that zone's clock, whatever the bot's is
///     hours      monday-friday 18:00-21:00, saturday 14:00-16:00     as if this were the week;
///                                               exceptions, holidays and margins stay the file's
///     hours      always | never | unreadable    the file says so from now on
///     limits     seats 1 | unheard 2 | talks 1         duty       required | optional
///     youth      arrives | says Bonjour | touches Oui | skips | leaves | exits | erases
///     youth      reads | sleeps | wakes | returns code-1
///     counsel    @ana takes | takes 12 | says Bonjour | posts | encrypts | loses | leaves
///     counsel    @ana changes Bonsoir | withdraws          her last line
///     staffroom  @ana says !file | enters | leaves
///     network    loses a line | loses a notice | is away | is back
///
/// Whoever plays it may know more such changes of the bot's files, such as `rules`.
///
/// What follows from it, complete and in order; `…` stands for any words. Lines of a text are
/// joined by ` / `. What a youth says or touches comes back as her own line, so `own` is written
/// only when it is not the very same words.
///
///     bot … | person … | own … | change a → b   what the youth's page shows
///     staff      post … | edit … | → @bea … | → all … | calls admins …
///     room       opens @ana Lila … | > Lila: … | = … | closes … | ✓ …
///     room       lets in @bea | lets go @ana
///     reminder   closing 2026-11-23 21:00 | closing off | all off
///     ledger     forgets the tab | forgets the words | clears the room
///     refused    over | tooLong | tooMany | notAsked | unknown
///     sees       waiting, place 2               what the page may know afterwards
///
/// Ana, Bea and Cleo belong to the team, Lou leads it; codes are called `code-1`, `code-2` and so
/// on.
/// `youth:sam` and `bot:sam` are another young person than `youth` and `bot`. A rehearsal compares
/// only what people see: there `reminder` and `ledger` are not written.
struct Transcript {
    /// One line of the story.
    struct Entry {
        let line: Int
        let word: String
        let youth: String?
        let rest: String
    }

    /// Something that happens, and what is expected of the desk then.
    struct Block {
        let act: Entry
        var expected: [Entry]
    }

    /// A line that no story may have.
    struct Mistake: Error, CustomStringConvertible {
        let line: Int
        let what: String

        var description: String { "line \(line): \(what)" }
    }

    static let acts: Set = [
        "clock", "hours", "rules", "limits", "duty", "youth", "counsel", "staffroom", "network",
    ]
    static let effects: Set = [
        "bot", "person", "own", "change", "staff", "room", "reminder", "ledger", "refused", "sees",
    ]

    let blocks: [Block]

    init(_ text: String) throws {
        var blocks: [Block] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard let entry = Self.entry(String(line), at: index + 1) else { continue }
            if Self.acts.contains(entry.word) {
                blocks.append(Block(act: entry, expected: []))
            } else if Self.effects.contains(entry.word), !blocks.isEmpty {
                blocks[blocks.count - 1].expected.append(entry)
            } else {
                throw Mistake(line: entry.line, what: "“\(entry.word)” cannot stand here")
            }
        }
        guard !blocks.isEmpty else { throw Mistake(line: 1, what: "nothing happens") }
        self.blocks = blocks
    }

    private static func entry(_ line: String, at number: Int) -> Entry? {
        let trimmed = line.trimmingCharacters(in: .whitespaces)
        guard !trimmed.isEmpty, !trimmed.hasPrefix("#") else { return nil }
        let halves = trimmed.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        let head = halves[0].split(separator: ":", maxSplits: 1)
        let rest = halves.count > 1 ? halves[1].trimmingCharacters(in: .whitespaces) : ""
        return Entry(
            line: number,
            word: String(head[0]),
            youth: head.count > 1 ? String(head[1]) : nil,
            rest: rest
        )
    }
}
