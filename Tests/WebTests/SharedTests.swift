import Curl
import Foundation
import Testing

@testable import Web

/// What other sites may load.
@Suite(.timeLimit(.minutes(1))) struct SharedTests {
    @Test func `the status may be read by any site, and kept for some seconds`() async throws {
        try await WebHouse.open { house in
            let first = try await house.ask("GET", "essai/status")
            #expect(first.status == 200)
            #expect(first.header("cache-control") == "public, max-age=15")
            #expect(first.header("access-control-allow-origin") == "*")
            #expect(first.header("cross-origin-resource-policy") == "cross-origin")
            #expect(first.header("set-cookie") == nil)
            let tag = try #require(first.header("etag"))
            let again = try await house.ask(
                "GET",
                "essai/status",
                headers: [Header(name: "If-None-Match", value: tag)]
            )
            #expect(again.status == 304 && again.text.isEmpty)
            // Another door is another answer, and has another name.
            let other = try await house.ask(
                "GET",
                "demain/status",
                headers: [Header(name: "If-None-Match", value: tag)]
            )
            #expect(other.status == 200 && other.header("etag") != tag)
        }
    }

    @Test(arguments: ["essai", "essai/simple", "essai/talk/stream", "essai/embed.js"])
    func `nothing else may be read by another site`(path: String) async throws {
        try await WebHouse.open { house in
            let answer = try await house.ask("GET", path)
            #expect(answer.header("access-control-allow-origin") == nil)
        }
    }

    @Test func `the script for other sites says the bot's words and carries nobody's secret`()
        async throws
    {
        try await WebHouse.open { house in
            let answer = try await house.ask("GET", "essai/embed.js")
            #expect(answer.status == 200)
            #expect(answer.header("content-type") == "text/javascript; charset=utf-8")
            #expect(answer.header("cache-control") == "public, max-age=300")
            #expect(answer.header("cross-origin-resource-policy") == "cross-origin")
            #expect(answer.text.contains("\"Ouvrir le chat\"") && !answer.text.contains("{{"))
        }
    }

    @Test func `the description has exactly the paths and methods that there are`() async throws {
        try await WebHouse.open { house in
            let answer = try await house.ask("GET", "openapi.json")
            #expect(answer.header("content-type") == "application/json")
            let described = try JSONDecoder().decode(Description.self, from: Data(answer.text.utf8))
            #expect(described.openapi.hasPrefix("3.1."))
            let written = described.paths.mapValues { methods in
                Set(methods.keys).subtracting(["parameters"])
            }
            let served = Dictionary(
                uniqueKeysWithValues: house.door.routes.map { route in
                    let path = route.path.replacing(/:(\w+)/) { "{\($0.output.1)}" }
                    return ("/" + path, route.methods)
                }
            )
            #expect(written == served)
        }
    }

    private struct Description: Decodable {
        struct Anything: Decodable {}

        let openapi: String
        let paths: [String: [String: Ignored]]
    }

    /// Whatever stands there.
    private struct Ignored: Decodable {
        init(from decoder: any Decoder) throws {}
    }
}
