import Desk
import Documents
import Testing

@Suite struct ShippedTests {
    @Test(arguments: ["maintenant-jen-parle", "nu-praat-ik-erover"])
    func `a shipped bot has no errors, and warns of nothing but what the operator must still do`(
        name: String
    ) throws {
        let reading = try Shelves.read(Shelves.bot(name), name: name)
        #expect(reading.isUsable)
        let unsigned = "is spoken, but the operator has not signed it yet"
        let unexpected = reading.complaints.filter { !$0.what.hasSuffix(unsigned) }
        #expect(unexpected.map(\.rendered) == Self.expected[name])
        let script = try #require(reading.value)
        // Every entry is spoken, and each of them still asks for its signature.
        let signed = reading.complaints.filter { $0.what.hasSuffix(unsigned) }
        #expect(signed.count == script.referrals.count)
        #expect(signed.allSatisfy { $0.severity == .warning })
    }

    static let expected: [String: [String]] = [
        "maintenant-jen-parle": [],
        "nu-praat-ik-erover": [
            "bots/nu-praat-ik-erover/hours.yaml:21:9: warning: the week has no opening, so the "
                + "door stays closed – add for example: monday: [\"18:00-21:00\"]"
        ],
    ]

    @Test func `the French bot is open on a Monday evening and closed on a holiday`() throws {
        let script = try #require(try Shelves.read(Shelves.bot("maintenant-jen-parle")).value)
        let monday = try Shelves.today
        let holiday = try #require(CivilDate(year: 2026, month: 12, day: 25))
        #expect(script.hours.isOpen(at: CivilTime(date: monday, minute: 18 * 60)))
        #expect(script.hours.isOpen(at: CivilTime(date: monday, minute: 21 * 60 - 1)))
        #expect(!script.hours.isOpen(at: CivilTime(date: monday, minute: 21 * 60)))
        #expect(!script.hours.isOpen(at: CivilTime(date: holiday, minute: 19 * 60)))
        #expect(script.zone == "Europe/Brussels")
    }

    @Test func `the French bot leads adults and other languages on`() throws {
        let script = try #require(try Shelves.read(Shelves.bot("maintenant-jen-parle")).value)
        #expect(script.language == .fr)
        #expect(script.persona == "Intervenante")
        #expect(script.intake.map(\.kind) == [.name, .choice, .postal])
        let nexts = script.intake.flatMap(\.choices).map(\.next)
        for reply in ["dutch", "english", "german", "adult", "relative"] {
            #expect(nexts.contains(.refer(reply)))
        }
        // The page shows these on every screen, so none of them may be missing.
        let helplines = try #require(script.replies["helplines"])
        #expect(helplines.referrals == ["112", "103", "child-focus", "107", "suicide"])
        #expect(helplines.referrals.allSatisfy { id in script.referrals.contains { $0.id == id } })
    }

    @Test func `a text on several lines has no line break at its end`() throws {
        let script = try #require(try Shelves.read(Shelves.bot("maintenant-jen-parle")).value)
        let greeting = script.texts.say(.greeting)
        #expect(greeting.hasPrefix("Bonjour. Je suis un robot.\n"))
        #expect(greeting.last == ".")
        #expect(script.texts.say(.waiting, ["place": "2"]).contains("Ta place : 2."))
        #expect(script.texts.page["exit"] == "Quitter vite")
    }

    @Test func `the page has the same words in both languages`() throws {
        let french = try Shelves.read(Shelves.bot("maintenant-jen-parle"))
        let dutch = try Shelves.read(Shelves.bot("nu-praat-ik-erover"), name: "nu-praat-ik-erover")
        let frenchKeys = try #require(french.value).texts.page.keys.sorted()
        let dutchKeys = try #require(dutch.value).texts.page.keys.sorted()
        #expect(frenchKeys == dutchKeys)
        #expect(frenchKeys.count > 40)
    }

    @Test func `the Dutch bot says the provinces in Dutch`() throws {
        let dutch = try Shelves.read(Shelves.bot("nu-praat-ik-erover"), name: "nu-praat-ik-erover")
        let provinces = try #require(dutch.value).provinces
        #expect(provinces["2070"] == "Provincie Oost-Vlaanderen")
        #expect(provinces["5000"] == "Provincie Namen")
    }

    @Test func `the shipped settings are read without a complaint`() throws {
        let reading = SettingsFile.read(try Shelves.file("config/passerelle.yaml"))
        #expect(reading.complaints.map(\.rendered) == [])
        let settings = try #require(reading.value)
        #expect(settings.homeserver.address == "http://127.0.0.1:8008")
        #expect(settings.homeserver.name == "example.org")
        #expect(settings.web == Settings.Listener(host: "127.0.0.1", port: 8080))
        #expect(settings.bots.map(\.folder) == ["../bots/maintenant-jen-parle"])
        #expect(settings.bots.first?.counsellors == ["@ana:example.org", "@bea:example.org"])
    }

    @Test func `what the example says may be left out gives the same settings when left out`()
        throws
    {
        let example = SettingsFile.read(try Shelves.file("config/passerelle.yaml")).value
        let short = SourceFile(path: "short.yaml", text: Self.smallest)
        #expect(example != nil)
        #expect(SettingsFile.read(short).value == example)
    }

    @Test func `the smallest file that the example shows does work`() throws {
        let lines = try Shelves.file("config/passerelle.yaml").text.split(separator: "\n")
        let shown = lines.filter { $0.hasPrefix("#     ") && !$0.contains("app_service") }
            .map { $0.dropFirst(6) }.filter { !$0.hasPrefix("passerelle check") }
        #expect(shown.count == 4)
        let file = SourceFile(path: "smallest.yaml", text: shown.joined(separator: "\n"))
        let reading = SettingsFile.read(file)
        #expect(reading.complaints.map(\.rendered) == [])
        #expect(reading.isUsable)
    }

    static let smallest = """
        homeserver: {address: "http://127.0.0.1:8008/", name: example.org}
        registration: registration.yaml
        ledger: {file: passerelle.sqlite, key: passerelle.key}
        bots:
          - folder: ../bots/maintenant-jen-parle
            counsellors: ["@ana:example.org", "@bea:example.org"]
            admins: ["@admin:example.org"]
        """
}
