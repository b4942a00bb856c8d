import Desk
import Foundation
import Testing

/// What an older Passerelle has written into the outbox is carried out by this one.
@Suite struct OlderEffectTests {
    @Test func `what is to be taken back is read as it was written by an older house`() throws {
        let written = Data(#"{"wipe":{"_0":["$a","$b"]}}"#.utf8)
        let effect = try JSONDecoder().decode(Effect.self, from: written)
        #expect(effect == .wipe([Receipt("$a"), Receipt("$b")], underWay: nil))
        // Held against how it is written today.
        let today = try JSONEncoder().encode(Effect.wipe([Receipt("$a")], underWay: nil))
        #expect(String(decoding: today, as: UTF8.self) == #"{"wipe":{"_0":["$a"]}}"#)
    }
}
