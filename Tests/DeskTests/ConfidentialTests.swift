import Desk
import Rehearsal
import Foundation
import Testing

@Suite struct ConfidentialTests {
    static let secret = "j'ai peur"

    /// All that a careless log could make of a value.
    static func shown<Value>(_ value: Value) -> [String] {
        var printed = ""
        print(value, terminator: "", to: &printed)
        var dumped = ""
        dump(value, to: &dumped)
        return [
            printed, dumped, "\(value)", String(describing: value), String(reflecting: value),
            Mirror(reflecting: value).children.map { "\($0)" }.joined(),
        ]
    }

    @Test func `words in the box are not shown by any way of looking`() {
        let box = Confidential(Self.secret)
        #expect(Self.shown(box).allSatisfy { !$0.contains(Self.secret) })
        #expect(Mirror(reflecting: box).children.isEmpty)
        #expect("\(box)" == "•••")
        #expect(box.reveal() == Self.secret)
    }

    @Test func `what holds the box does not show it either`() {
        let box = Confidential(Self.secret)
        let line = Line(id: LineID("a"), author: .visitor, text: box)
        let event = Event.visitorSaid(LineID("a"), .text(box))
        let delivery = Delivery(
            id: DeliveryID("d"),
            bot: BotName("essai"),
            address: .staffRoom,
            event: event
        )
        let shown =
            Self.shown(line) + Self.shown(event) + Self.shown(delivery)
            + Self.shown(Effect.show(line)) + Self.shown([box]) + Self.shown(Optional(box))
        #expect(shown.allSatisfy { !$0.contains(Self.secret) })
    }

    @Test func `a whole conversation can be printed without a word of it`() throws {
        var conversation = Conversation(number: 1, bot: BotName("essai"), door: .web)
        let moment = try TestScript.wall.moment(
            try TestScript.wall.instant("2026-11-23 18:05", now: nil)
        )
        var around = Surroundings(team: Team())
        let said = Event.visitorSaid(LineID("a"), .text(Confidential(Self.secret)))
        for event in [Event.arrived, said] {
            let effects = conversation.hear(
                event,
                at: moment,
                following: TestScript.script(),
                beside: &around
            )
            #expect(Self.shown(effects).allSatisfy { !$0.contains(Self.secret) })
        }
        #expect(conversation.name?.reveal() == Self.secret)
        #expect(Self.shown(conversation).allSatisfy { !$0.contains(Self.secret) })
    }

    @Test func `the ledger can write a box down and read it again`() throws {
        let written = try JSONEncoder().encode([Confidential(Self.secret)])
        let read = try JSONDecoder().decode([Confidential<String>].self, from: written)
        #expect(read == [Confidential(Self.secret)])
    }
}
