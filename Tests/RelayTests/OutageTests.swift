import Desk
import Store
import Support
import Testing

@testable import Relay

/// What visitors are told when the homeserver is away.
@Suite(.timeLimit(.minutes(1))) struct OutageTests {
    /// Opens an office whose homeserver answered a moment ago, or was not heard of yet.
    private static func open(
        _ folder: Folder? = nil,
        later milliseconds: Int64 = 0,
        isHeard: Bool = true,
        _ body: (Office, Lifeline, OutageWatch) async throws -> Void
    ) async throws {
        let lifeline = Lifeline()
        let office = try Office(folder, lifeline: lifeline, at: Office.noon + milliseconds)
        if isHeard { lifeline.worked() }
        try await office.open { try await body(office, lifeline, office.outageWatch()) }
    }

    @Test func `whoever waits or talks is told once, and once more when it is over`() async throws {
        try await Self.open { office, lifeline, watch in
            let lea = try await office.arrive("lea")
            let tom = try await office.talk("tom")
            lifeline.wait(seconds: 59)
            await watch.look()
            #expect(try await office.outageWords(lea).isEmpty)
            lifeline.wait(seconds: 1)
            for _ in 0..<3 { await watch.look() }
            for number in [lea, tom] {
                #expect(try await office.outageWords(number) == ["broken"])
            }
            // What she writes meanwhile is taken, and not answered a second time.
            try await office.receive(.words("tom", "tu es là ?"))
            lifeline.worked()
            for _ in 0..<3 { await watch.look() }
            for number in [lea, tom] {
                #expect(try await office.outageWords(number) == ["broken", "mended"])
            }
            // Another outage is another one.
            office.advance(by: 1_000)
            lifeline.wait(seconds: 60)
            await watch.look()
            #expect(try await office.outageWords(tom) == ["broken", "mended", "broken"])
        }
    }

    @Test func `whoever comes to wait in the middle of it is told too`() async throws {
        try await Self.open { office, lifeline, watch in
            lifeline.wait(seconds: 60)
            await watch.look()
            let lea = try await office.arrive("lea")
            #expect(try await office.outageWords(lea) == ["broken"])
            lifeline.worked()
            await watch.look()
            #expect(try await office.outageWords(lea) == ["broken", "mended"])
        }
    }

    @Test func `nothing is said to who has left`() async throws {
        try await Self.open { office, lifeline, watch in
            let lea = try await office.talk("lea")
            let tom = try await office.talk("tom")
            try await office.receive(.goodbye("lea"))
            lifeline.wait(seconds: 60)
            await watch.look()
            try await office.receive(.goodbye("tom"))
            lifeline.worked()
            await watch.look()
            #expect(try await office.outageWords(lea).isEmpty)
            #expect(try await office.outageWords(tom) == ["broken"])
        }
    }

    @Test func `a bridge that is started again in the middle tells nobody twice`() async throws {
        let folder = try Folder()
        try await Self.open(folder) { office, lifeline, watch in
            _ = try await office.talk("lea")
            lifeline.wait(seconds: 60)
            await watch.look()
        }
        try await Self.open(folder, later: 90_000, isHeard: false) { office, lifeline, watch in
            let lea = try await office.number(of: "lea")
            // Nobody knows yet whether it is over, and so nobody is told, whatever is heard.
            try await office.receive(.words("lea", "encore là ?"))
            #expect(try await office.outageWords(lea) == ["broken"])
            lifeline.wait(seconds: 60)
            await watch.look()
            #expect(try await office.outageWords(lea) == ["broken"])
            lifeline.worked()
            await watch.look()
            #expect(try await office.outageWords(lea) == ["broken", "mended"])
        }
    }

    @Test func `without a staff room whoever waits is told, and whoever talks is not`() async throws
    {
        try await Self.open { office, lifeline, watch in
            let lea = try await office.arrive("lea")
            let tom = try await office.talk("tom")
            lifeline.loseTeam(of: Office.bot)
            for _ in 0..<3 { await watch.look() }
            try await office.receive(.words("tom", "tu es là ?"))
            #expect(try await office.outageWords(lea) == ["broken"])
            #expect(try await office.outageWords(tom).isEmpty)
            let script = try #require(office.switchboard.scripts[Office.bot])
            #expect(try await office.switchboard.door(of: script)?.isOpen == false)
            // Another bot's team has nothing to do with it.
            #expect(lifeline.reach(of: BotName("other")) == .usual)
            // That the homeserver answers does not bring the room back.
            lifeline.worked()
            await watch.look()
            #expect(try await office.outageWords(lea) == ["broken"])
            lifeline.findTeam(of: Office.bot)
            for _ in 0..<3 { await watch.look() }
            #expect(try await office.outageWords(lea) == ["broken", "mended"])
            #expect(try await office.outageWords(tom).isEmpty)
        }
    }

    @Test func `after longer the door is closed, kindly, to whoever comes`() async throws {
        try await Self.open { office, lifeline, _ in
            let script = try #require(office.switchboard.scripts[Office.bot])
            lifeline.wait(seconds: 299)
            #expect(try await office.switchboard.door(of: script)?.isOpen == true)
            lifeline.wait(seconds: 1)
            let door = try #require(try await office.switchboard.door(of: script))
            #expect(!door.isOpen && door.nextOpening(.fr) == nil)
            #expect(door.closedText(Audience(.fr)) == "closed, 112")
            let lea = try await office.arrive("lea")
            #expect(try await office.lines(lea).map { $0.text.reveal() } == ["closed, 112"])
            #expect(try await office.stage("lea") == .closed)
            lifeline.worked()
            #expect(try await office.switchboard.door(of: script)?.isOpen == true)
            _ = try await office.arrive("tom")
            #expect(try await office.stage("tom") == .waiting)
        }
    }

    @Test func `while it starts nobody finds a closed door; once it has failed whoever comes does`()
        async throws
    {
        let lifeline = Lifeline()
        let office = try Office(lifeline: lifeline)
        try await office.open {
            _ = try await office.arrive("zoe")
            #expect(try await office.stage("zoe") == .waiting)
            lifeline.failed()
            _ = try await office.arrive("lea")
            #expect(try await office.stage("lea") == .closed)
            await office.outageWatch().look()
            lifeline.worked()
            _ = try await office.arrive("tom")
            #expect(try await office.stage("tom") == .waiting)
        }
    }

    @Test func `it looks by itself, and counts by waiting`() async throws {
        let lifeline = Lifeline()
        let office = try Office(lifeline: lifeline)
        lifeline.worked()
        try await office.open(with: [office.outageWatch()]) {
            let lea = try await office.talk("lea")
            // An hour on the wall is no outage.
            office.setWall(backBy: -3_600_000)
            for _ in 0..<11 { await office.letPass(seconds: 5) }
            await office.clock.untilSleeping(for: .seconds(5))
            #expect(!lifeline.reach.isCutOff)
            #expect(try await office.outageWords(lea).isEmpty)
            await office.letPass(seconds: 5)
            await office.clock.untilSleeping(for: .seconds(5))
            #expect(try await office.outageWords(lea) == ["broken"])
        }
    }

    @Test func `a house without a homeserver is never cut off`() {
        Lifeline.unwatched.wait(seconds: 1_000_000)
        #expect(Lifeline.unwatched.reach == .usual)
    }
}

extension Office {
    fileprivate func outageWatch() -> OutageWatch {
        OutageWatch(switchboard: switchboard, wallClock: wall, clock: clock, logger: .readAlong)
    }

    /// What she was told about the outage.
    fileprivate func outageWords(_ number: ConversationNumber) async throws -> [String] {
        try await lines(number).filter { $0.author == .bot }.map { $0.text.reveal() }
            .filter { ["broken", "mended"].contains($0) }
    }

    fileprivate func number(of visitor: String) async throws -> ConversationNumber {
        let standing = try await switchboard.standing(of: VisitorKey(visitor), at: Office.bot)
        return try #require(standing).number
    }

    fileprivate func stage(_ visitor: String) async throws -> Stage.Name? {
        try await switchboard.standing(of: VisitorKey(visitor), at: Office.bot)?.view.stage
    }

    fileprivate func letPass(seconds: Int) async {
        await clock.untilSleeping(for: .seconds(seconds))
        clock.advance(by: .seconds(seconds))
    }
}
