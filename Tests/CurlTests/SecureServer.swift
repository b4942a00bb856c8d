import Foundation
import Glibc

/// `openssl s_server` with a certificate of its own for "localhost".
final class SecureServer {
    static let tool = "/usr/bin/openssl"

    let authorityFile: String
    let port: Int
    private let process = Process()
    private let ended: Turnstile

    init(in folder: String) throws {
        let (key, certificate) = (folder + "/key.pem", folder + "/certificate.pem")
        authorityFile = certificate
        try Self.run([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost",
        ])
        let words = Pipe()
        process.executableURL = URL(filePath: Self.tool)
        process.arguments = [
            "s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert", certificate, "-www",
        ]
        process.standardOutput = words
        process.standardError = FileHandle.nullDevice
        ended = try Self.begin(process)
        port = Self.announcedPort(in: words.fileHandleForReading)
    }

    func stop() {
        // A polite signal would not do: the process inherits the test thread's blocked signals.
        kill(process.processIdentifier, SIGKILL)
        ended.wait()
    }

    private static func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try begin(process).wait()
    }

    /// `waitUntilExit` needs a run loop, which a test's thread does not have.
    private static func begin(_ process: Process) throws -> Turnstile {
        let ended = Turnstile()
        process.terminationHandler = { _ in ended.open() }
        try process.run()
        return ended
    }

    /// The tool says "ACCEPT 127.0.0.1:12345" once it listens.
    private static func announcedPort(in words: FileHandle) -> Int {
        var text = ""
        while true {
            let more = words.availableData
            guard !more.isEmpty else { return 0 }
            text += String(decoding: more, as: UTF8.self)
            let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") }
            guard text.hasSuffix("\n"), let line else { continue }
            return line.split(separator: ":").last.flatMap { Int($0) } ?? 0
        }
    }
}
