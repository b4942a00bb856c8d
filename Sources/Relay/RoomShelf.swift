public import Desk
internal import Store

/// The rooms that are made in advance, as the room keeper and the outlets see them.
public struct RoomShelf: Sendable {
    private let ledger: Ledger

    /// The shelf of a switchboard's ledger.
    public init(_ switchboard: Switchboard) {
        ledger = switchboard.ledger
    }

    /// A name that no other bridge has; part of every room's alias.
    public var bridge: String { ledger.bridge }

    /// Tells whoever looks on how far something has come; in life nobody does.
    public func pass(_ step: Step) { ledger.pass(step) }

    /// Reserves a place on the shelf before its room is made.
    public func plan(for bot: BotName, _ kind: ShelfRoom.Kind) async throws -> ShelfRoom {
        try await ledger.planRoom(for: bot, kind)
    }

    /// Puts a room that was made into its place.
    public func shelve(_ room: RoomKey, serial: Int64) async throws {
        try await ledger.shelve(room, serial: serial)
    }

    /// Places whose room was perhaps not made.
    public func planned() async throws -> [ShelfRoom] {
        try await ledger.plannedRooms()
    }

    /// How many more rooms a bot needs so that nobody has to wait for one.
    public func missingCount(for bot: BotName, spare: Int) async throws -> Int {
        try await ledger.missingRooms(for: bot, spare: spare)
    }

    /// The room of a conversation, taken from the shelf at the first call; nothing when it is
    /// empty.
    public func take(
        for number: ConversationNumber,
        of bot: BotName,
        _ kind: ShelfRoom.Kind
    ) async throws -> ShelfRoom? {
        try await ledger.takeRoom(for: number, of: bot, kind)
    }

    /// The room that a conversation has, if it has one.
    public func room(
        of number: ConversationNumber,
        _ kind: ShelfRoom.Kind
    ) async throws -> ShelfRoom? {
        try await ledger.room(of: number, kind)
    }

    /// How many rooms stand ready for visitors of the lobby, less those who are owed one.
    public func freeDirectCount(of bot: BotName) async throws -> Int {
        try await ledger.freeDirectRooms(of: bot)
    }

    /// The rooms in which visitors of the lobby are met or talk.
    public func directRooms() async throws -> [ShelfRoom] {
        try await ledger.directRooms()
    }

    /// The counsellor was brought in.
    public func markOpened(serial: Int64) async throws {
        try await ledger.markOpened(serial: serial)
    }

    /// Rooms that stand ready or are talked in: the homeserver must have them.
    public func standing() async throws -> [RoomKey] {
        try await ledger.standingRooms()
    }

    /// Rooms in which nothing will be said any more.
    public func used() async throws -> [ShelfRoom] {
        try await ledger.usedRooms()
    }

    /// Rooms that were given up and in which something may still be said.
    public func loud() async throws -> [ShelfRoom] {
        try await ledger.loudRooms()
    }

    /// Nobody says anything in these any more, and all that was said there has been heard: the talk
    /// may go on in another room.
    public func markSilenced(serials: [Int64]) async throws {
        try await ledger.markSilenced(serials: serials)
    }

    /// Everybody was let go.
    public func markCleared(serial: Int64) async throws {
        try await ledger.markCleared(serial: serial)
    }

    /// Rooms that everybody was let go from and that the homeserver may still have.
    public func unremoved() async throws -> [RemovableRoom] {
        try await ledger.unremovedRooms()
    }

    /// The homeserver's name for the removing of a room; nothing: it must be begun anew.
    public func note(removal: String?, serial: Int64) async throws {
        try await ledger.note(removal: removal, serial: serial)
    }

    /// A room is gone from the homeserver.
    public func noteRemoved(serial: Int64) async throws {
        try await ledger.noteRemoved(serial: serial)
    }

    /// The conversation that is talked about in a room.
    public func conversation(in room: RoomKey) async throws -> ConversationNumber? {
        try await ledger.conversation(in: room)
    }

    /// Whether a conversation is not forgotten yet.
    public func isLiving(_ number: ConversationNumber) async throws -> Bool {
        try await ledger.conversation(number) != nil
    }

    /// Whether what somebody writes in a conversation's room goes to the visitor.
    public func mayWrite(_ counsellor: CounsellorID, to number: ConversationNumber) async throws
        -> Bool
    {
        try await ledger.conversation(number)?.mayWrite(counsellor) ?? false
    }

    /// The people of a bot: whoever is in its staff room.
    public func team(of bot: BotName) async throws -> Team {
        try await ledger.team(of: bot)
    }

    /// The line behind an event of a counselling room; nothing where there is none (any more).
    public func line(behind event: Receipt, in room: RoomKey) async throws -> Line? {
        try await ledger.line(behind: event, in: room)
    }

    /// A visitor's last line up to one of our events in a counselling room; nothing where none is.
    public func lastLine(upTo event: Receipt, in room: RoomKey) async throws -> ReadLine? {
        try await ledger.lastLine(upTo: event, in: room)
    }

    /// The words of a counsellor's line as they stand now; nothing where there is none (any more).
    public func words(of line: LineID, in room: RoomKey) async throws -> Confidential<String>? {
        try await ledger.words(of: line, in: room)
    }

    /// What a room is for; nothing when it is none of ours.
    public func shelfRoom(_ room: RoomKey) async throws -> ShelfRoom? {
        try await ledger.shelfRoom(room)
    }

    /// The line that arrived under this name in a visitor's own room; nothing where none did.
    public func line(told receipt: Receipt) async throws -> LineID? {
        try await ledger.line(told: receipt)
    }

    /// The newest line of a counsellor at or before what stands under this name in a visitor's own
    /// room; nothing where none has arrived there.
    public func counsellorLine(
        readUpTo receipt: Receipt,
        of number: ConversationNumber
    ) async throws -> LineID? {
        try await ledger.counsellorLine(readUpTo: receipt, of: number)
    }

    /// What an earlier line, by its place, became on the other network; nothing while it has not
    /// arrived.
    public func receipt(
        ofLineAt sequence: Int64,
        of number: ConversationNumber,
        toldTo destination: Destination
    ) async throws -> Receipt? {
        try await ledger.receipt(ofLineAt: sequence, of: number, toldTo: destination)
    }

    /// The newest opening of a conversation's room.
    public func opening(of number: ConversationNumber) async throws -> Opening? {
        try await ledger.opening(of: number)
    }

    /// The receipt of a conversation's notice; nothing while it has not arrived.
    public func noticeReceipt(of number: ConversationNumber) async throws -> Receipt? {
        try await ledger.noticeReceipt(of: number)
    }
}
