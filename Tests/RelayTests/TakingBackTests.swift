import Desk
import Logging
import Store
import Support
import Testing

@testable import Relay

/// What is taken back from the staff room waits for what it takes back, and nobody waits for it.
@Suite(.timeLimit(.minutes(1))) struct TakingBackTests {
    private static let staff = Lane("staff/test-bot")
    private static let wipe = Lane("wipe/test-bot")

    @Test func `what takes long to take back keeps no new notice waiting`() async throws {
        let office = try Office()
        let gate = Watched(false)
        let outlet = PlayedOutlet { attempt, _ in
            if attempt.lane == Self.wipe { await gate.until { $0 } }
            return .success(Receipt("$" + attempt.id.rawValue))
        }
        try await office.open(with: [office.pump(outlet)]) {
            let lea = try await office.arrive("lea")
            await outlet.arrived(2)
            try await office.forget("lea", lea)
            await outlet.book.until { $0.tries.contains { $0.lane == Self.wipe } }
            _ = try await office.arrive("zoe")
            await outlet.book.until { book in
                book.arrived.count { $0.lane == Self.staff } >= 4
            }
            #expect(!outlet.book.value.arrived.contains { $0.lane == Self.wipe })
            gate.change { $0 = true }
            await outlet.book.until { $0.arrived.contains { $0.lane == Self.wipe } }
        }
        #expect(outlet.book.value.tries.count { $0.lane == Self.wipe } == 1, "once")
    }

    @Test func `what is taken back never overtakes a notice that is still on its way`() async throws
    {
        let office = try Office()
        let gate = Watched(false)
        let outlet = PlayedOutlet { attempt, _ in
            if attempt.lane == Self.staff { await gate.until { $0 } }
            return .success(Receipt("$" + attempt.id.rawValue))
        }
        try await office.open(with: [office.pump(outlet)]) {
            let lea = try await office.arrive("lea")
            await outlet.tried(1)
            try await office.forget("lea", lea)
            // Another lane is worked on meanwhile: the pump has looked.
            let tom = try await office.talk("tom", lineCount: 3)
            await outlet.book.until { book in
                book.arrived.count { $0.lane == Lane("talk/\(tom)") } >= 4
            }
            #expect(!outlet.book.value.tries.contains { $0.lane == Self.wipe })
            gate.change { $0 = true }
            await outlet.book.until { $0.arrived.contains { $0.lane == Self.wipe } }
        }
        let arrived = outlet.book.value.arrived.map(\.lane)
        let first = try #require(arrived.firstIndex(of: Self.staff))
        #expect(try first < #require(arrived.firstIndex(of: Self.wipe)))
    }
}

/// A line that is kept and cannot be read any more.
@Suite(.timeLimit(.minutes(1))) struct DamagedLineTests {
    @Test func `both sides hear once of a line that is damaged, and see the others`() async throws {
        let office = try Office()
        try await office.open {
            let lea = try await office.talk("lea", lineCount: 3)
            try office.folder.tamper("UPDATE line SET body = x'0011' WHERE id = 'lea 1'")
            for _ in 1...3 { _ = try await office.lines(lea) }
            let said = try await office.lines(lea).map { $0.text.reveal() }
            #expect(said.filter { $0.hasPrefix("lea ") } == ["lea 0", "lea 2"])
            #expect(said.count { $0 == "missing" } == 1)
            let told = try await office.settleAll(in: "staff/test-bot").compactMap { effect in
                if case .tellStaff(let words, CounsellorID("@ana:x")) = effect {
                    words
                } else {
                    nil
                }
            }
            #expect(told == ["damaged #\(lea)"])
            let log = Logger.overheard.entries(with: ["a line that is written down cannot be read"])
            #expect(!log.isEmpty && log.allSatisfy { $0.hasPrefix("error ") })
        }
    }
}

extension Office {
    fileprivate func forget(_ visitor: String, _ number: ConversationNumber) async throws {
        let due = Delivery(
            id: DeliveryID("forget/\(visitor)"),
            bot: Office.bot,
            address: .number(number),
            event: .due(.forget)
        )
        try await receive(.goodbye(visitor), due)
    }
}
