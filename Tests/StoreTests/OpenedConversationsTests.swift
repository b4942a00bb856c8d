import Desk
import Foundation
import Testing

@testable import Store

@Suite struct OpenedConversationsTests {
    @Test func `a talk in progress is held while its row stays as it is`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "un"))
        let row = try sealed(evening, lea)
        #expect(evening.ledger.opened.find(row)?.number == lea)
        #expect(try await evening.record(.words("lea", "l2", "deux")) == [.recorded(lea)])
        #expect(try await visitorLines(evening.ledger, lea) == ["un", "deux"])
    }

    @Test(arguments: [Way.heard, .overruled])
    func `a forgotten conversation is gone from memory too`(_ way: Way) async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        let tom = try await evening.talk("tom")
        try await evening.record(.words("lea", "l1", "un"), .words("tom", "t1", "deux"))
        try await evening.record(.goodbye("lea"))
        // Something after the end, so that the last state is held.
        #expect(try await evening.record(.words("lea", "l2", "trois")) == [.refused(.over)])
        let rows = try (lea: sealed(evening, lea), tom: sealed(evening, tom))
        #expect(evening.ledger.opened.find(rows.lea) != nil)
        switch way {
        case .heard: try await evening.record(.due(lea, .forget))
        case .overruled:
            let reminder = DueReminder(number: lea, bot: Evening.bot, reminder: .forget, due: 0)
            try await evening.ledger.overrule(reminder, until: 0)
        }
        #expect(evening.ledger.opened.find(rows.lea) == nil)
        #expect(evening.ledger.opened.find(rows.tom) != nil)
        #expect(try await evening.record(.words("lea", "l3", "quatre")) == [.unknown])
    }

    enum Way { case heard, overruled }

    @Test(arguments: [
        "state = x'0011'",
        "state = zeroblob(length(state))",
        "state = (SELECT state FROM conversation AS other WHERE other.number = ?2)",
        "key = zeroblob(length(key))",
        "key = (SELECT key FROM conversation AS other WHERE other.number = ?2)",
    ])
    func `a row that is changed while its talk is held is damaged`(_ change: String) async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        let tom = try await evening.talk("tom")
        try await evening.record(.words("lea", "l1", "un"), .words("tom", "t1", "deux"))
        #expect(evening.ledger.opened.find(try sealed(evening, lea)) != nil)
        try evening.cabinet.tamper(
            // Every change is given both numbers, whether it needs the second or not.
            "UPDATE conversation SET \(change) WHERE number = ?1 AND ?2 IS NOT NULL",
            [lea, tom]
        )
        let outcomes = try await evening.record(
            .words("lea", "l2", "trois"),
            .words("tom", "t2", "quatre")
        )
        #expect(outcomes == [.damaged, .recorded(tom)])
        let count = "SELECT count(*) FROM line WHERE conversation = ? AND id = 'l2'"
        #expect(try evening.cabinet.value(Int.self, count, [lea]) == 0)
    }

    @Test func `two ledgers on one file hear what the other wrote`() async throws {
        let cabinet = try Cabinet()
        let (here, there) = try (Evening(cabinet), Evening(cabinet))
        let lea = try await here.talk("lea")
        for (evening, line) in [(here, "l1"), (there, "l2"), (here, "l3")] {
            #expect(try await evening.record(.words("lea", line, "mot")) == [.recorded(lea)])
        }
        try await there.record(.goodbye("lea"))
        #expect(try await here.record(.words("lea", "l4", "encore?")) == [.refused(.over)])
        try await there.record(.due(lea, .forget))
        #expect(try await here.record(.words("lea", "l5", "encore?")) == [.unknown])
    }

    @Test func `a step that was taken back is not held`() async throws {
        let evening = try Evening(intake: SealedTests.intake)
        let lea = try await evening.arrive("lea")
        let spoilt = Delivery.from(
            "lea",
            "another id",
            .visitorSaid(LineID("l1"), .text(Confidential("copie")))
        )
        let outcomes = try await evening.record(
            .words("lea", "l1", "Lea"),
            spoilt,
            .words("lea", "l2", "l'ecole")
        )
        #expect(outcomes == [.recorded(lea), .damaged, .recorded(lea)])
        let answers = try await evening.ledger.conversation(lea)?.answers
        #expect(answers?.map { $0.words.reveal() } == ["l'ecole"])
    }

    @Test func `no more are held than the number says`() throws {
        let opened = OpenedConversations()
        let master = try #require(MasterKey(bytes: MasterKey.mint()))
        let rows = (0...OpenedConversations.countMax).map { number in
            SealedConversation(number: Int64(number), wrappedKey: Data(), state: Data())
        }
        for row in rows {
            let talk = Conversation(number: row.number, bot: Evening.bot, door: .web)
            opened.keep(Found(number: row.number, key: master.key, conversation: talk), from: row)
            #expect(opened.find(row)?.number == row.number)
        }
        let held = rows.count { opened.find($0) != nil }
        #expect(held <= OpenedConversations.countMax)
    }

    /// The row as it lies in the file.
    private func sealed(_ evening: Evening, _ number: ConversationNumber) throws
        -> SealedConversation
    {
        let column = { (name: String) in
            let sql = "SELECT \(name) FROM conversation WHERE number = ?"
            return try #require(try evening.cabinet.value(Data.self, sql, [number]))
        }
        return try SealedConversation(
            number: number,
            wrappedKey: column("key"),
            state: column("state")
        )
    }
}
