import Desk
import Foundation
import GRDB
import Logging
import ServiceLifecycle
import Store
import Support
import Testing

@testable import Relay

/// A folder for a ledger file, thrown away with it.
final class Folder: Sendable {
    let path: String
    private let url: URL
    private let keyBytes = MasterKey.mint()

    init() throws {
        let name = "passerelle-relay-" + Mint.hex(byteCount: 8)
        url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.appendingPathComponent("ledger.sqlite").path
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func open() throws -> Ledger {
        guard let master = MasterKey(bytes: keyBytes) else { throw NotHeard() }
        return try Ledger(path: path, master: master, freshName: Mint.hex(byteCount: 8))
    }
}

extension Folder {
    /// Does something behind the ledger's back.
    func tamper(_ sql: String) throws {
        var configuration = Configuration()
        // A house that has just ended may still be closing it.
        configuration.busyMode = .timeout(5)
        let file = try DatabaseQueue(path: path, configuration: configuration)
        try file.write { try $0.execute(sql: sql) }
    }
}

/// A switchboard on a ledger file, with clocks that the test moves.
final class Office: Sendable {
    static let bot = BotName("test-bot")
    /// Friday 15 January 2027, noon in Brussels.
    static let noon: Int64 = 1_800_010_800_000

    let folder: Folder
    let ledger: Ledger
    let switchboard: Switchboard
    let clock = HandClock()
    let wall: WallClock
    private let time: Watched<Int64>

    init(
        _ folder: Folder? = nil,
        bots: [BotName] = [Office.bot],
        limits: Switchboard.Limits = .init(),
        lifeline: Lifeline = .unwatched,
        at milliseconds: Int64 = Office.noon
    ) throws {
        let folder = try folder ?? Folder()
        let time = Watched(milliseconds)
        (self.folder, self.time) = (folder, time)
        ledger = try folder.open()
        wall = WallClock { time.value }
        switchboard = Switchboard(
            ledger: ledger,
            scripts: Scripts(bots.map(Self.script)),
            clock: wall,
            limits: limits,
            lifeline: lifeline,
            logger: .readAlong
        )
    }

    /// Moves both clocks.
    func advance(by milliseconds: Int64) {
        time.change { $0 += milliseconds }
        clock.advance(by: .milliseconds(milliseconds))
    }

    /// Somebody sets the clock on the wall; time goes on as before.
    func setWall(backBy milliseconds: Int64) {
        time.change { $0 -= milliseconds }
    }

    func pump(
        _ outlet: any Outlet,
        limits: Pump.Limits = .init(),
        isReady: @escaping @Sendable () async -> Void = {}
    ) -> Pump {
        Pump(
            switchboard: switchboard,
            outlet: outlet,
            wallClock: wall,
            clock: clock,
            limits: limits,
            logger: .readAlong,
            isReady: isReady
        )
    }

    /// Runs the switchboard, and what else there is, while something is done.
    func open(
        with services: [any Service] = [],
        _ body: () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in [switchboard] + services {
                group.addTask { try await service.run() }
            }
            try await seatTeam()
            try await body()
            group.cancelAll()
        }
    }

    /// Ana, Bea and twenty more belong to the team of every bot here.
    private func seatTeam() async throws {
        let names = ["@ana:x", "@bea:x"] + (0..<20).map { "@counsellor-\($0):x" }
        let members = names.map { (CounsellorID($0), Team.Rank.counsellor) }
        for bot in switchboard.scripts.names {
            let delivery = Delivery(
                id: DeliveryID("team/\(bot.rawValue)"),
                bot: bot,
                address: .staffRoom,
                event: .staffed(Dictionary(uniqueKeysWithValues: members))
            )
            _ = try? await switchboard.receive(delivery)
        }
    }

    func receive(_ deliveries: Delivery...) async throws {
        for delivery in deliveries { _ = try await switchboard.receive(delivery) }
    }

    /// A visitor arrives and waits; the number of her conversation.
    func arrive(_ visitor: String, at bot: BotName = Office.bot) async throws
        -> ConversationNumber
    {
        let outcome = try await switchboard.receive(.arrival(visitor, at: bot))
        guard case .recorded(let number?) = outcome else { throw NotHeard() }
        return number
    }

    /// A visitor who already talks with a counsellor, and has written so many lines to her.
    func talk(_ visitor: String, lineCount: Int = 0) async throws -> ConversationNumber {
        let number = try await arrive(visitor)
        try await receive(.claim(number, by: "@ana:x"))
        for index in 0..<lineCount { try await receive(.words(visitor, "\(visitor) \(index)")) }
        return number
    }

    /// Everything that waits in a lane, done at once; the effects in order.
    func settleAll(in lane: String) async throws -> [Effect] {
        var effects: [Effect] = []
        while let taken = try await ledger.next(in: Lane(lane), at: Self.noon) {
            guard case .errand(let errand) = taken else { throw NotHeard() }
            effects.append(errand.effect)
            try await ledger.settle(errand, .done(nil))
        }
        return effects
    }

    func lines(_ number: ConversationNumber) async throws -> [Line] {
        try await switchboard.lines(of: number, after: 0, limit: 1_000).map(\.line)
    }

    /// Open on every day from eight to six.
    private static func script(_ bot: BotName) -> Script {
        let day = [OpeningHours.Slot(start: 480, end: 1_080)]
        let weekly = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, day) })
        let texts: [TextKey: Saying] = [
            .greeting: "hello", .alreadyTaken: "#{number} has {counsellor}",
            .nobodyBeforeClosing: "nobody", .lineFailed: "lost", .roomLineFailed: "lost #{number}",
            .lineDamaged: "missing", .roomLineDamaged: "damaged #{number}",
            .retried: "again {count}", .retriedNone: "nothing", .lineLate: "late #{number}",
            .unreachable: "broken", .reachable: "mended", .closedUnknown: "closed, 112",
            .nightReport: "forgot {forgotten} kept {living} overdue {overdue}",
        ]
        return Script(
            name: bot,
            title: "Essai",
            languages: [.fr],
            zone: "Europe/Brussels",
            hours: .known(OpeningHours(weekly: weekly, holidays: .open)),
            persona: "Camille",
            intake: [],
            replies: Replies(),
            referrals: [],
            provinces: [:],
            texts: Texts(texts),
            limits: ScriptLimits(waitingCountMax: 1_000),
            exitAddress: "https://example.org/"
        )
    }
}

struct NotHeard: Error {}

extension Logger {
    /// No account, and nothing that anybody says in these tests, stands in a log.
    static var readAlong: Logger { overheard.logger }

    /// What every logger of these tests has written.
    static let overheard = Overheard(
        marks: ["@", "là ?", "zwölf", "lea 0", "bonjour"]
    ) { Issue.record("\($0)") }
}

extension Delivery {
    static func arrival(_ visitor: String, at bot: BotName = Office.bot) -> Delivery {
        Delivery(
            id: DeliveryID("arrived/\(visitor)"),
            bot: bot,
            address: .visitor(VisitorKey(visitor), .web),
            event: .arrived
        )
    }

    /// A line; its words are its id too.
    static func words(_ visitor: String, _ text: String) -> Delivery {
        Delivery(
            id: DeliveryID("line/\(visitor)/\(text)"),
            bot: Office.bot,
            address: .visitor(VisitorKey(visitor), .web),
            event: .visitorSaid(LineID(text), .text(Confidential(text)))
        )
    }

    static func goodbye(_ visitor: String, at bot: BotName = Office.bot) -> Delivery {
        Delivery(
            id: DeliveryID("end/\(visitor)"),
            bot: bot,
            address: .visitor(VisitorKey(visitor), .web),
            event: .visitorEnded(forgetting: false)
        )
    }

    static func claim(
        _ number: ConversationNumber,
        by counsellor: String,
        id: String = ""
    ) -> Delivery {
        Delivery(
            id: DeliveryID("claim/\(number)/\(counsellor)/\(id)"),
            bot: Office.bot,
            address: .number(number),
            event: .claimed(by: CounsellorID(counsellor))
        )
    }
}
