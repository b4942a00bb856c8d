public import Desk
internal import Foundation
internal import GRDB

/// What shall be written down together.
public struct Recording: Sendable {
    /// What came in, in order.
    public var deliveries: [Delivery]
    /// Effects of ours that came back from the other network: they have certainly arrived.
    public var echoes: [EffectID: Receipt]
    /// How far the feeds that brought these were read.
    public var cursors: [Cursor]

    /// Things that belong into one transaction.
    public init(
        _ deliveries: [Delivery] = [],
        echoes: [EffectID: Receipt] = [:],
        cursor: Cursor? = nil
    ) {
        (self.deliveries, self.echoes) = (deliveries, echoes)
        cursors = cursor.map { [$0] } ?? []
    }
}

/// How far a feed was read.
public struct Cursor: Sendable, Hashable {
    /// The feed's name.
    public let feed: String
    /// The feed's own token; opaque.
    public let token: String

    /// A place in a feed.
    public init(feed: String, token: String) {
        (self.feed, self.token) = (feed, token)
    }
}

/// What was heard: the desk's answer to one delivery.
public struct Heard: Sendable {
    /// What shall be done.
    public let effects: [Effect]
    /// The day, for the statistics.
    public let day: CivilDate
    /// What is counted.
    public let counts: [Count]

    /// The desk's answer.
    public init(effects: [Effect], day: CivilDate, counts: [Count] = []) {
        (self.effects, self.day, self.counts) = (effects, day, counts)
    }
}

/// Asks the desk.
///
/// The conversation and the bot's people are changed in place; there is no conversation for what
/// concerns the staff room. Asked twice about the same where a page is written anew.
public typealias Hearing =
    @Sendable (Delivery, inout Conversation?, inout Surroundings) -> Heard

/// What a transaction changed, for those who have to be woken.
public struct Recorded: Sendable {
    /// One for each delivery, in the same order.
    public internal(set) var outcomes: [Outcome] = []
    /// Conversations with a new line or a new stage.
    public internal(set) var touched: Set<ConversationNumber> = []
    /// Bots at which somebody sat down or stood up.
    public internal(set) var waitingRooms: Set<BotName> = []
    /// Whether the outbox has something new, or a lane may go on.
    public internal(set) var filledOutbox = false
    /// Whether a reminder was set.
    public internal(set) var setReminder = false
    /// Whether a room can be cleared.
    public internal(set) var usedRoom = false
    /// How many deliveries had not been heard before.
    public internal(set) var newCount = 0

    /// What one delivery changed; its outcome is told apart.
    mutating func add(_ changes: Recorded) {
        touched.formUnion(changes.touched)
        waitingRooms.formUnion(changes.waitingRooms)
        filledOutbox = filledOutbox || changes.filledOutbox
        setReminder = setReminder || changes.setReminder
        usedRoom = usedRoom || changes.usedRoom
    }

    /// A conversation has a new line; where it has to be brought to a room, somebody must do so.
    mutating func noteShown(_ number: ConversationNumber) {
        touched.insert(number)
        filledOutbox = true
    }
}

extension Ledger {
    /// Writes down what came in and all that follows from it: one transaction, one fsync.
    ///
    /// For each delivery: heard before? find and load the conversation, hear, save it, fill the
    /// outbox. When this returns, all of it is on the disk; when it throws, none of it is.
    ///
    /// - Parameters:
    ///   - recording: What came in.
    ///   - milliseconds: Now, since 1970.
    ///   - hear: Asks the desk.
    /// - Returns: What became of each delivery, and what was changed.
    /// - Throws: When the disk does not take it. The sender must then be told to come again.
    public func record(
        _ recording: Recording,
        at milliseconds: Int64,
        hearing hear: @escaping Hearing
    ) async throws -> Recorded {
        do {
            return try await write(recording, carefully: false, at: milliseconds, hearing: hear)
        } catch is MustTakeBack {
            return try await write(recording, carefully: true, at: milliseconds, hearing: hear)
        }
    }

    private func write(
        _ recording: Recording,
        carefully isCareful: Bool,
        at milliseconds: Int64,
        hearing hear: @escaping Hearing
    ) async throws -> Recorded {
        try await write { [master, opened] db in
            let page = Page(
                db: db,
                master: master,
                opened: opened,
                milliseconds: milliseconds,
                isCareful: isCareful
            )
            return try page.fill(with: recording, hearing: hear)
        }
    }

    /// Whether a delivery was heard already.
    public func hasHeard(_ id: DeliveryID) async throws -> Bool {
        try await read { db in
            let sql = "SELECT 1 FROM delivery WHERE id = ?"
            return try Int.fetchOne(
                db.cachedStatement(sql: sql),
                arguments: [Fingerprint.short(id.rawValue)]
            )
                != nil
        }
    }

    /// Whether something was heard before an instant, as far as names of deliveries are kept.
    public func hasHeardAnything(before milliseconds: Int64) async throws -> Bool {
        try await read { db in
            let sql = "SELECT 1 FROM delivery WHERE heard < ? LIMIT 1"
            return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [milliseconds]) != nil
        }
    }

    /// How far a feed was read; nothing when it never was.
    public func cursor(of feed: String) async throws -> Cursor? {
        try await read { db in
            try String.fetchOne(
                db.cachedStatement(sql: "SELECT token FROM cursor WHERE feed = ?"),
                arguments: [feed]
            )
        }.map { Cursor(feed: feed, token: $0) }
    }
}
