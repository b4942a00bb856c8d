import Support
import Testing

@testable import Web

/// What she sees when very many come at once.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(3)))
struct CrowdedScreenTests {
    @Test func `her page says why, waits for its turn, and goes in by itself`() async throws {
        let hand = CrowdedTests.Hand()
        var limits = WebLimits()
        limits.arrivals = Allowance(atOnce: 1, perMinute: 1)
        limits.turnSeconds = 2
        try await Walk.through(at: hand.now, limits: limits) { walk in
            try await Visitor(house: walk.house).arrive()
            try await walk.browser.click("#start")
            try await walk.browser.shows("#status-connection") {
                $0.contains("Beaucoup de gens") && $0.contains("112")
            }
            #expect(try await walk.browser.isShown("#calm"), "something to read meanwhile")
            let violations = try await Axe.violations(walk.browser)
            #expect(violations.isEmpty, "\(violations)")
            hand.move(seconds: 2)
            try await walk.browser.shows("#log [data-from=bot]")
            try await walk.say("me voilà")
            #expect(try await walk.browser.texts(of: "#status-connection") == [""])
        }
    }
}
