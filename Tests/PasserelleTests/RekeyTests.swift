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
        let both = Self.new.base64EncodedString() + "\n" + old
        try house.write(both, to: "handed/ledger.key")
        try house.setMode(0o440, of: "handed/ledger.key")
        // As often as one likes.
        for _ in 1...2 {
            let outcome = try Self.rekey(house)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("Take the old key away"))
        }
        #expect(try house.read("handed/ledger.key") == both, "systemd's, and nobody else's")
        _ = try Ledger(asItIs: path, master: Self.ring(Self.new))
        #expect(throws: (any Error).self) {
            try Ledger(asItIs: path, master: Self.ring(Self.old))
        }
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
