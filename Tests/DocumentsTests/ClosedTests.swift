import Desk
import Documents
import Testing

/// What is not there or cannot be read at all: the door closes, or there is no bot.
@Suite struct ClosedTests {
    @Test(arguments: [
        "", "zone: [", "zone: Europe/Brussels\nweekly: {moonday: []}\nholidays: open",
    ])
    func `hours that cannot be read close the door and nothing else`(text: String) throws {
        let files = try Example.files(changing: "hours.yaml") { _ in text }
        try expectClosed(try Shelves.read(files))
    }

    @Test func `hours that are missing close the door and nothing else`() throws {
        var files = try Example.files()
        files["hours.yaml"] = nil
        let reading = try Shelves.read(files)
        try expectClosed(reading)
        #expect(
            reading.complaints.map(\.rendered) == [
                "hours.yaml:1:1: error: the file is missing – copy hours.yaml from a shipped bot "
                    + "and change it"
            ]
        )
    }

    @Test(arguments: ["bot", "intake", "referrals", "replies", "texts.fr", "texts.nl"])
    func `without one of the other files there is no bot, and one complaint`(stem: String) throws {
        var files = try Example.files()
        files["\(stem).yaml"] = nil
        let reading = try Shelves.read(files)
        #expect(reading.value == nil)
        #expect(!reading.isUsable)
        #expect(reading.complaints.map(\.what) == ["the file is missing"])
        #expect(reading.complaints.map(\.file) == ["\(stem).yaml"])
    }

    @Test func `broken hours do not hide another broken file`() throws {
        var files = try Example.files(changing: "hours.yaml") { _ in "zone: Mars" }
        files["bot.yaml"] = SourceFile(path: "bot.yaml", text: "languages: [fr, nl]")
        let reading = try Shelves.read(files)
        #expect(reading.value == nil)
        let errors = reading.complaints.filter { $0.severity == .error }
        #expect(Set(errors.map(\.file)) == ["hours.yaml", "bot.yaml"])
    }

    @Test func `a bot.yaml that cannot be read does not hide what is wrong in the texts`() throws {
        var files = try Example.files(changing: "bot.yaml") { _ in "languages: fr" }
        files["texts.nl.yaml"] = SourceFile(path: "texts.nl.yaml", text: "texts: {}\npage: {}")
        let reading = try Shelves.read(files)
        let named = Set(reading.complaints.map(\.file))
        #expect(named == ["bot.yaml", "texts.nl.yaml"])
    }

    @Test func `an empty folder is one mistake`() throws {
        let reading = try Shelves.read([:], name: "new")
        #expect(reading.value == nil)
        #expect(
            reading.complaints.map(\.rendered) == [
                "new/bot.yaml:1:1: error: there is no bot in this folder – a bot is a folder with "
                    + "bot.yaml and its other files; check the name"
            ]
        )
    }

    @Test func `texts in another language are pointed out`() throws {
        var files = try Example.files()
        files["texts.de.yaml"] = SourceFile(path: "texts.de.yaml", text: "")
        let reading = try Shelves.read(files)
        #expect(reading.isUsable)
        #expect(
            reading.complaints.map(\.rendered) == [
                "texts.de.yaml:1:1: warning: these texts are not used – the bot speaks \"fr\", "
                    + "\"nl\", as bot.yaml says"
            ]
        )
    }

    private func expectClosed(_ reading: Reading<Script>) throws {
        let script = try #require(reading.value)
        #expect(!reading.isUsable)
        #expect(script.hours == .unreadable)
        #expect(script.zone == "Europe/Brussels")
        let evening = CivilTime(date: try Shelves.today, minute: 18 * 60 + 30)
        #expect(!script.hours.isOpen(at: evening))
        let moment = Moment(milliseconds: 0, civil: evening)
        let door = script.door(at: moment, ordered: nil)
        #expect(door.closedText(script.audience).contains("112"))
    }
}
