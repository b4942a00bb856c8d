import Foundation
import Matrix
import Support
import Testing

/// Whether a visitor's page is open, as her counsellor learns of it.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(5)))
struct PresenceTests {
    @Test func `a page that is closed without a goodbye is told in the room, and its return too`()
        async throws
    {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let visitor = house.visitor()
        let talk = try await visitor.watching {
            try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
        }
        // Loaded anew: gone for a moment only, and nobody's business.
        try await visitor.watching {
            try await ana.say("bonjour", in: talk.room)
            try await visitor.sees("her counsellor's line") { $0.lines.last?.text == "bonjour" }
        }
        let clock = ContinuousClock()
        let closed = clock.now
        // What is written to her meanwhile waits for her.
        try await ana.say("tu es là ?", in: talk.room)
        _ = try await ana.event(in: talk.room, within: .seconds(90), "that she is away") { event in
            event.message?.body.contains("fermée ou en veille") == true
        }
        let seconds = (clock.now - closed).components.seconds
        print("presence: told \(seconds) s after the page was closed")
        #expect(seconds >= 25, "a page that loads anew must not be told")
        try await visitor.watching {
            _ = try await ana.event(in: talk.room, "that she is back") { event in
                event.message?.body.contains("de nouveau ouverte") == true
            }
            try await visitor.sees("what was written") { $0.lines.last?.text == "tu es là ?" }
            #expect(try await visitor.say("oui") == 200)
            _ = try await ana.event(in: talk.room, "her line") { $0.message?.body == "oui" }
        }
        let told = try await talk.remarks().filter { $0.contains("La page est") }
        #expect(told.count == 2, "each once")
        try await house.close()
    }
}
