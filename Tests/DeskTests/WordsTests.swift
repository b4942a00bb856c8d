import Testing

@testable import Desk

/// Small tables: openings in four languages, names, what counsellors type, placeholders.
@Suite struct WordsTests {
    static let openings:
        [(days: Int, minute: Int, fr: String, nl: String, en: String, de: String)] = [
            (
                0, 1_080, "aujourd'hui, à 18 h", "vandaag, om 18 uur", "today, at 18:00",
                "heute, um 18 Uhr"
            ),
            (
                1, 1_110, "demain, mardi, à 18 h 30", "morgen, dinsdag, om 18.30 uur",
                "tomorrow, Tuesday, at 18:30", "morgen, Dienstag, um 18.30 Uhr"
            ),
            (
                2, 545, "mercredi, à 9 h 05", "woensdag, om 9.05 uur", "Wednesday, at 9:05",
                "Mittwoch, um 9.05 Uhr"
            ),
            (6, 0, "dimanche, à 0 h", "zondag, om 0 uur", "Sunday, at 0:00", "Sonntag, um 0 Uhr"),
            (
                7, 1_080, "lundi 30 novembre, à 18 h", "maandag 30 november, om 18 uur",
                "Monday 30 November, at 18:00", "Montag, 30. November, um 18 Uhr"
            ),
            (
                8, 1_080, "mardi 1er décembre, à 18 h", "dinsdag 1 december, om 18 uur",
                "Tuesday 1 December, at 18:00", "Dienstag, 1. Dezember, um 18 Uhr"
            ),
            (
                106, 1_080, "mardi 9 mars, à 18 h", "dinsdag 9 maart, om 18 uur",
                "Tuesday 9 March, at 18:00", "Dienstag, 9. März, um 18 Uhr"
            ),
        ]

    @Test(arguments: openings)
    func `an opening is said in four languages`(
        _ row: (days: Int, minute: Int, fr: String, nl: String, en: String, de: String)
    ) throws {
        let monday = try #require(CivilDate(year: 2026, month: 11, day: 23))
        let now = CivilTime(date: monday, minute: 60)
        let opening = CivilTime(date: monday.adding(days: row.days), minute: row.minute)
        let said = [Language.fr, .nl, .en, .de].map { OpeningWords.say(opening, from: now, in: $0) }
        #expect(said == [row.fr, row.nl, row.en, row.de])
    }

    @Test(arguments: [
        ("Lila", "Lila"), ("  Lila  ", "Lila"), ("Jean   Paul", "Jean Paul"), ("", nil),
        ("   ", nil),
        ("\u{200B}\u{200E}", nil), ("\u{202E}aliL", "aliL"), ("Li\u{7}la", "Lila"),
        ("Zoé 🌈", "Zoé 🌈"), ("@ana:example.org", "@ana:example.org"), ("日本", "日本"),
        (String(repeating: "x", count: 41), String(repeating: "x", count: 40)),
    ])
    func `a name is made fit for a list of members`(_ row: (typed: String, kept: String?)) {
        #expect(VisitorName.clean(row.typed) == row.kept)
    }

    @Test(arguments: ["Lila\nadmin", "Li\u{2028}la", "Li\u{2029}la", "Li\r\nla", "Li\u{85}la"])
    func `no name breaks a line`(_ typed: String) throws {
        let name = try #require(VisitorName.clean(typed))
        #expect(name.allSatisfy { !$0.isNewline })
    }

    @Test(arguments: [
        ("Bonjour {name}", "Bonjour {place}"), ("{place} {place}", "3 3"),
        ("{unknown}", "{unknown}"), ("{name", "{name"), ("a } b", "a } b"), ("{}", "{}"),
        ("{{place}}", "{{place}}"), ("", ""),
    ])
    func `placeholders are filled once, and never in what a person wrote`(
        _ row: (text: String, filled: String)
    ) {
        // The name looks like a placeholder and must stay what it is.
        #expect(Texts.fill(row.text) { ["name": "{place}", "place": "3"][$0] } == row.filled)
    }

    @Test func `a colleague is called by the first part of her address`() {
        #expect(CounsellorID("@ana:example.org").shortName == "ana")
        #expect(CounsellorID("ana").shortName == "ana")
    }

    @Test func `who sat down first is served first`() {
        let seats = [(5, 300), (9, 100), (7, 300), (2, 900)].map { number, since in
            WaitingRoom.Seat(number: ConversationNumber(number), since: Int64(since))
        }
        let room = WaitingRoom(seats)
        #expect(room.seats.map(\.number) == [9, 5, 7, 2])
        #expect([9, 5, 7, 2].map(room.place) == [1, 2, 3, 4])
        #expect(room.place(of: 1) == 5)
        #expect(!room.hasRoom(upTo: 4))
        #expect(room.hasRoom(upTo: 5))
        #expect(WaitingRoom().place(of: 1) == 1)
    }

    @Test func `a service without a phone is spoken by its address`() {
        let both = Referral(
            id: "a",
            name: "A",
            about: "Pour tous.",
            phone: "199",
            link: "https://example.org"
        )
        #expect(both.spoken(to: Audience(.fr)) == "A : 199, https://example.org. Pour tous.")
    }
}
