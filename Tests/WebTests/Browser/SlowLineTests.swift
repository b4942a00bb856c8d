import Matrix
import Support
import Testing

/// A cheap phone on a bad network.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(2)))
struct SlowLineTests {
    @Test func `the first view comes in one piece, in under three seconds on a slow line`()
        async throws
    {
        try await Walk.through { walk in
            let browser = walk.browser
            try await browser.network(
                isOffline: false,
                latencyMilliseconds: 400,
                bytesPerSecond: 50_000
            )
            try await browser.go(to: "about:blank")
            try await browser.go(to: walk.page)
            try await browser.shows("#start")
            // What is there is drawn a moment later.
            try await until(within: .seconds(10), "the first view is drawn") {
                let drawn = #"performance.getEntriesByName("first-contentful-paint").length"#
                return try await browser.run("return \(drawn)").number == 1
            }
            let measured = try await browser.run(
                """
                const [page] = performance.getEntriesByType("navigation");
                const drawn = performance.getEntriesByName("first-contentful-paint")[0];
                return [drawn.startTime, page.transferSize,
                    performance.getEntriesByType("resource").length];
                """
            )
            let numbers = measured.array?.compactMap(\.number) ?? []
            #expect(numbers.count == 3)
            #expect(numbers[0] < 3_000, "\(numbers[0]) ms")
            #expect(numbers[1] < 30_000, "\(numbers[1]) bytes")
            #expect(numbers[2] == 0, "nothing else is fetched")
            // And the talk works on that line.
            try await walk.start()
            try await walk.say("c'est lent ici")
        }
    }
}
