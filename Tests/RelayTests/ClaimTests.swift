import Desk
import Store
import Testing

@testable import Relay

@Suite(.timeLimit(.minutes(1))) struct ClaimTests {
    @Test func `two hundred claims at once give each conversation one owner`() async throws {
        let office = try Office()
        try await office.open {
            var numbers: [ConversationNumber] = []
            for index in 0..<50 { numbers.append(try await office.arrive("visitor-\(index)")) }
            let claims = (0..<200).map { index in
                Delivery.claim(
                    numbers[index % 50],
                    by: "@counsellor-\(index % 20):x",
                    id: "\(index)"
                )
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Each comes twice: pushed, and again with the feed.
                for claim in claims + claims { group.addTask { try await office.receive(claim) } }
                try await group.waitForAll()
            }
            var owners: [ConversationNumber: CounsellorID] = [:]
            for number in numbers {
                let stage = try await office.ledger.conversation(number)?.stage
                guard case .talking(let owner) = stage else {
                    return #expect(Bool(false), "\(number) was claimed")
                }
                owners[number] = owner
            }
            let staff = try await office.settleAll(in: "staff/test-bot")
            let lost = claims.count { claim in
                guard case .number(let number) = claim.address, case .claimed(let who) = claim.event
                else { return false }
                return owners[number] != who
            }
            #expect(staff.count { $0.isRemark } == lost, "each who came second is told, once")
            for (number, owner) in owners {
                let opened = try await office.settleAll(in: "talk/\(number)")
                #expect(opened.compactMap(\.opening?.owner) == [owner])
            }
        }
    }
}

extension Effect {
    var isRemark: Bool {
        if case .tellStaff = self { true } else { false }
    }

    var opening: Opening? {
        if case .open(let opening) = self { opening } else { nil }
    }
}
