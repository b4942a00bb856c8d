import Rehearsal
import Testing

@testable import Desk

/// A story pretends when the door is open; what else the bot's file says about its hours stays.
@Suite struct PretendedWeekTests {
    /// Closed on holidays, one Wednesday off, nobody in during the last half hour.
    private static let bot: Script = {
        var script = TestScript.script()
        let off = CivilDate(year: 2026, month: 12, day: 2)
        script.hours = .known(
            OpeningHours(
                weekly: [:],
                exceptions: off.map { [$0: OpeningHours.Exception(.closed)] } ?? [:],
                holidays: .closed,
                margins: OpeningHours.Margins(lastEntryMinutes: 30),
                atClosing: .letter
            )
        )
        return script
    }()

    private static func admits(_ week: String, at time: String, _ bot: Script = bot) -> Bool? {
        guard let script = try? Props.change("hours", week, bot),
            let moment = try? TestScript.wall.moment(TestScript.wall.instant(time, now: nil))
        else { return nil }
        return script.hours.admits(at: moment.civil)
    }

    @Test(arguments: [
        ("monday-friday 18:00-21:00", "2026-11-30 18:00", true),
        ("monday-friday 18:00-21:00", "2026-11-30 17:59", false),
        ("monday-friday 18:00-21:00", "2026-11-28 19:00", false),
        ("monday, wednesday 14:00-16:00 18:00-21:00", "2026-12-09 15:00", true),
        ("monday, wednesday 14:00-16:00 18:00-21:00", "2026-12-08 15:00", false),
        ("monday 18:00-21:00, saturday 10:00-12:00", "2026-11-28 11:00", true),
        ("monday 18:00-21:00, saturday 10:00-12:00", "2026-11-30 11:00", false),
        ("friday-monday 22:00-25:30", "2026-11-30 00:45", true),
        ("Saturday 22:00-25:30", "2026-11-29 00:45", true),
        ("always", "2026-12-25 19:00", true), ("never", "2026-11-30 19:00", false),
        // The file's own: a day off, a holiday, the last half hour.
        ("monday-friday 18:00-21:00", "2026-12-02 19:00", false),
        ("monday-friday 18:00-21:00", "2026-12-25 19:00", false),
        ("monday-friday 18:00-21:00", "2026-11-30 20:30", false),
    ])
    func `the week is the story's and the rest is the file's`(
        _ row: (week: String, time: String, admits: Bool)
    ) {
        #expect(Self.admits(row.week, at: row.time) == row.admits)
    }

    @Test func `hours that cannot be read stay so`() {
        var bot = Self.bot
        bot.hours = .unreadable
        #expect(Self.admits("monday-friday 18:00-21:00", at: "2026-11-30 19:00", bot) == false)
    }

    @Test(arguments: [
        "monday", "monday 21:00-18:00", "monday 18:00", "monday 18:00-21:00, tuesday",
        "lundi 18:00-21:00", "monday to friday 18:00-21:00", "sometimes",
    ])
    func `a week that cannot be is no week`(_ week: String) {
        #expect(Self.admits(week, at: "2026-11-30 19:00") == nil)
    }

    @Test func `each line about hours starts from the file, and a wrong one says what is right`() {
        let story = { (hours: String) in
            "hours unreadable\nclock 2026-11-30 19:00\nhours \(hours)\nyouth arrives\nbot …\nbot …"
        }
        let differences = { (hours: String) in
            Player.differences(in: story(hours), with: Self.bot)
        }
        #expect(differences("monday 18:00-21:00") == [])
        #expect(differences("never") != [])
        #expect(
            differences("monday 21:00-18:00") == [
                "line 3: “21:00-18:00” makes no week: write days and then hours, such as "
                    + "monday-friday 18:00-21:00, saturday 14:00-16:00"
            ]
        )
    }

    @Test func `a clock with a zone is that zone's, and no clock goes back`() throws {
        let wall = try TestScript.wall
        let seven = try wall.instant("2026-07-01 19:00", now: nil)
        #expect(try wall.instant("2026-07-01 18:00 Europe/London", now: nil) == seven)
        #expect(try wall.instant("18:00 Europe/London", now: seven - 60_000) == seven)
        #expect(throws: Wall.Unreadable.self) {
            _ = try wall.instant("2026-07-01 18:00 Europe/Nowhere", now: nil)
        }
        var played = try Improvisation(Self.bot, at: "2026-11-30 19:00", keeping: "always")
        #expect(
            played.type(":clock 18:59")
                == .shown([
                    "“18:59” is over: it is 2026-11-30 19:00 already, and the clock only goes on"
                ])
        )
        #expect(played.type(":clock 19:00") == .shown([]))
    }

    @Test func `a question is passed over by typing the word for it in a lobby`() throws {
        let talk = { (door: Door, typed: String) throws -> [String] in
            var played = try Improvisation(
                TestScript.script(),
                at: "2026-11-30 19:00",
                keeping: "always",
                through: door
            )
            _ = played.begin()
            guard case .shown(let lines) = played.type(typed) else { return [] }
            return lines
        }
        let skipped = TestScript.sentences[.skipped] ?? "?"
        let inLobby = try talk(.lobby, "passer")
        #expect(inLobby.contains { $0.hasSuffix(skipped) }, "\(inLobby)")
        let onPage = try talk(.web, "passer")
        #expect(!onPage.contains { $0.hasSuffix(skipped) }, "\(onPage)")
        let over = TestScript.sentences[.visitorGoodbye] ?? "?"
        let ended = try talk(.lobby, "!fin")
        #expect(ended.contains { $0.hasSuffix(over) }, "\(ended)")
    }
}
