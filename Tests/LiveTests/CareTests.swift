import Curl
import Foundation
import Matrix
import Support
import Testing

/// What an admin does beside a bridge that runs: looks, copies, restores, changes the key.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(6)))
struct CareTests {
    @Test func `the doctor finds a healthy house healthy, and each fault by its name`() async throws
    {
        let house = try await LiveHouse.open()
        // A busy machine may need a moment until the homeserver reaches the bridge.
        let healthy = try await found(within: .seconds(40), "a healthy house") {
            let said = try await house.bridge.command("doctor")
            return said.status == 0 ? said : nil
        }
        #expect(healthy.status == 0, "\(healthy.said)")
        for word in [
            "✓ the bridge is running", "✓ the homeserver reaches the bridge",
            "✓ the bridge speaks under a device of its own", "✓ the ledger is sound",
            "✓ secrets can be read by their owner only", "✓ this clock and the homeserver's agree",
            "3 of 3 people are in the staff room",
        ] { #expect(healthy.said.contains(word), "\(word)\n\(healthy.said)") }

        // A secret that others can read.
        let manager = FileManager.default
        let path = house.bridge.ledger
        try manager.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        try await house.expectsDoctor("✗ \(path) can be read by others")
        try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        // A bridge that does not run is no fault, but it is said.
        try await house.bridge.stop()
        let stopped = try await house.bridge.command("doctor")
        #expect(stopped.status == 0, "\(stopped.said)")
        #expect(stopped.said.contains("• the bridge is not running"))
        // A homeserver that does not answer.
        try await house.synapse.stop()
        try await house.expectsDoctor("✗ the homeserver does not answer")
        // Another token than the homeserver knows.
        try await house.synapse.start()
        let registration = try String(contentsOfFile: house.bridge.registration, encoding: .utf8)
        let lines = registration.split(separator: "\n").map { line in
            line.hasPrefix("as_token:")
                ? "as_token: \"\(String(repeating: "f", count: 64))\"" : line
        }
        try house.folder.write(lines.joined(separator: "\n"), to: "registration.yaml")
        try await house.expectsDoctor("✗ the homeserver does not know our as_token")
        try house.folder.write(registration, to: "registration.yaml")
        try house.folder.write(
            registration.replacing("rate_limited: false", with: "rate_limited: true"),
            to: "registration.yaml"
        )
        try await house.expectsDoctor("does not say rate_limited: false")
        try await house.close()
    }

    @Test func `a backup is restored, and nothing that the homeserver has is doubled`() async throws
    {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let visitor = house.visitor()
        try await visitor.watching {
            let talk = try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
            for line in 1...5 { #expect(try await visitor.say("avant \(line)") == 200) }
            try await talk.hears(5)
            let backup = house.folder.path(of: "backup.sqlite")
            #expect(try await house.bridge.command("backup", [backup]).status == 0)
            let early = try await house.bridge.command("restore", [backup])
            #expect(early.status == 1, "not while the bridge runs")

            for line in 1...5 { #expect(try await visitor.say("après \(line)") == 200) }
            try await talk.hears(10)
            try await ana.say("je suis là", in: talk.room)
            try await visitor.sees("her answer") { $0.lines.contains { $0.text == "je suis là" } }
            try await house.bridge.killAtOnce()
            let restored = try await house.bridge.command("restore", [backup])
            #expect(restored.status == 0, "\(restored.said)")
            // Not even the transaction ids are there to help.
            try await house.synapse.killAtOnce()
            try await house.synapse.start()
            try await house.bridge.start()

            try await until(within: .seconds(60), "the room is told") {
                try await talk.remarks().contains { $0.contains("sauvegarde") }
            }
            #expect(try await visitor.say("encore") == 200)
            try await talk.hears(11)
            let wanted = (1...5).map { "avant \($0)" } + (1...5).map { "après \($0)" } + ["encore"]
            #expect(try await talk.heardByCounsellor() == wanted)
            try await ana.say("toujours là", in: talk.room)
            try await visitor.sees("a new line") { $0.lines.contains { $0.text == "toujours là" } }
        }
        #expect(try await house.noticeCount(of: "Lila") == 1)
        try await house.close()
    }

    @Test func `the key changes while they talk, killed at any point`() async throws {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let visitor = house.visitor()
        try await visitor.watching {
            let talk = try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
            let first = try house.key()
            for turn in 1...12 {
                // From before it has begun to after it has ended.
                try await house.bridge.command("rekey", killedAfter: .milliseconds(turn * 25))
                #expect(try await visitor.say("ligne \(turn)") == 200)
            }
            try await talk.hears(12)
            #expect(try await house.bridge.command("rekey").status == 0)
            #expect(try await house.bridge.command("rekey").status == 0)
            #expect(try house.key() != first)
            #expect(try house.key().split(separator: "\n").count == 1)
            #expect(try await visitor.say("ligne 13") == 200)
            try await house.bridge.killAtOnce()
            try await house.bridge.start()
            #expect(try await visitor.say("ligne 14") == 200)
            try await talk.hears(14)
            #expect(try await talk.heardByCounsellor() == (1...14).map { "ligne \($0)" })
        }
        try await house.close()
    }

    @Test func `a room and its uploads are removed through the admin's API`() async throws {
        let folder = try LiveFolder()
        let synapse = try Synapse(in: folder, courier: .init())
        try await synapse.start()
        let chef = try await synapse.makeAccount("chef", isAdmin: true)
        let room = try await chef.voice.createRoom(RoomPlan(aliasLocalpart: "weg", version: "12"))
        try await chef.say("secret", in: room)
        let administration = Administration(synapse.homeserver, token: chef.token)
        #expect(try await administration.knows(room))
        #expect(try await administration.media(in: room).isEmpty)
        let name = try await administration.remove(room)
        try await until(within: .seconds(30), "the room is gone") {
            try await administration.removal(name) == .gone
        }
        #expect(try await !administration.knows(room))
        #expect(try await administration.removal("never begun") == .unknown)
        #expect(try await administration.rateLimit(of: chef.user) == nil)
        try await synapse.stop()
    }
}

extension LiveHouse {
    fileprivate func expectsDoctor(_ words: String) async throws {
        let found = try await bridge.command("doctor")
        #expect(found.status == 1)
        #expect(found.said.contains(words), "\(found.said)")
    }

    fileprivate func key() throws -> String {
        try String(contentsOfFile: folder.path(of: "ledger.key"), encoding: .utf8)
    }
}

extension LiveTalk {
    fileprivate func hears(_ count: Int) async throws {
        try await until(within: .seconds(60), "\(count) lines are with the counsellor") {
            try await heardByCounsellor().count >= count
        }
    }
}
