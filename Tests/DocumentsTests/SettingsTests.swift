import Documents
import Testing

/// The annotated example is the manual, so it must be right.
@Suite struct SettingsTests {
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

    /// Two interfaces have a port each, and IPv6 has colons of its own.
    @Test(arguments: [
        ("10.0.0.1:9000", "127.0.0.1:9000", true), ("[::1]:9000", "127.0.0.1:9000", false),
        ("[::]:9000", "127.0.0.1:9000", false), ("127.0.0.1:9000", "127.0.0.1:9000", false),
        ("127.0.0.1:9000", "127.0.0.1:9001", true),
    ])
    func `two doors do not share a port`(_ row: (web: String, appservice: String, fits: Bool)) {
        let text = """
            \(Self.smallest)
            web: {listen: "\(row.web)"}
            appservice: {listen: "\(row.appservice)"}
            """
        let reading = SettingsFile.read(SourceFile(path: "x.yaml", text: text))
        #expect(reading.isUsable == row.fits, "\(reading.complaints.map(\.rendered))")
    }

    @Test func `how visitors are let in is read as it is written`() throws {
        let text = """
            \(Self.smallest)
            web:
              socket: /run/passerelle/web.sock
              address_from: x-forwarded-for
              arrivals: {at_once: 50}
              arrivals_per_address: {at_once: 5, per_minute: 2}
              lines_per_tab: {per_minute: 30}
              work: {hardest: 0}
            # At a socket the page takes no port.
            appservice: {listen: "127.0.0.1:8080"}
            outage: {tell_after_seconds: 30, alarm_after_minutes: 2}
            """
        let reading = SettingsFile.read(SourceFile(path: "x.yaml", text: text))
        #expect(reading.complaints.map(\.rendered) == [])
        let settings = try #require(reading.value)
        #expect(
            settings.entrance
                == Settings.Entrance(
                    socket: "/run/passerelle/web.sock",
                    addresses: .proxy,
                    arrivalsPerAddress: .init(atOnce: 5, perMinute: 2),
                    arrivals: .init(atOnce: 50, perMinute: 600),
                    linesPerTab: .init(atOnce: 300, perMinute: 30),
                    work: .init(fromPerMinute: 120, hardest: 0)
                )
        )
        let outage = Settings.Outage(
            tellAfterSeconds: 30,
            closeAfterSeconds: 300,
            alarmAfterMinutes: 2
        )
        #expect(settings.outage == outage)
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
