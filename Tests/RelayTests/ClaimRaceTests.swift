import Desk
import Store
import Support
import Testing

@testable import Relay

/// A thousand visitors, twenty counsellors who all want everybody, and a bridge that dies in
/// between: one owner each, always.
@Suite(.timeLimit(.minutes(3))) struct ClaimRaceTests {
    private static let visitorCount = 1_000
    private static let counsellorCount = 20

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `whoever races for whom, each has one owner, and the others are told`(
        seed: UInt64
    ) async throws {
        let folder = try Folder()
        var chance = Splitmix(seed: seed)
        var numbers: [ConversationNumber] = []
        let first = try Office(folder)
        try await first.open {
            for index in 0..<Self.visitorCount {
                numbers.append(try await first.arrive("visitor-\(index)"))
            }
        }
        // Each claim comes by push and with the feed, at any time, in any order.
        var claims: [Delivery] = []
        for (index, number) in numbers.enumerated() {
            for claimant in 0..<(2 + Int(chance.next() % 3)) {
                let who = (Int(chance.next() % UInt64(Self.counsellorCount)) + claimant)
                let counsellor = "@counsellor-\(who % Self.counsellorCount):x"
                let claim = Delivery.claim(number, by: counsellor, id: "\(index)/\(claimant)")
                claims += [claim, claim]
            }
        }
        claims.shuffle(using: &chance)
        // The bridge is killed twice: whatever was being claimed then is claimed again.
        let lives = claims.split(into: 3)
        for life in lives {
            let office = try Office(folder)
            try await office.open {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for claim in life { group.addTask { try await office.receive(claim) } }
                    try await group.waitForAll()
                }
            }
        }
        try await Self.expectOneOwner(numbers, claims, in: try Office(folder))
    }

    private static func expectOneOwner(
        _ numbers: [ConversationNumber],
        _ claims: [Delivery],
        in office: Office
    ) async throws {
        var owners: [ConversationNumber: CounsellorID] = [:]
        for number in numbers {
            let stage = try await office.ledger.conversation(number)?.stage
            if case .talking(let owner)? = stage { owners[number] = owner }
        }
        #expect(owners.count == numbers.count, "everybody was taken")
        for (number, owner) in owners {
            let opened = try await office.settleAll(in: "talk/\(number)").compactMap(\.opening)
            #expect(opened.map(\.owner) == [owner], "#\(number)")
        }
        let told = try await office.settleAll(in: "staff/test-bot").count(where: \.isRemark)
        let lost = Set(claims).count { claim in
            guard case .number(let number) = claim.address, case .claimed(let who) = claim.event
            else { return false }
            return owners[number] != who
        }
        #expect(told == lost, "each who came second is told, once")
    }
}

extension Array {
    /// Parts of about the same size, in order.
    fileprivate func split(into count: Int) -> [ArraySlice<Element>] {
        (0..<count).map { self[($0 * self.count / count)..<(($0 + 1) * self.count / count)] }
    }
}
