import Foundation
import Support
import Testing

@testable import Web

/// Schemathesis asks whatever the description allows, and whatever it does not.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(5)))
struct FuzzTests {
    /// Whatever has an end.
    @Test func `nothing that the description allows, and nothing else, breaks the door`()
        async throws
    {
        try await WebHouse.open { house in
            try await ask(
                house,
                ["stream", "simpleTalk"].flatMap { ["--exclude-operation-id", $0] }
            )
        }
    }

    /// A stream never ends, nor does the page of a talk without scripts: here nobody is let in, so
    /// that both have to say so.
    @Test func `nor does it break what goes on and on, where nobody is let in`() async throws {
        var limits = WebLimits()
        limits.arrivals = Allowance(atOnce: 1, perMinute: 1)
        try await WebHouse.open(limits) { house in
            try await Visitor(house: house).arrive()
            try await ask(
                house,
                ["stream", "simpleTalk"].flatMap { ["--include-operation-id", $0] }
            )
        }
    }

    private func ask(_ house: WebHouse, _ which: [String]) async throws {
        let folder = try LiveFolder()
        let token = String(repeating: "f", count: 43)
        try folder.write("[parameters]\n\"path.bot\" = \"essai\"\n", to: "schemathesis.toml")
        let fuzzer = try ChildProcess(
            "schemathesis",
            // It leaves notes where it works, and they belong into the test's own folder.
            "/usr/bin/env",
            [
                "-C", folder.path, Live.root + "/.run/tools/bin/schemathesis",
                "--config-file", folder.path(of: "schemathesis.toml"), "run",
                "http://127.0.0.1:\(house.port)/openapi.json", "--url",
                "http://127.0.0.1:\(house.port)", "--header", "Authorization: Bearer \(token)",
            ] + which + [
                "--phases", "examples,coverage,fuzzing", "--max-examples", "25", "--seed", "1",
                "--workers", "1", "--request-timeout", "10", "--no-color", "--checks",
                "not_a_server_error,status_code_conformance,content_type_conformance,"
                    + "response_schema_conformance,response_headers_conformance,"
                    + "unsupported_method",
            ],
            log: folder.path(of: "schemathesis.log"),
            environment: ["HYPOTHESIS_STORAGE_DIRECTORY": folder.path(of: "hypothesis")]
        )
        try await until(within: .seconds(240), every: .milliseconds(200), "it has asked all") {
            !fuzzer.isRunning
        }
        #expect(fuzzer.exitStatus == 0, "\(fuzzer.lastLines(60))")
        #expect(fuzzer.said.contains("passed"))
    }
}
