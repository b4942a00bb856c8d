// Real parts for tests: a Synapse, a Passerelle, a browser, and people who use them.
//
// What it is for: what only the real ones can show. Every part is a process of its own on free
// ports, started from the same files as `make run`, and may be killed and started again at the same
// place.
//
// What it must not know: what a test wants to see. It knows how to start, ask and wait.
//
// The path through it: `LiveHouse` opens everything → `LiveFolder` (where they write) →
// `ChildProcess` (how they live and end) → `Synapse`, `Bridge` → `Account` is a counsellor,
// `VisitorClient` a visitor without a browser, `WebDriver` a browser → `Deadline` waits for what
// they show.

import Foundation

/// Where live tests find what they start.
public enum Live {
    /// Whether real parts may be started: `make test` says so, a quick run of the tests need not.
    public static var isOn: Bool {
        environment["PASSERELLE_LIVE"] == "1"
    }

    /// The repository's folder.
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static let synapsePython = root + "/.run/venv/bin/python"

    static var passerelle: String {
        environment["PASSERELLE"] ?? root + "/.build/debug/passerelle"
    }

    static var environment: [String: String] {
        ProcessInfo.processInfo.environment
    }

    /// A port that was free a moment ago.
    ///
    /// Programs that cannot say which port they took need one beforehand. It lies below those that
    /// the system gives to outgoing connections, or one of hundreds of those might take it
    /// meanwhile.
    public static func freePort() throws -> Int {
        for _ in 1...200 {
            let wished = UInt16.random(in: 20_000..<32_000)
            guard let (socket, port) = try? Socket.listening(port: wished) else { continue }
            socket.close()
            return Int(port)
        }
        throw TooLate(what: "a free port", limit: .zero)
    }
}
