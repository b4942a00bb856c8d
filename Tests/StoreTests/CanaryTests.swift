import Desk
import Foundation
import Store
import Testing

/// A lively evening, and then a thief who has everything but the key.
@Suite struct CanaryTests {
    private static let bird = "canari"

    @Test func `no word, name or account is in the file, its log, a backup or after a new key`()
        async throws
    {
        let evening = try Evening(intake: SealedTests.intake)
        for index in 0..<30 { try await Self.talk("jeune-\(index)", in: evening) }
        try Self.look(evening.cabinet)

        let copy = evening.cabinet.path(of: "copy.sqlite")
        try Backup.make(of: evening.cabinet.path, into: copy, at: 1)
        try Self.look(evening.cabinet)

        let new = try #require(MasterKey(bytes: MasterKey.mint()))
        _ = try await evening.ledger.rekey(to: new)
        try Self.look(evening.cabinet)
        let names = try evening.cabinet.bytesOnDisk().keys
        #expect(names.contains("copy.sqlite") && names.contains("ledger.sqlite-wal"))
    }

    private static func talk(_ visitor: String, in evening: Evening) async throws {
        let number = try await evening.arrive(visitor)
        try await evening.record(
            .words(visitor, "l1", "\(bird)-prenom"),
            .words(visitor, "l2", "\(bird)-reponse")
        )
        try await evening.record(.claim(number, by: "@canari-claire:example.org"))
        for line in 3..<9 {
            try await evening.record(.words(visitor, "l\(line)", "\(bird) \(line) très secret"))
        }
        try await evening.record(
            .image(number, "$1", "\(bird)-legende", by: "@canari-claire:example.org"),
            .imageCame(number, "$1", Array("\(bird) en points".utf8))
        )
        if number.isMultiple(of: 3) {
            try await evening.record(.goodbye(visitor), .due(number, .forget))
        }
    }

    private static func look(_ cabinet: Cabinet) throws {
        for (name, bytes) in try cabinet.bytesOnDisk() {
            let text = String(decoding: bytes, as: UTF8.self).lowercased()
            #expect(!text.contains(bird), "found in \(name)")
            #expect(!text.contains("example.org"), "found in \(name)")
            #expect(bytes.range(of: Data(cabinet.keyBytes)) == nil, "the key is in \(name)")
        }
    }
}
