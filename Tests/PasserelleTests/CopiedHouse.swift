import Foundation
import Testing

/// Settings and the shipped bots, copied and signed today, to be spoilt.
final class CopiedHouse {
    /// What a run of the program gave.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    static let french = "maintenant-jen-parle"
    static let dutch = "nu-praat-ik-erover"

    /// The folder of the shipped bots.
    static var shipped: String { root.appending(path: "bots").path(percentEncoded: false) }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "passerelle-check-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in [Self.french, Self.dutch] { try copy(name) }
        try write(Self.settings, to: "passerelle.yaml")
        try change("\(Self.dutch)/hours.yaml") {
            $0.replacing("weekly: {}", with: "weekly: {monday: [\"18:00-21:00\"]}")
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    private func copy(_ bot: String) throws {
        let source = Self.root.appending(path: "bots/\(bot)")
        try FileManager.default.copyItem(at: source, to: folder.appending(path: bot))
        try change("\(bot)/referrals.yaml") { text in
            text.replacing(#/verifiedBy: ".*"/#, with: "verifiedBy: \"Lou\"")
                .replacing(#/verifiedOn: [0-9-]+/#, with: "verifiedOn: \(Self.day(-100))")
                .replacing(#/checkBy: [0-9-]+/#, with: "checkBy: \(Self.day(100))")
        }
    }

    /// So many days from today, as a file says it.
    private static func day(_ days: Double) -> String {
        Date(timeIntervalSinceNow: days * 86_400).formatted(.iso8601.year().month().day())
    }

    /// Changes one of the copies; a change that changes nothing would test nothing.
    func change(_ name: String, _ change: (String) -> String) throws {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        let changed = change(text)
        try #require(text != changed, "nothing has changed in \(name)")
        try write(changed, to: name)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: folder.appending(path: name))
    }

    func makeFolder(_ name: String) throws {
        let url = folder.appending(path: name)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: name))
    }

    func read(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// Of a file, or of the house's folder where the name is empty.
    func setMode(_ mode: Int, of name: String) throws {
        let path = name.isEmpty ? folder.path : folder.appending(path: name).path
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    /// Where one of its files lies.
    func path(_ name: String) -> String { folder.appending(path: name).path }

    func serve() throws -> Outcome {
        try run(["serve", "--config", folder.appending(path: "passerelle.yaml").path])
    }

    func check(_ arguments: String..., config: String = "passerelle.yaml") throws -> Outcome {
        try run(["check", "--config", folder.appending(path: config).path] + arguments)
    }

    /// Runs the program and waits for its end; the house's folder is not in what it said.
    func run(_ arguments: [String], credentials: String? = nil) throws -> Outcome {
        let process = Process()
        if let credentials {
            let own = ["CREDENTIALS_DIRECTORY": path(credentials)]
            process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 }
        }
        process.executableURL = try Self.program
        process.arguments = arguments
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        // More than a pipe holds is not said on the other one, so they may be read in turn.
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complained = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: shortened(said),
            errors: shortened(complained)
        )
    }

    private func shortened(_ data: Data) -> String {
        String(decoding: data, as: UTF8.self).replacing(folder.path + "/", with: "")
    }

    /// It lies beside the tests that were built with it.
    private static var program: URL {
        get throws {
            let tests = try #require(Bundle.main.executableURL)
            let built = tests.deletingLastPathComponent().appending(path: "passerelle")
            let usual = root.appending(path: ".build/debug/passerelle")
            return FileManager.default.isExecutableFile(atPath: built.path) ? built : usual
        }
    }

    private static let settings = """
        homeserver: {address: "http://127.0.0.1:8008", name: example.org}
        registration: registration.yaml
        ledger: {file: passerelle.sqlite, key: passerelle.key}
        bots:
          - folder: maintenant-jen-parle
            counsellors: ["@ana:example.org"]
          - folder: nu-praat-ik-erover
            counsellors: ["@bea:example.org"]
        """
}
