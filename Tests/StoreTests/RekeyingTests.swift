import Desk
import Foundation
import Testing

@testable import Store

@Suite struct RekeyingTests {
    @Test func `a bridge that runs goes on under a new key`() async throws {
        let evening = try Evening(Cabinet())
        let kept = KeyPlace(evening.cabinet)
        let running = try Evening(evening.cabinet, ledger: kept.open())
        let lea = try await running.talk("lea")
        try await running.record(.words("lea", "l1", "avant"))
        // A remark that belongs to no conversation is sealed with the master key itself.
        try await running.record(.retry("q"))

        let counted = try await running.ledger.tally()
        #expect(!counted.isEmpty)

        let new = try kept.addNew()
        let beside = try kept.open(asItIs: true)
        #expect(try await beside.rekey(to: new) == 1)
        kept.dropOld()

        #expect(try await running.ledger.tally() == counted)
        try await running.record(.words("lea", "l2", "après"))
        #expect(try await visitorLines(running.ledger, lea) == ["avant", "après"])
        #expect(try await running.arrive("tom") > lea)
        #expect(try await running.allErrands().contains { $0.conversation == nil })
        #expect(try await running.ledger.keyName() == new.name)
    }

    @Test func `afterwards the old key opens nothing, and older backups are closed`() async throws {
        let evening = try Evening(Cabinet())
        let kept = KeyPlace(evening.cabinet)
        let ledger = try kept.open()
        _ = try await Evening(evening.cabinet, ledger: ledger).talk("lea")
        let copy = evening.cabinet.path(of: "copy.sqlite")
        try Backup.make(of: evening.cabinet.path, into: copy, at: 1)
        _ = try await ledger.rekey(to: kept.addNew())
        #expect(throws: LedgerRefusal.otherKey) { try evening.cabinet.open() }
        kept.dropOld()
        let ring = try KeyRing { kept.keys }
        #expect(throws: LedgerRefusal.otherKey) { _ = try Backup.inspect(copy, keys: ring) }
        #expect(throws: Never.self) { _ = try kept.open() }
    }

    @Test func `stopped before or after the one transaction, everything opens`() async throws {
        let evening = try Evening(Cabinet())
        let kept = KeyPlace(evening.cabinet)
        let lea = try await Evening(evening.cabinet, ledger: kept.open()).talk("lea")
        let new = try kept.addNew()
        #expect(try await kept.open().conversation(lea) != nil, "only the file was written")
        _ = try await kept.open().rekey(to: new)
        #expect(try await kept.open().conversation(lea) != nil, "the old key was not dropped yet")
        kept.dropOld()
        #expect(try await kept.open().conversation(lea) != nil)
    }

    /// A key that was changed by another account, whose file the bridge may not read.
    @Test func `a key out of reach is an outage, and damages nothing`() async throws {
        let evening = try Evening(Cabinet())
        let kept = KeyPlace(evening.cabinet)
        let running = try Evening(evening.cabinet, ledger: kept.open())
        let lea = try await running.talk("lea")
        let old = kept.keys
        let new = try kept.addNew()
        _ = try await kept.open(asItIs: true).rekey(to: new)
        kept.hold(old)
        await #expect(throws: KeyOutOfReach.self) {
            try await running.record(.words("lea", "l1", "tu es là ?"))
        }
        kept.hold([new])
        try await running.record(.words("lea", "l1", "tu es là ?"))
        #expect(try await visitorLines(running.ledger, lea) == ["tu es là ?"])
    }

    @Test func `something that cannot be opened stops it, and nothing is changed`() async throws {
        let evening = try Evening(Cabinet())
        let kept = KeyPlace(evening.cabinet)
        let ledger = try kept.open()
        let running = try Evening(evening.cabinet, ledger: ledger)
        let lea = try await running.talk("lea")
        let tom = try await running.talk("tom")
        try evening.cabinet.tamper(
            "UPDATE conversation SET key = (SELECT key FROM conversation WHERE number = ?)"
                + " WHERE number = ?",
            [lea, tom]
        )
        let before = try await ledger.keyName()
        let new = try kept.addNew()
        await #expect(throws: SealBroken.self) { _ = try await ledger.rekey(to: new) }
        #expect(try await ledger.keyName() == before)
        #expect(try await ledger.conversation(lea) != nil)
    }
}

/// Where keys are kept, as a file would.
private final class KeyPlace: Sendable {
    private let place: Watched
    private let cabinet: Cabinet

    init(_ cabinet: Cabinet) {
        self.cabinet = cabinet
        place = Watched(MasterKey(bytes: cabinet.keyBytes).map { [$0] } ?? [])
    }

    var keys: [MasterKey] { place.keys }

    func addNew() throws -> MasterKey {
        guard let new = MasterKey(bytes: MasterKey.mint()) else { throw WrongKeyLength() }
        place.set([new] + place.keys)
        return new
    }

    func hold(_ keys: [MasterKey]) { place.set(keys) }

    func dropOld() { place.set(Array(place.keys.prefix(1))) }

    func open(asItIs: Bool = false) throws -> Ledger {
        let ring = try KeyRing { [place] in place.keys }
        if asItIs { return try Ledger(asItIs: cabinet.path, master: ring) }
        return try Ledger(path: cabinet.path, master: ring, freshName: Mint.hex(byteCount: 8))
    }
}
