import Desk
import Matrix
import Relay
import Support
import Testing

/// What people do.
extension Town {
    /// A counsellor takes whoever waits, by a sign on the notice, and goes into the room.
    @discardableResult
    func takes(_ number: ConversationNumber, _ counsellor: UserID) async throws -> RoomID {
        let notice = try await notice(of: number)
        server.reacts(try staffRoom, counsellor, to: notice, "✋")
        return try await enters(number, counsellor)
    }

    /// A counsellor goes into the room that she is asked into.
    @discardableResult
    func enters(_ number: ConversationNumber, _ counsellor: UserID) async throws -> RoomID {
        try await until("\(counsellor.localpart ?? "") is asked into the room of #\(number)") {
            guard let room = rooms(of: number).last else { return false }
            return server.membership(of: counsellor, in: room) == "invite"
        }
        let room = try room(of: number)
        server.joins(counsellor, room)
        return room
    }

    /// A visitor who arrives and waits.
    func visitor(_ name: String) async throws -> Visitor {
        try await Visitor.arrives(in: self, as: name)
    }

    /// A visitor who is talking with Ana, and their room.
    func talking(_ name: String = "Lou") async throws -> (Visitor, RoomID) {
        let visitor = try await visitor(name)
        let room = try await takes(visitor.number, ana)
        try await until("the greeting in the room") { !talk(room).isEmpty }
        return (visitor, room)
    }
}

/// A young person at the page.
struct Visitor: Sendable {
    let town: Town
    let name: String
    let number: ConversationNumber

    static func arrives(in town: Town, as name: String) async throws -> Visitor {
        let outcome = try await hand("arrived", .arrived, name, town)
        guard case .recorded(let number?) = outcome else { throw Absent("a conversation") }
        let visitor = Visitor(town: town, name: name, number: number)
        try await visitor.says(name)
        return visitor
    }

    /// Writes a line; its words are its id too.
    func says(_ words: String) async throws {
        let event = Desk.Event.visitorSaid(LineID("v " + words), .text(Confidential(words)))
        let outcome = try await Self.hand("line " + words, event, name, town)
        guard outcome == .recorded(number) else { throw Absent("an accepted line") }
    }

    func leaves() async throws {
        _ = try await Self.hand("end", .visitorEnded(forgetting: false), name, town)
    }

    /// Somebody who arrives; the number of her conversation, whether she is let in or not.
    static func comes(to town: Town, as name: String) async throws -> ConversationNumber {
        let outcome = try await hand("arrived", .arrived, name, town)
        guard case .recorded(let number?) = outcome else { throw Absent("a conversation") }
        return number
    }

    /// Her page hands something in.
    static func hands(
        _ event: Desk.Event,
        _ id: String,
        _ name: String,
        _ town: Town
    ) async throws {
        _ = try await hand(id, event, name, town)
    }

    /// As the page does: again and again until it is told that it is written down.
    private static func hand(
        _ id: String,
        _ event: Desk.Event,
        _ name: String,
        _ town: Town
    ) async throws -> Outcome {
        let delivery = Delivery(
            id: DeliveryID("web/\(name)/\(id)"),
            bot: TestBot.name,
            address: .visitor(VisitorKey(name), .web),
            event: event
        )
        var outcome: Outcome?
        try await town.until("somebody writes it down") {
            outcome = try? await town.house.switchboard.receive(delivery)
            return outcome != nil
        }
        guard let outcome else { throw Absent("an outcome") }
        return outcome
    }
}
