import Desk
import Store
import Support
import Synchronization
import Testing

@testable import Relay

/// Putting files live: all of them or none, and never a broken one in the place of a good one.
@Suite struct ReloaderTests {
    @Test func `good files are in force at once, and the numbers say so`() async throws {
        let stage = try Stage()
        stage.files.change { $0 = .success([Stage.script(greeting: "neu")]) }
        #expect(await stage.reloader.reload() == .accepted)
        #expect(stage.greeting == "neu")
        #expect(stage.gauges[.reloadsAccepted] == 1)
        #expect(stage.gauges[.lastReloadAccepted] == Office.noon / 1_000)
        #expect(stage.gauges[.lastReloadWasRefused] == 0)
    }

    @Test func `with any error the old files stay, and the numbers say so until one is good`()
        async throws
    {
        let stage = try Stage()
        stage.files.change { $0 = .failure(Reloader.Complaints("hours.yaml:3:1: error: no")) }
        #expect(await stage.reloader.reload() == .refused("hours.yaml:3:1: error: no"))
        #expect(stage.greeting == "hello")
        #expect(stage.gauges[.reloadsRefused] == 1)
        #expect(stage.gauges[.lastReloadWasRefused] == 1)
        stage.files.change { $0 = .success([Stage.script(greeting: "gut")]) }
        #expect(await stage.reloader.reload() == .accepted)
        #expect(stage.gauges[.lastReloadWasRefused] == 0)
        #expect(stage.greeting == "gut")
    }

    @Test func `another set of bots needs a restart`() async throws {
        let stage = try Stage()
        let other = Stage.script(greeting: "x", name: BotName("other"))
        stage.files.change { $0 = .success([other]) }
        guard case .refused(let why) = await stage.reloader.reload() else {
            return #expect(Bool(false), "it was accepted")
        }
        #expect(why.contains("other") && why.contains("test-bot"))
        #expect(stage.greeting == "hello")
    }

    @Test func `hours that cannot be read are counted`() async throws {
        let stage = try Stage()
        var closed = Stage.script(greeting: "x")
        closed.hours = .unreadable
        stage.files.change { [closed] in $0 = .success([closed]) }
        #expect(await stage.reloader.reload() == .accepted)
        #expect(stage.gauges[.botsWithUnreadableHours] == 1)
    }

    @Test func `what is live is kept, from the start and whenever files are accepted`() async throws
    {
        let stage = try Stage()
        await stage.reloader.begin()
        #expect(stage.kept.value == 1)
        stage.files.change { $0 = .failure(Reloader.Complaints("no")) }
        #expect(await stage.reloader.reload() == .refused("no"))
        #expect(stage.kept.value == 1)
        stage.files.change { $0 = .success([Stage.script(greeting: "neu")]) }
        #expect(await stage.reloader.reload() == .accepted)
        #expect(stage.kept.value == 2)
    }

    @Test func `a bot behind its files is told and counted, until they are right`() async throws {
        let behind = Reloader.Behind(bots: [Office.bot], complaints: "bot.yaml:1:1: error: no")
        let stage = try Stage(behind: behind)
        #expect(stage.gauges[.botsBehind] == 1)
        try await stage.office.open {
            await stage.reloader.begin()
            let told = try await stage.office.settleAll(in: "staff/test-bot")
            #expect(told == [.tellStaff("old ones stay: bot.yaml:1:1: error: no", mention: nil)])
        }
        stage.files.change { $0 = .success([Stage.script(greeting: "neu")]) }
        #expect(await stage.reloader.reload() == .accepted)
        #expect(stage.gauges[.botsBehind] == 0)
    }

    @Test func `the numbers are written as Prometheus reads them`() {
        let gauges = Gauges()
        gauges[.bots] = 2
        gauges.count(.reloadsRefused)
        #expect(gauges.text.contains("# TYPE passerelle_bots gauge\npasserelle_bots 2\n"))
        #expect(gauges.text.contains("# TYPE passerelle_reloads_refused_total counter\n"))
        #expect(gauges.text.contains("\npasserelle_reloads_refused_total 1\n"))
        let names = gauges.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(names.count == Gauge.allCases.count)
    }

    @Test
    func `a question under way is answered as it was asked, and the rest follows the new file`()
        async throws
    {
        let stage = try Stage(intake: [Stage.question("age", "Wie alt?")])
        try await stage.office.open {
            let number = try await stage.office.arrive("lea")
            let changed = Stage.script(greeting: "neu", intake: [Stage.question("name", "Wer?")])
            stage.files.change { [changed] in $0 = .success([changed]) }
            #expect(await stage.reloader.reload() == .accepted)
            try await stage.office.receive(.words("lea", "zwölf"))
            let lines = try await stage.office.lines(number).map { $0.text.reveal() }
            #expect(lines.contains("zwölf"))
            #expect(lines.last == "Wer?", "\(lines)")
        }
    }
}

/// Files that the test writes, and a house that reads them.
private struct Stage {
    typealias Files = Result<[Script], Reloader.Complaints>

    let office: Office
    let reloader: Reloader
    let gauges = Gauges()
    let files: Watched<Files>
    /// How often a copy was kept.
    let kept = Watched(0)

    init(
        intake: [Question] = [],
        behind: Reloader.Behind = Reloader.Behind(bots: [], complaints: "")
    ) throws {
        let files = Watched<Files>(.success([]))
        (office, self.files) = (try Office(), files)
        office.switchboard.scripts.replace([Self.script(greeting: "hello", intake: intake)])
        reloader = Reloader(
            scripts: office.switchboard.scripts,
            switchboard: office.switchboard,
            gauges: gauges,
            wallClock: office.wall,
            logger: .readAlong,
            behind: behind,
            keep: { [kept] in kept.change { $0 += 1 } },
            read: { files.value }
        )
    }

    var greeting: String? {
        office.switchboard.scripts[Office.bot]?.texts.say(.greeting, to: Audience(.en))
    }

    static func question(_ id: String, _ text: Saying) -> Question {
        Question(id: id, kind: .text, text: text)
    }

    static func script(
        greeting: Saying,
        name: BotName = Office.bot,
        intake: [Question] = []
    ) -> Script {
        let day = [OpeningHours.Slot(start: 0, end: 1_440)]
        let week = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, day) })
        return Script(
            name: name,
            title: "test",
            languages: [.en],
            zone: "Europe/Brussels",
            hours: .known(OpeningHours(weekly: week, holidays: .open)),
            persona: "somebody",
            intake: intake,
            replies: Replies(),
            referrals: [],
            provinces: [:],
            texts: Texts([.greeting: greeting, .reloadRefused: "old ones stay: {complaints}"]),
            limits: ScriptLimits(),
            exitAddress: "https://example.org/"
        )
    }
}
