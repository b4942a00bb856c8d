// FuzzTests send the program `fuzz` for a walk and look whether it comes back.
//
// It is a process of its own because what it looks for would end the tests too. How long it walks
// is said by FUZZ_SECONDS, and from where by FUZZ_SEED; `make test` says a minute.

import Foundation
import Support
import Testing

@Suite(.timeLimit(.minutes(10))) struct FuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seconds = environment["FUZZ_SECONDS"].flatMap(Int.init) ?? 5
    private static let seed = environment["FUZZ_SEED"] ?? "1"

    @Test func `nothing that strangers can send ends the process, or holds it up`() async throws {
        let walk = try await Walk(
            ["--seed", Self.seed, "--seconds", "\(Self.seconds)", "--notes", Self.notes],
            atMost: .seconds(Self.seconds + 240)
        )
        print(walk.said)
        #expect(walk.status == 0, "seed \(Self.seed): \(walk.said)")
        #expect(walk.said.contains("nothing found"))
    }

    /// A reader that dies is found, and what killed it lies there.
    @Test(arguments: [("trap", "boum"), ("hang", "dodo"), ("lie", "menteur")])
    func `a reader that fails is found out, and its input is kept`(what: String, word: String)
        async throws
    {
        let folder = try LiveFolder()
        let walk = try await Walk(
            ["--only", what, "--seconds", "0", "--patience", "1", "--notes", folder.path(of: "n")],
            atMost: .seconds(60)
        )
        #expect(walk.status != 0 && !walk.said.contains("nothing found"))
        let kept = try String(contentsOfFile: folder.path(of: "n/\(what).input"), encoding: .utf8)
        #expect(kept == word)
    }

    private static var notes: String { Live.root + "/.run/fuzz" }
}

/// One run of the program.
private struct Walk {
    let status: Int32
    let said: String

    init(_ arguments: [String], atMost limit: Duration) async throws {
        let folder = try LiveFolder()
        let child = try ChildProcess(
            "fuzz",
            Live.root + "/.build/debug/fuzz",
            arguments,
            log: folder.path(of: "fuzz.log")
        )
        try await until(within: limit, "the end of the walk") { !child.isRunning }
        (status, said) = (child.exitStatus ?? -1, child.said)
    }
}
