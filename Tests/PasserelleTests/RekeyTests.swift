import Foundation
import Store
import Testing

@testable import passerelle

/// `rekey` where systemd hands over the key: it is the admin who puts the new one there.
@Suite struct RekeyTests {
    private static let old = Data(repeating: 1, count: 32)
    private static let new = Data(repeating: 2, count: 32)

    @Test func `a credential's key is changed once the new one stands before the old one`() throws {
        let house = try CopiedHouse()
        try house.change("passerelle.yaml") {
            $0.replacing("key: passerelle.key", with: "key: \"credential:ledger.key\"")
        }
        let path = house.path("passerelle.sqlite")
        _ = try Ledger(path: path, master: Self.ring(Self.old), freshName: "essai")
        try house.makeFolder("handed")
        let old = Self.old.base64EncodedString() + "\n"
        try house.write(old, to: "handed/ledger.key")
        let alone = try Self.rekey(house)
        #expect(alone.status == 1)
        #expect(alone.errors.contains("put a new key before the old one there"))
        // Behind it, it would not be taken.
        let behind = old + Self.new.base64EncodedString() + "\n"
        try house.write(behind, to: "handed/ledger.key")
        let wrong = try Self.rekey(house)
        #expect(wrong.status == 1)
        #expect(wrong.errors.contains("If it is the old one, nothing was changed"))
        _ = try Ledger(asItIs: path, master: Self.ring(Self.old))
        let both = Self.new.base64EncodedString() + "\n" + old
        try house.write(both, to: "handed/ledger.key")
        try house.setMode(0o440, of: "handed/ledger.key")
        let outcome = try Self.rekey(house)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("The first line where systemd has it stays"))
        let again = try Self.rekey(house)
        #expect(again.status == 1 && again.errors.contains("If that is the new one, all is done"))
        #expect(try house.read("handed/ledger.key") == both, "systemd's, and nobody else's")
        _ = try Ledger(asItIs: path, master: Self.ring(Self.new))
        #expect(throws: (any Error).self) {
            try Ledger(asItIs: path, master: Self.ring(Self.old))
        }
    }

    @Test func `a key that is not there is named`() throws {
        let house = try CopiedHouse()
        _ = try Ledger(
            path: house.path("passerelle.sqlite"),
            master: Self.ring(Self.old),
            freshName: "essai"
        )
        let outcome = try house.run(["rekey", "--config", house.path("passerelle.yaml")])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("passerelle.key is missing"), "\(outcome.errors)")
    }

    private static func rekey(_ house: CopiedHouse) throws -> CopiedHouse.Outcome {
        try house.run(
            ["rekey", "--config", house.path("passerelle.yaml")],
            credentials: "handed"
        )
    }

    private static func ring(_ bytes: Data) throws -> KeyRing {
        KeyRing(try #require(MasterKey(bytes: Array(bytes))))
    }
}
