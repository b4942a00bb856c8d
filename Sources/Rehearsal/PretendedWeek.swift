internal import Desk

/// A week that a story pretends: `monday-friday 18:00-21:00, saturday 10:00-12:00 14:00-16:00`.
///
/// Only the slots are the story's. Dated exceptions, the choice for holidays, the margins and what
/// becomes of those who wait at closing stay those of the bot's file, so that a story can test them
/// before anybody knows the hours, or when these change.
struct PretendedWeek {
    private let slots: [Weekday: [OpeningHours.Slot]]

    /// Nobody is ever there.
    static let empty = PretendedWeek(slots: [:])

    private init(slots: [Weekday: [OpeningHours.Slot]]) { self.slots = slots }

    /// Days, and then when the door is open on each of them; several such groups.
    ///
    /// - Returns: Nothing where it does not begin with a day.
    /// - Throws: `Mistake` for a week that cannot be.
    init?(_ text: String) throws {
        var slots: [Weekday: [OpeningHours.Slot]] = [:]
        var days: [Weekday] = []
        var isDaysTurn = true
        let words = text.split { $0 == "," || $0.isWhitespace }
        guard let first = words.first, Self.days(first) != nil else { return nil }
        for word in words {
            if let named = Self.days(word) {
                days = isDaysTurn ? days + named : named
                isDaysTurn = true
            } else {
                let slot = try Self.slot(word)
                for day in days { slots[day, default: []].append(slot) }
                isDaysTurn = false
            }
        }
        guard !isDaysTurn else { throw Mistake(word: String(words.last ?? "")) }
        self.slots = slots
    }

    /// These slots, and all else as a file states it.
    func laid(over hours: OpeningHours) -> OpeningHours {
        OpeningHours(
            weekly: slots,
            exceptions: hours.exceptions,
            holidays: hours.holidays,
            margins: hours.margins,
            atClosing: hours.atClosing
        )
    }

    /// A word that stands for no day and no slot, or a day after which no slot comes.
    struct Mistake: Error, CustomStringConvertible {
        let word: String

        var description: String {
            "“\(word)” makes no week: write days and then hours, such as "
                + "monday-friday 18:00-21:00, saturday 14:00-16:00"
        }
    }

    /// `monday`, or `monday-friday`.
    private static func days(_ word: Substring) -> [Weekday]? {
        let ends = word.split(separator: "-", omittingEmptySubsequences: false).map { name in
            Weekday.allCases.first { "\($0)" == name.lowercased() }
        }
        guard (1...2).contains(ends.count), let first = ends.first ?? nil,
            let last = ends.last ?? nil
        else { return nil }
        // friday-monday goes on over Sunday.
        let count = (last.rawValue - first.rawValue + 7) % 7 + 1
        return (0..<count).map { Weekday.allCases[(first.rawValue + $0) % 7] }
    }

    private static func slot(_ word: Substring) throws -> OpeningHours.Slot {
        guard let (start, end) = OpeningHours.Slot.ends(word), start < end else {
            throw Mistake(word: String(word))
        }
        return OpeningHours.Slot(start: start, end: end)
    }
}
