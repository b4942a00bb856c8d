import Desk
import Store
import Testing

/// What went wrong elsewhere, where it is about what is written down; see "What peers get wrong"
/// in the design and `PeersTests` of the desk.
@Suite struct PeersTests {
    @Test func `HelpIM: forgetting what was said leaves the statistics as they were`() async throws
    {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "bonjour"), .goodbye("lea"))
        let before = try await evening.ledger.tally()
        #expect(!before.isEmpty, "else this would prove nothing")
        try await evening.record(.due(lea, .forget))
        #expect(try await evening.ledger.conversation(lea) == nil)
        #expect(try await evening.ledger.tally() == before)
    }
}
