import Desk
import Documents
import Testing

@Suite struct ClosedTests {
    @Test(arguments: [
        "", "zone: [", "zone: Europe/Brussels\nweekly: {moonday: []}\nholidays: open",
    ])
    func `hours that cannot be read close the door and nothing else`(text: String) throws {
        var files = try Shelves.bot("maintenant-jen-parle")
        files["hours.yaml"] = SourceFile(path: "hours.yaml", text: text)
        try expectClosed(try Shelves.read(files))
    }

    @Test func `hours that are missing close the door and nothing else`() throws {
        var files = try Shelves.bot("maintenant-jen-parle")
        files["hours.yaml"] = nil
        let reading = try Shelves.read(files)
        try expectClosed(reading)
        let errors = reading.complaints.filter { $0.severity == .error }
        #expect(
            errors.map(\.rendered) == [
                "bots/maintenant-jen-parle/hours.yaml:1:1: error: the file is missing – copy "
                    + "hours.yaml from a shipped bot and change it"
            ]
        )
    }

    @Test(arguments: ["bot", "intake", "referrals", "replies", "texts.fr"])
    func `without one of the other files there is no bot`(stem: String) throws {
        var files = try Shelves.bot("maintenant-jen-parle")
        files["\(stem).yaml"] = nil
        let reading = try Shelves.read(files)
        #expect(reading.value == nil)
        #expect(!reading.isUsable)
        let missing = reading.complaints.filter { $0.what == "the file is missing" }
        #expect(missing.map(\.file) == ["bots/maintenant-jen-parle/\(stem).yaml"])
    }

    @Test func `broken hours do not hide another broken file`() throws {
        var files = try Shelves.bot("maintenant-jen-parle")
        files["hours.yaml"] = SourceFile(path: "hours.yaml", text: "zone: Mars")
        files["bot.yaml"] = SourceFile(path: "bot.yaml", text: "language: fr")
        let reading = try Shelves.read(files)
        #expect(reading.value == nil)
        let errors = reading.complaints.filter { $0.severity == .error }
        #expect(Set(errors.map(\.file)) == ["hours.yaml", "bot.yaml"])
    }

    @Test func `an empty folder names every file it needs`() throws {
        let reading = try Shelves.read([:], name: "new")
        #expect(reading.value == nil)
        #expect(
            reading.complaints.map(\.file) == [
                "new/bot.yaml", "new/hours.yaml", "new/intake.yaml", "new/referrals.yaml",
                "new/replies.yaml",
            ]
        )
    }

    @Test func `texts in another language are pointed out`() throws {
        var files = try Shelves.bot("maintenant-jen-parle")
        files["texts.nl.yaml"] = SourceFile(path: "texts.nl.yaml", text: "")
        let reading = try Shelves.read(files)
        #expect(reading.isUsable)
        #expect(reading.complaints.contains { $0.file == "texts.nl.yaml" })
    }

    private func expectClosed(_ reading: Reading<Script>) throws {
        let script = try #require(reading.value)
        #expect(!reading.isUsable)
        #expect(script.hours == .unreadable)
        #expect(script.zone == "Europe/Brussels")
        let noon = CivilTime(date: try Shelves.today, minute: 18 * 60 + 30)
        #expect(!script.hours.isOpen(at: noon))
        #expect(script.closedText(at: noon).contains("112"))
    }
}
