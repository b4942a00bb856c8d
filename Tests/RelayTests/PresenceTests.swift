import Desk
import Testing

@testable import Relay

/// Whose page should be open.
@Suite(.timeLimit(.minutes(1))) struct PresenceTests {
    @Test func `who waits or talks is expected, who has ended or came by another door is not`()
        async throws
    {
        let office = try Office()
        try await office.open {
            let (lea, tom) = (try await office.arrive("lea"), try await office.talk("tom"))
            _ = try await office.talk("mia")
            try await office.receive(.goodbye("mia"))
            let other = try await office.talk("lou")
            try office.folder.tamper(
                "UPDATE conversation SET door = 'elsewhere' WHERE number = \(other)"
            )
            let expected = try await office.switchboard.expectedVisitors()
            #expect(Set(expected.map(\.number)) == [lea, tom])
            #expect(Set(expected.map(\.bot)) == [Office.bot])
        }
    }

    @Test func `the same said twice is heard once`() async throws {
        let office = try Office()
        try await office.open {
            let lea = try await office.talk("lea")
            for isThere in [false, false, true, true, false] {
                try await office.switchboard.noteMoved(lea, at: Office.bot, isThere: isThere)
            }
            let remarks = try await office.settleAll(in: "talk/\(lea)").filter {
                if case .advise = $0 { true } else { false }
            }
            #expect(remarks.count == 3)
        }
    }
}
