import Desk
import Foundation
import Store
import Testing

@Suite struct ForgettingTests {
    @Test
    func `after the forgetting nothing of the talk is left, and its room waits to be cleared`()
        async throws
    {
        let evening = try Evening()
        let lea = try await forgottenTalk(evening)
        for table in ["line", "outbox", "reminder", "room"] {
            let sql = "SELECT count(*) FROM \(table) WHERE conversation = ?"
            #expect(try evening.cabinet.value(Int.self, sql, [lea]) == 0, "\(table)")
        }
        let bare = """
            SELECT count(*) FROM conversation
            WHERE number = ? AND key IS NULL AND state IS NULL AND visitor IS NULL
            """
        #expect(try evening.cabinet.value(Int.self, bare, [lea]) == 1)
        #expect(try await evening.ledger.conversation(lea) == nil)
        #expect(try await evening.ledger.usedRooms().map(\.room) == [RoomKey("!a")])
        #expect(try await evening.record(.words("lea", "l9", "encore?")) == [.unknown])
    }

    @Test func `other talks are not touched`() async throws {
        let evening = try Evening()
        let tom = try await evening.talk("tom")
        try await evening.record(.words("tom", "t1", "je reste"))
        _ = try await forgottenTalk(evening)
        #expect(try await visitorLines(evening.ledger, tom) == ["je reste"])
        #expect(try await evening.ledger.conversation(tom) != nil)
    }

    @Test func `after the sweep not even the sealed bytes are on the disk`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        let long = String(repeating: "canari ", count: 250)
        try await evening.record(.words("lea", "l1", long), .words("lea", "l2", "court"))
        let secrets = try sealedBytes(evening.cabinet, lea)
        #expect(secrets.count > 8)
        for secret in secrets {
            #expect(try !evening.cabinet.files(with: secret).isEmpty, "looks in the right place")
        }
        try await evening.record(.goodbye("lea"), .due(lea, .forget))
        try await evening.ledger.sweep()
        for secret in secrets {
            #expect(try evening.cabinet.files(with: secret).isEmpty)
        }
    }

    @Test func `a line that never arrived is admitted to the staff room when it is forgotten`()
        async throws
    {
        let evening = try Evening()
        _ = try await forgottenTalk(evening)
        let admission = try await evening.first(in: "staff/\(Evening.bot.rawValue)")
        #expect(admission.conversation == nil)
        guard case .tellStaff(_, mention: nil) = admission.effect else {
            Issue.record("the staff room is told nothing")
            return
        }
    }

    @Test func `where every line arrived there is nothing to admit`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "bonjour"))
        try evening.cabinet.tamper("UPDATE outbox SET state = 'done' WHERE kind = 'relay'")
        try await evening.record(.goodbye("lea"), .due(lea, .forget))
        let sql = "SELECT count(*) FROM outbox WHERE conversation IS NULL AND kind = 'tellStaff'"
        #expect(try evening.cabinet.value(Int.self, sql) == 0)
    }

    @Test func `a tab that is forgotten opens nothing any more`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        try await evening.record(.goodbye("lea", forgetting: true))
        #expect(try await evening.ledger.visit(by: VisitorKey("lea"), at: Evening.bot) == nil)
        #expect(try await evening.ledger.conversation(lea) != nil)
        #expect(try await evening.arrive("lea once more") != lea)
    }

    @Test func `an errand that is under way while its talk is forgotten gets no room`() async throws
    {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        let plan = try await evening.ledger.planRoom(for: Evening.bot)
        try await evening.ledger.shelve(RoomKey("!a"), serial: plan.serial)
        let errand = try await evening.first(in: "talk/\(lea)")
        try await evening.record(.goodbye("lea"), .due(lea, .forget))
        #expect(try await evening.ledger.takeRoom(for: lea, of: Evening.bot) == nil)
        try await evening.ledger.settle(errand, .done(nil))
        // But for what takes the notice back, which may have been on its way.
        let left = try await evening.errands()
        #expect(left.map(\.lane) == [Lane("staff/\(Evening.bot.rawValue)")])
        guard case .wipe([], let underWay?)? = left.first?.effect, !underWay.effects.isEmpty else {
            Issue.record("the notice is not taken back")
            return
        }
    }

    @Test func `what nobody can hear is forgotten all the same`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        try await evening.record(.goodbye("lea"))
        try evening.cabinet.tamper(
            "UPDATE conversation SET state = x'0011' WHERE number = ?",
            [lea]
        )
        let year: Int64 = 365 * 86_400_000
        let due = try await evening.ledger.dueReminders(at: Evening.noon + year, limit: 10)
        #expect(try await evening.record(.due(lea, .forget)) == [.damaged])
        for reminder in due { try await evening.ledger.overrule(reminder, until: 0) }
        let key = "SELECT count(*) FROM conversation WHERE key IS NOT NULL"
        #expect(try evening.cabinet.value(Int.self, key) == 0)
        #expect(try evening.cabinet.value(Int.self, "SELECT count(*) FROM line") == 0)
        #expect(try await evening.ledger.nextReminder() == nil)
    }

    private func forgottenTalk(_ evening: Evening) async throws -> ConversationNumber {
        let lea = try await evening.talk("lea")
        let plan = try await evening.ledger.planRoom(for: Evening.bot)
        try await evening.ledger.shelve(RoomKey("!a"), serial: plan.serial)
        _ = try await evening.ledger.takeRoom(for: lea, of: Evening.bot)
        try await evening.record(.words("lea", "l1", "bonjour"), .goodbye("lea"))
        try await evening.record(.due(lea, .forget))
        return lea
    }

    @Test func `late words of somebody who was erased open nothing`() async throws {
        let evening = try Evening()
        let words = Event.wroteElsewhere(
            LineID("$1"),
            Confidential("encore moi"),
            by: Confidential(GuestID("@lea:fake.test"))
        )
        let late = Delivery(
            id: DeliveryID("late"),
            bot: Evening.bot,
            address: .visitor(VisitorKey("lea"), .lobby),
            event: words
        )
        try await evening.record(late)
        #expect(try evening.cabinet.value(Int.self, "SELECT count(*) FROM conversation") == 0)
        // Her first word in the lobby is another thing.
        let first = Delivery(
            id: DeliveryID("first"),
            bot: Evening.bot,
            address: .visitor(VisitorKey("lea"), .lobby),
            event: .wroteInLobby(
                LineID("$2"),
                Confidential("bonjour"),
                by: Confidential(GuestID("@lea:fake.test"))
            )
        )
        try await evening.record(first)
        #expect(try evening.cabinet.value(Int.self, "SELECT count(*) FROM conversation") == 1)
    }

    @Test func `a code that is past its time is let go, and no other`() async throws {
        let evening = try Evening()
        try evening.cabinet.tamper(
            "INSERT INTO pass VALUES ('old', 10, x'00'), ('good', 11, x'00')"
        )
        try await evening.ledger.prune(before: 0, at: 10, statistics: [:])
        #expect(try evening.cabinet.value(String.self, "SELECT digest FROM pass") == "good")
        #expect(try evening.cabinet.value(Int.self, "SELECT count(*) FROM pass") == 1)
    }

    /// The wrapped key, the state, every line and every errand, as they lie on the disk.
    private func sealedBytes(
        _ cabinet: Cabinet,
        _ number: ConversationNumber
    ) throws -> [Data] {
        var found: [Data] = []
        let places = [
            "SELECT key FROM conversation WHERE number = ?",
            "SELECT state FROM conversation WHERE number = ?",
        ]
        for place in places {
            if let bytes = try cabinet.value(Data.self, place, [number]) { found.append(bytes) }
        }
        for table in ["line", "outbox"] {
            let sql = "SELECT body FROM \(table) WHERE conversation = ? LIMIT 1 OFFSET ?"
            var offset: Int64 = 0
            while let bytes = try cabinet.value(Data.self, sql, [number, offset]) {
                found.append(bytes)
                offset += 1
            }
        }
        return found.map { Data($0.prefix(64).suffix(48)) }
    }
}
