import Foundation
import Testing

@testable import passerelle

/// `serve` does not start while others on the machine can reach its secrets, and says which.
@Suite struct FileModeTests {
    private static let token = String(repeating: "t", count: 40)

    /// Each is good but for one mode; with all of them good the start gets further.
    @Test(arguments: [
        ("passerelle.key", 0o640, "passerelle.key can be read by others; run: chmod 600 "),
        ("passerelle.sqlite", 0o644, "passerelle.sqlite can be read by others"),
        ("passerelle.sqlite-wal", 0o604, "passerelle.sqlite-wal can be read by others"),
        ("admin.token", 0o660, "admin.token can be read by others"),
        ("registration.yaml", 0o644, "registration.yaml can be read by others; run: chmod 640"),
        ("registration.yaml", 0o660, "registration.yaml can be read by others"),
        ("", 0o770, "can be written by others; run: chmod go-w "),
        ("", 0o757, "can be written by others"),
    ])
    func `a secret that is open to others stops the start`(
        name: String,
        mode: Int,
        complaint: String
    ) throws {
        let house = try Self.house()
        try house.setMode(mode, of: name)
        let outcome = try house.serve()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains(complaint), "\(outcome.errors)")
        #expect(outcome.errors.contains("not started while others can reach its secrets"))
        // And nothing was touched.
        #expect(try house.read("passerelle.sqlite") == "no ledger")
    }

    /// Whoever has put it there can still change where it leads, or read it.
    @Test(arguments: [
        ("link", "passerelle.key is a link"), ("folder", "passerelle.key is not a file"),
    ])
    func `a key that is no file of its own stops the start`(kind: String, complaint: String) throws
    {
        let house = try Self.house()
        let path = house.path("passerelle.key")
        try FileManager.default.moveItem(atPath: path, toPath: path + ".elsewhere")
        if kind == "link" {
            try FileManager.default.createSymbolicLink(
                atPath: path,
                withDestinationPath: path + ".elsewhere"
            )
        } else {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: false
            )
        }
        let outcome = try house.serve()
        #expect(outcome.status == 1 && outcome.errors.contains(complaint), "\(outcome.errors)")
        #expect(try house.read("passerelle.sqlite") == "no ledger")
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
    func `a key that belongs to another account stops the start`() throws {
        let house = try Self.house()
        let path = house.path("passerelle.key")
        try FileManager.default.setAttributes([.ownerAccountID: 12_345], ofItemAtPath: path)
        let outcome = try house.serve()
        let complaint = "passerelle.key belongs to another account, 12345; run this as"
        #expect(outcome.status == 1 && outcome.errors.contains(complaint), "\(outcome.errors)")
    }

    /// NIO removes whatever lies at a socket's path, also what somebody listens at.
    @Test func `a socket at which another bridge listens is not taken away`() throws {
        let house = try Self.house()
        try house.change("passerelle.yaml") { $0 + "\nweb: {socket: web.sock}\n" }
        let lock = try LedgerLock(beside: house.path("web.sock"))
        let outcome = try house.serve()
        let complaint = "web.sock.lock is held by another passerelle"
        #expect(outcome.status == 1 && outcome.errors.contains(complaint), "\(outcome.errors)")
        withExtendedLifetime(lock) {}
    }

    @Test func `what only its owner reads is let pass, and the homeserver's group with it`() throws
    {
        let house = try Self.house()
        try house.setMode(0o640, of: "registration.yaml")
        try house.setMode(0o755, of: "")
        let outcome = try house.serve()
        // It goes on, and finds that the ledger is none.
        #expect(!outcome.errors.contains("others"), "\(outcome.errors)")
        #expect(outcome.errors.contains("passerelle serve: "))
    }

    private static func house() throws -> CopiedHouse {
        let house = try CopiedHouse()
        try house.change("passerelle.yaml") {
            $0.replacing("name: example.org", with: "name: example.org, admin_token: admin.token")
        }
        let registration = """
            id: passerelle
            as_token: a\(token)
            hs_token: b\(token)
            sender_localpart: nobody
            """
        let key = Data(repeating: 7, count: 32).base64EncodedString()
        let files = [
            ("registration.yaml", registration), ("passerelle.key", key + "\n"),
            ("passerelle.sqlite", "no ledger"), ("passerelle.sqlite-wal", ""),
            ("admin.token", token),
        ]
        for (name, text) in files {
            try house.write(text, to: name)
            try house.setMode(0o600, of: name)
        }
        try house.setMode(0o700, of: "")
        return house
    }
}
