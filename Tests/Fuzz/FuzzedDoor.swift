import Curl
import Desk
import Documents
import Foundation
import Logging
import Matrix
import Relay
import ServiceLifecycle
import Store
import Support
import Synchronization
import Web

/// Both doors as they run in the program, with a ledger in a folder of its own.
final class FuzzedDoor: Sendable {
    private static let homeserverToken = "jeton-du-serveur"
    private static let bot = BotName("maintenant-jen-parle")

    private let courier = Courier()
    private let codes: ReturnCodes
    private let ports = Watched<[String: Int]>([:])
    private let tab: Mutex<(secret: String, lineCount: Int)>

    private init(_ ledger: Ledger) {
        codes = ReturnCodes(ledger)
        tab = Mutex((VisitorKey.mintSecret(), 0))
    }

    /// Opens; it is never closed, for the process ends with it.
    static func open() async throws -> FuzzedDoor {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("passerelle-fuzz-" + Mint.hex(byteCount: 8))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard let key = MasterKey(bytes: MasterKey.mint()) else {
            throw Contradiction(description: "no key")
        }
        let path = folder.appendingPathComponent("ledger.sqlite").path
        let ledger = try Ledger(path: path, master: key, freshName: Mint.hex(byteCount: 8))
        let door = FuzzedDoor(ledger)
        try door.start(ledger)
        await door.ports.until { $0.count == 2 }
        // Whoever holds the file open keeps it; nobody finds it again.
        try FileManager.default.removeItem(at: folder)
        return door
    }

    private func start(_ ledger: Ledger) throws {
        let logger = Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() }
        let scripts = Scripts([try Self.script()])
        let wallClock = WallClock()
        let switchboard = Switchboard(
            ledger: ledger,
            scripts: scripts,
            clock: wallClock,
            logger: logger
        )
        var limits = WebLimits()
        limits.linesPerTab = Allowance(atOnce: 100_000, perMinute: 100_000)
        limits.signsPerTab = limits.linesPerTab
        limits.digestsPerTab = limits.linesPerTab
        limits.arrivals = limits.linesPerTab
        limits.workLevelMax = 0
        let chat = ChatDoor(
            at: .port(host: "127.0.0.1", 0),
            switchboard: switchboard,
            scripts: scripts,
            wallClock: wallClock,
            limits: limits,
            logger: logger
        ) { [ports] port in ports.change { $0["chat"] = port } }
        let push = AppserviceDoor(
            host: "127.0.0.1",
            port: 0,
            token: Secret(Self.homeserverToken),
            receiver: Deaf(),
            logger: logger
        ) { [ports] port in ports.change { $0["push"] = port } }
        let group = ServiceGroup(
            configuration: .init(services: [switchboard, chat, push], logger: logger)
        )
        Task { try await group.run() }
    }

    /// The shipped bot, open at any hour.
    private static func script() throws -> Script {
        let folder = "bots/" + bot.rawValue + "/"
        var files: [String: SourceFile] = [:]
        for name in BotFolder.fileNames {
            guard let text = try? PlainSubjects.shipped(folder + name) else { continue }
            files[name] = SourceFile(path: name, text: String(decoding: text, as: UTF8.self))
        }
        let days = [
            "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        ]
        let hours = days.map { "  \($0): [\"00:00-24:00\"]\n" }.joined()
        files["hours.yaml"] = SourceFile(
            path: "hours.yaml",
            text: "zone: Europe/Brussels\nholidays: open\nweekly:\n" + hours
        )
        let neighbours = Neighbours(of: bot, names: [bot, BotName("nu-praat-ik-erover")])
        let today = WallClock().today
        let reading = BotFolder.read(files, provinces: [:], on: today, beside: neighbours)
        guard let script = reading.value else {
            throw Contradiction(description: "\(reading.complaints.map(\.rendered))")
        }
        return script
    }
}

extension FuzzedDoor {
    var subjects: [Subject] {
        [
            Subject(name: "line", turn: Self.turn) { [self] in try await line($0) },
            Subject(name: "stream", turn: Self.turn) { [self] in try await stream($0) },
            Subject(name: "push", shipped: Self.pushes, turn: Self.turn) { [self] in
                try await push($0)
            },
            Subject(name: "code", turn: Self.turn) { [self] bytes in
                _ = try await codes.digest(ofTyped: String(decoding: bytes, as: UTF8.self))
            },
        ]
    }

    private static let turn = Duration.milliseconds(50)

    private static var pushes: [[UInt8]] {
        let path = "Tests/Fuzz/Corpus/transaction/usual.json"
        return (try? PlainSubjects.shipped(path)).map { [$0] } ?? []
    }

    /// The same bytes as a line, as typing and as what was seen.
    private func line(_ bytes: [UInt8]) async throws {
        let secret = try await arrivedTab()
        let id = Mint.hex(byteCount: 8)
        for path in ["lines/" + id, "lines/" + id, "typing", "seen"] {
            _ = try await ask("PUT", "talk/" + path, of: secret, body: bytes)
        }
    }

    /// A tab that has arrived; after some lines it is another one, for each has only so many.
    private func arrivedTab() async throws -> String {
        let (secret, isNew) = tab.withLock { tab in
            if tab.lineCount % 40 == 0 { tab.secret = VisitorKey.mintSecret() }
            tab.lineCount += 1
            return (tab.secret, tab.lineCount % 40 == 1)
        }
        if isNew { _ = try await ask("PUT", "talk", of: secret, body: []) }
        return secret
    }

    /// Comes back by what it says it has seen, and leaves at the first piece.
    private func stream(_ bytes: [UInt8]) async throws {
        let secret = try await arrivedTab()
        let header = String(decoding: bytes.prefix(4_000), as: UTF8.self)
        var request = request("GET", "chat", "espace/talk/stream", bearer: secret)
        request.headers.append(Header(name: "Last-Event-ID", value: header))
        try check(try await carry(request, receiving: { _ in false }))
    }

    private func push(_ bytes: [UInt8]) async throws {
        var request = request(
            "PUT",
            "push",
            "_matrix/app/v1/transactions/1",
            bearer: Self.homeserverToken
        )
        request.body = bytes
        try check(try await carry(request))
    }

    private func ask(_ method: String, _ path: String, of secret: String, body: [UInt8])
        async throws
        -> Int
    {
        var request = request(method, "chat", "espace/" + path, bearer: secret)
        request.body = body
        let status = try await carry(request)
        try check(status)
        return status ?? 0
    }

    private func request(_ method: String, _ port: String, _ path: String, bearer: String)
        -> Request
    {
        Request(
            method: method,
            url: "http://127.0.0.1:\(ports.value[port] ?? 0)/" + path,
            headers: [Header(name: "Authorization", value: "Bearer " + bearer)],
            // Whether something hangs is the notebook's to say.
            limits: Curl.Limits(wholeTimeoutMilliseconds: 600_000)
        )
    }

    /// The status; nothing where the request cannot be put on a wire at all.
    private func carry(
        _ request: Request,
        receiving piece: (@Sendable ([UInt8]) -> Bool)? = nil
    ) async throws -> Int? {
        do {
            guard let piece else { return try await courier.send(request).status }
            return try await courier.send(request, receiving: piece).status
        } catch .invalidRequest {
            return nil
        } catch .cut where (request.body?.count ?? 0) > WebLimits().chatBodyBytesMax {
            // Refused while it was still being sent.
            return nil
        }
    }

    /// Whatever comes in, we know what to answer.
    private func check(_ status: Int?) throws {
        guard let status, status >= 500 else { return }
        throw Contradiction(description: "answered with \(status)")
    }
}

/// Hears what is pushed, and does nothing.
private struct Deaf: PushReceiver {
    func push(_ transaction: Transaction) async throws {}
}
