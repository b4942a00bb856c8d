public import Curl
import Foundation
public import Matrix
import Synchronization

/// A real homeserver, from the same file as an admin's: `config/homeserver.yaml`.
public final class Synapse: Sendable {
    /// How patient it is with ordinary accounts.
    public enum RateLimits: Sendable {
        /// As the file proposes for a team.
        case asBridgeAdmin
        /// As Synapse comes: 429 is soon.
        case defaults
    }

    /// What stands behind the colon in its accounts.
    public let name: String
    /// Where it answers.
    public let address: String
    /// For calls that nobody's account makes.
    public let homeserver: Homeserver
    private let courier: Courier
    private let folder: LiveFolder
    private let federation: Federation?
    private let secret = Secret(UUID().uuidString)
    private let process = Mutex<ChildProcess?>(nil)

    /// Writes its files; `lines` go into its configuration, and `registrations` are read when it
    /// starts.
    ///
    /// One that `federates` speaks with others like it on this machine.
    public init(
        in folder: LiveFolder,
        courier: Courier,
        rateLimits: RateLimits = .asBridgeAdmin,
        lines: [String] = [],
        registrations: [String] = [],
        federates: Bool = false
    ) throws {
        let port = try Live.freePort()
        federation = federates ? try Federation(in: folder) : nil
        name = federation?.name ?? "localhost"
        (self.folder, self.courier) = (folder, courier)
        address = "http://127.0.0.1:\(port)"
        homeserver = Homeserver(address: address, courier: courier)
        let template = try String(
            contentsOfFile: Live.root + "/config/homeserver.yaml",
            encoding: .utf8
        )
        var text = Self.limited(template, rateLimits)
        let values = [
            "SERVER_NAME": name, "PORT": String(port), "STATE": folder.path(of: "synapse"),
            "SHARED_SECRET": secret.reveal(),
            "REGISTRATIONS": JSON.array(registrations.map(JSON.string)).text,
        ]
        for (word, value) in values {
            text = text.replacing("@\(word)@", with: value)
        }
        let added = (federation?.lines(besides: port) ?? []) + lines
        text += (["", "# For this test."] + added).joined(separator: "\n") + "\n"
        try folder.write(text, to: "synapse/homeserver.yaml")
        try folder.write(Self.logging, to: "synapse/log.yaml")
        let seed = Data((0..<32).map { _ in UInt8.random(in: 0...255) })
        let key = seed.base64EncodedString().replacing("=", with: "")
        try folder.write("ed25519 a_test \(key)\n", to: "synapse/signing.key")
    }

    /// Starts it and waits until it answers.
    public func start() async throws {
        try await federation?.certify()
        let child = try ChildProcess(
            "Synapse",
            Live.synapsePython,
            [
                "-m", "synapse.app.homeserver", "-c",
                folder.path(of: "synapse/homeserver.yaml"),
            ],
            log: log
        )
        process.withLock { $0 = child }
        try await until(within: .seconds(60), "Synapse answers") {
            try child.mustRun()
            return (try? await homeserver.versions()) != nil
        }
    }

    /// Ends it as a power cut does.
    public func killAtOnce() async throws {
        try await process.withLock { $0 }?.killAtOnce()
    }

    /// Ends it as its admin does.
    public func stop() async throws {
        try await process.withLock { $0 }?.terminate()
    }

    /// Its process, for a test that stops the clock for it.
    public var child: ChildProcess? { process.withLock { $0 } }

    /// Where it writes what it says.
    public var log: String { folder.path(of: "synapse.log") }

    /// Makes an account and opens it.
    public func makeAccount(_ localpart: String, isAdmin: Bool = false) async throws -> Account {
        let login = try await homeserver.registerWithSharedSecret(
            localpart: localpart,
            password: Self.password(of: localpart),
            admin: isAdmin,
            secret: secret
        )
        return Account(login, at: homeserver)
    }

    /// Somebody comes as a guest, without an account (CS, "Guest access").
    public func makeGuest() async throws -> Account {
        let url = address + "/_matrix/client/v3/register?kind=guest"
        let request = Request(method: "POST", url: url, body: Array("{}".utf8))
        let answer = try JSON.parse(try await courier.send(request).body)
        guard let user = answer["user_id"]?.string, let token = answer["access_token"]?.string
        else { throw Homeserver.Failure.unreadable }
        return Account(UserID(rawValue: user), token: Secret(token), at: homeserver)
    }

    /// What the accounts made here log in with.
    public static func password(of localpart: String) -> Secret {
        Secret("the password of \(localpart)")
    }

    private static func limited(_ template: String, _ limits: RateLimits) -> String {
        switch limits {
        case .asBridgeAdmin: template
        // The limits are the file's last part.
        case .defaults: String(template.prefix(upTo: limitsBegin(in: template)))
        }
    }

    private static func limitsBegin(in template: String) -> String.Index {
        guard let heading = template.firstRange(of: "# ---- Limits") else {
            preconditionFailure("config/homeserver.yaml has lost its last heading")
        }
        return heading.lowerBound
    }

    private static let logging = """
        version: 1
        root: { level: WARNING, handlers: [plain] }
        handlers: { plain: { class: logging.StreamHandler, stream: ext://sys.__stderr__ } }

        """
}
