import Desk
import Testing

@testable import Store

/// The line that an event of a counselling room stands for.
@Suite struct AnsweringTests {
    @Test func `a line is found by the event that carried it, in its own room only`() async throws {
        let evening = try Evening()
        let (lea, tom) = (try await evening.talk("lea"), try await evening.talk("tom"))
        for (number, room) in [(lea, "!lea"), (tom, "!tom")] {
            let plan = try await evening.ledger.planRoom(for: Evening.bot)
            try await evening.ledger.shelve(RoomKey(room), serial: plan.serial)
            _ = try await evening.ledger.takeRoom(for: number, of: Evening.bot)
        }
        try await evening.record(.words("lea", "l1", "avant"))
        for errand in try await evening.allErrands() where errand.words != nil {
            try await evening.ledger.settle(errand, .done(Receipt("$carried")))
        }
        let found = { (event: String, room: String) in
            try await evening.ledger.line(behind: Receipt(event), in: RoomKey(room))
        }
        #expect(try await found("$carried", "!lea")?.text.reveal() == "avant")
        #expect(try await found("$carried", "!tom") == nil)
        #expect(try await found("$carried", "!elsewhere") == nil)
        #expect(try await found("$nothing", "!lea") == nil)

        // What is damaged is not quoted, and holds nothing up.
        try evening.cabinet.tamper("UPDATE line SET body = zeroblob(64) WHERE id = 'l1'")
        #expect(try await found("$carried", "!lea") == nil)
    }
}
