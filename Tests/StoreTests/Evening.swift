import Desk
import GRDB

@testable import Store

/// A ledger in use: visitors come, write and leave, and the real desk hears them.
struct Evening: Sendable {
    static let bot = BotName("test-bot")
    static let noon: Int64 = 1_800_000_000_000

    /// Whoever answers here.
    private static let team = Team(
        members: Dictionary(
            uniqueKeysWithValues: ["@ana:x", "@bea:x", "@canari-claire:example.org"].map {
                (CounsellorID($0), Team.Rank.counsellor)
            }
        )
    )

    let cabinet: Cabinet
    let ledger: Ledger
    let script: Script

    init(_ cabinet: Cabinet, ledger: Ledger? = nil, intake: [Question] = []) throws {
        self.cabinet = cabinet
        self.ledger = try ledger ?? cabinet.open()
        script = Self.script(intake: intake)
    }

    init(intake: [Question] = []) throws {
        try self.init(Cabinet(), intake: intake)
    }

    /// Asks the desk, always at the same moment.
    var hearing: Hearing {
        { [script] delivery, conversation, around in
            let civil = CivilTime(date: CivilDate(daysSince1970: 20_833), minute: 720)
            let moment = Moment(milliseconds: Self.noon, civil: civil)
            around.team = around.team.members.isEmpty ? Self.team : around.team
            let before = conversation
            let effects =
                conversation?.hear(
                    delivery.event,
                    at: moment,
                    following: script,
                    beside: &around
                )
                ?? Reception.hear(
                    delivery.event,
                    at: moment,
                    following: script,
                    beside: &around
                )
            let counts = before.flatMap { conversation?.counts(since: $0, at: moment) }
            return Heard(effects: effects, day: civil.date, counts: counts ?? [])
        }
    }

    func record(_ recording: Recording) async throws -> Recorded {
        try await ledger.record(recording, at: Self.noon, hearing: hearing)
    }

    @discardableResult
    func record(_ deliveries: Delivery...) async throws -> [Outcome] {
        try await record(Recording(deliveries)).outcomes
    }

    /// A visitor arrives (with an empty intake she waits at once); the number of her conversation.
    func arrive(_ visitor: String) async throws -> ConversationNumber {
        guard case .recorded(let number?) = try await record(.arrival(visitor)).first else {
            throw NotHeard()
        }
        return number
    }

    /// A visitor who already talks with a counsellor.
    func talk(_ visitor: String, with counsellor: String = "@ana:x") async throws
        -> ConversationNumber
    {
        let number = try await arrive(visitor)
        try await record(.claim(number, by: counsellor))
        return number
    }

    /// What stands first in each lane.
    func taken(
        besides busy: Set<Lane> = [],
        at milliseconds: Int64 = Evening.noon,
        limit: Int = 100
    ) async throws -> [Taken] {
        try await ledger.take(besides: busy, at: milliseconds, limit: limit)
    }

    /// The errands that stand first in each lane, those that can be read.
    func errands(
        besides busy: Set<Lane> = [],
        at milliseconds: Int64 = Evening.noon,
        limit: Int = 100
    ) async throws -> [Errand] {
        try await taken(besides: busy, at: milliseconds, limit: limit).compactMap(\.errand)
    }

    /// Every errand that is ready, not only the first of each lane.
    func allErrands() async throws -> [Errand] {
        var found: [Errand] = []
        let next = "number = (SELECT min(number) FROM outbox WHERE state = 'ready' AND number > ?)"
        while true {
            let last = found.last?.row ?? 0
            let errand = try await ledger.pool.read { [ledger] db in
                try Reader(db: db, master: ledger.master).taken(next, [last])?.errand
            }
            guard let errand else { return found }
            found.append(errand)
        }
    }

    /// The first errand of a lane.
    func first(in lane: String) async throws -> Errand {
        guard let errand = try await ledger.next(in: Lane(lane), at: Self.noon)?.errand else {
            throw NotHeard()
        }
        return errand
    }

    private static let limits: ScriptLimits = {
        var limits = ScriptLimits(talkNoticeMinutes: [])
        limits.imageKilobytesMax = 300
        return limits
    }()

    private static func script(intake: [Question]) -> Script {
        let allDay = [OpeningHours.Slot(start: 0, end: 1_440)]
        // Noon is on a Friday: the door closes at midnight.
        let weekly: [Weekday: [OpeningHours.Slot]] = [.friday: allDay]
        let texts: [TextKey: Saying] = [
            .greeting: "hello", .noticeWaiting: "#{number} {name} {answers}",
            .retried: "again {count}", .retriedNone: "nothing",
            .alreadyTaken: "#{number} has {counsellor}", .staffHelp: "help", .welcome: "welcome",
        ]
        return Script(
            name: bot,
            title: "Essai",
            languages: [.fr],
            zone: "Europe/Brussels",
            hours: .known(OpeningHours(weekly: weekly, holidays: .open)),
            persona: "Camille",
            intake: intake,
            replies: Replies(),
            referrals: [],
            provinces: [:],
            texts: Texts(texts),
            limits: limits,
            exitAddress: "https://example.org/"
        )
    }
}

struct NotHeard: Error {}

extension Taken {
    var errand: Errand? {
        if case .errand(let errand) = self { errand } else { nil }
    }
}

extension Delivery {
    static func arrival(_ visitor: String) -> Delivery {
        from(visitor, "arrived/\(visitor)", .arrived)
    }

    static func words(_ visitor: String, _ line: String, _ text: String) -> Delivery {
        from(
            visitor,
            "line/\(visitor)/\(line)",
            .visitorSaid(LineID(line), .text(Confidential(text)))
        )
    }

    /// Somebody who came through the lobby writes there.
    static func publicLine(_ visitor: String, _ line: String) -> Delivery {
        Delivery(
            id: DeliveryID("lobby/\(line)"),
            bot: Evening.bot,
            address: .visitor(VisitorKey(visitor), .lobby),
            event: .wroteInLobby(
                LineID(line),
                Confidential("ohé"),
                by: Confidential(GuestID("@\(visitor):x"))
            )
        )
    }

    static func goodbye(_ visitor: String, forgetting: Bool = false) -> Delivery {
        from(visitor, "end/\(visitor)", .visitorEnded(forgetting: forgetting))
    }

    static func claim(_ number: ConversationNumber, by counsellor: String) -> Delivery {
        Delivery(
            id: DeliveryID("claim/\(number)/\(counsellor)"),
            bot: Evening.bot,
            address: .number(number),
            event: .claimed(by: CounsellorID(counsellor))
        )
    }

    static func due(_ number: ConversationNumber, _ reminder: Reminder) -> Delivery {
        Delivery(
            id: DeliveryID("due/\(number)/\(reminder.rawValue)"),
            bot: Evening.bot,
            address: .number(number),
            event: .due(reminder)
        )
    }

    static func from(_ visitor: String, _ id: String, _ event: Event) -> Delivery {
        Delivery(
            id: DeliveryID(id),
            bot: Evening.bot,
            address: .visitor(VisitorKey(visitor), .web),
            event: event
        )
    }
}
