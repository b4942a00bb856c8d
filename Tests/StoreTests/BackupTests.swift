import Desk
import Foundation
import GRDB
import Store
import Testing

@Suite struct BackupTests {
    @Test func `a backup is made while others write, and is one whole file`() async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        let copy = evening.cabinet.path(of: "copy.sqlite")
        async let writing: Void = {
            for index in 0..<200 {
                try await evening.record(.words("lea", "l\(index)", "ligne \(index)"))
            }
        }()
        try Backup.make(of: evening.cabinet.path, into: copy, at: 42)
        try await writing
        let backup = try Backup.inspect(copy, keys: try evening.cabinet.ring())
        #expect(backup.madeAt == 42)
        #expect(backup.conversations == 1)
        #expect(backup.bridge == evening.ledger.bridge)
        let beside = try FileManager.default.contentsOfDirectory(
            atPath: evening.cabinet.folder.path
        )
        #expect(!beside.contains("copy.sqlite-wal"))
        #expect(try await visitorLines(evening.ledger, lea).count == 200)
    }

    @Test func `a backup holds no word, and not the key`() async throws {
        let evening = try Evening()
        _ = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "canari-visiteur"))
        let copy = evening.cabinet.path(of: "copy.sqlite")
        try Backup.make(of: evening.cabinet.path, into: copy, at: 42)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
        #expect(bytes.range(of: Data("canari".utf8)) == nil)
        #expect(bytes.range(of: Data(evening.cabinet.keyBytes)) == nil)
        #expect(bytes.range(of: Data("test-bot".utf8)) != nil, "looks in the right place")
    }

    @Test func `another file, a damaged one or another key is refused`() async throws {
        let evening = try Evening()
        _ = try await evening.talk("lea")
        for index in 0..<50 { try await evening.record(.words("lea", "l\(index)", "ligne")) }
        let ring = try evening.cabinet.ring()
        await #expect(throws: BackupFault.notABackup) {
            try await evening.ledger.sweep()
            _ = try Backup.inspect(evening.cabinet.path, keys: ring)
        }
        let copy = evening.cabinet.path(of: "copy.sqlite")
        try Backup.make(of: evening.cabinet.path, into: copy, at: 42)
        #expect(throws: LedgerRefusal.otherKey) {
            _ = try Backup.inspect(copy, keys: try Cabinet().ring())
        }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
        bytes.replaceSubrange(8_192..<16_384, with: Data(repeating: 7, count: 8_192))
        try bytes.write(to: URL(fileURLWithPath: copy))
        #expect(throws: (any Error).self) { _ = try Backup.inspect(copy, keys: ring) }
    }

    @Test func `what a restored ledger comes to again is not sent when the feed has shown it`()
        async throws
    {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "avant"))
        let restored = try Evening(try evening.cabinet.restored())
        // Life goes on and is lost.
        try await evening.record(.words("lea", "l2", "après"))
        var sent: [EffectID: Receipt] = [:]
        for errand in try await evening.allErrands() {
            sent[errand.id] = Receipt("$" + errand.lane.rawValue)
        }
        #expect(sent.count == 6)

        _ = try await restored.record(Recording(echoes: sent))
        #expect(try await restored.errands().isEmpty)
        // Her browser hands in again what nobody remembers.
        try await restored.record(.words("lea", "l2", "après"))
        #expect(try await restored.errands().isEmpty)
        #expect(try await visitorLines(restored.ledger, lea) == ["avant", "après"])
        try await restored.record(.words("lea", "l3", "vraiment nouveau"))
        #expect(try await restored.errands().count == 1)
        #expect(try await restored.ledger.census(at: Evening.noon).lines.missing == 0)
    }

    @Test func `an effect is remembered only while the ledger is being restored`() async throws {
        let evening = try Evening()
        _ = try await evening.talk("lea")
        let restored = try Evening(try evening.cabinet.restored())
        try await evening.record(.words("lea", "l1", "après"))
        let errands = try await evening.allErrands()
        let line = try #require(errands.first { $0.words != nil })
        #expect(try await restored.ledger.restoredFrom() != nil)
        try await restored.ledger.finishRestoring()
        #expect(try await restored.ledger.restoredFrom() == nil)
        _ = try await restored.record(Recording(echoes: [line.id: Receipt("$a")]))
        #expect(try restored.cabinet.value(Int.self, "SELECT count(*) FROM echo") == 0)
    }

    @Test func `after a restoring no number, room or place of a line is given twice`() async throws
    {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "avant"))
        let plan = try await evening.ledger.planRoom(for: Evening.bot)
        try await evening.ledger.shelve(RoomKey("!free"), serial: plan.serial)
        let restored = try Evening(try evening.cabinet.restored())
        let lost = try await evening.arrive("tom")
        let lostRoom = try await evening.ledger.planRoom(for: Evening.bot)
        try await evening.record(.words("lea", "l2", "perdu"))

        #expect(try await restored.arrive("mia") > lost)
        #expect(try await restored.ledger.planRoom(for: Evening.bot).serial > lostRoom.serial)
        // What stood ready may have been used meanwhile: nobody is brought there.
        #expect(try await restored.ledger.usedRooms().map(\.room) == [RoomKey("!free")])
        try await restored.record(.words("lea", "l3", "nouveau"))
        let seen = try await evening.ledger.lines(of: lea, after: 0, limit: 99).last?.sequence
        let shown = try await restored.ledger.lines(of: lea, after: seen ?? 0, limit: 99)
        #expect(shown.map { $0.line.text.reveal() } == ["nouveau"])
    }
}
