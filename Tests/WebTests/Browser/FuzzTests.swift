import Foundation
import Support
import Testing

/// Schemathesis asks whatever the description allows, and whatever it does not.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(5)))
struct FuzzTests {
    @Test func `nothing that the description allows, and nothing else, breaks the door`()
        async throws
    {
        try await WebHouse.open { house in
            let folder = try LiveFolder()
            let token = String(repeating: "f", count: 43)
            // Who streams has arrived; the stream itself never ends and is tried elsewhere.
            try folder.write(
                "[parameters]\n\"path.bot\" = \"essai\"\n",
                to: "schemathesis.toml"
            )
            let fuzzer = try ChildProcess(
                "schemathesis",
                // It leaves notes where it works, and they belong into the test's own folder.
                "/usr/bin/env",
                [
                    "-C", folder.path, Live.root + "/.run/tools/bin/schemathesis",
                    "--config-file", folder.path(of: "schemathesis.toml"), "run",
                    "http://127.0.0.1:\(house.port)/openapi.json", "--url",
                    "http://127.0.0.1:\(house.port)", "--header", "Authorization: Bearer \(token)",
                    "--exclude-operation-id", "stream", "--exclude-operation-id", "simpleTalk",
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
            #expect(fuzzer.said.contains("8 / 8") || fuzzer.said.contains("passed"))
        }
    }
}
