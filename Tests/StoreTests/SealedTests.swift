import Desk
import Foundation
import Store
import Testing

@Suite struct SealedTests {
    static let intake = [
        Question(id: "name", kind: .name, text: "name?", choices: []),
        Question(id: "about", kind: .text, text: "about?", choices: []),
    ]

    @Test func `nothing that a person wrote can be read in the file, its log or its index`()
        async throws
    {
        let evening = try Evening(intake: Self.intake)
        let number = try await evening.arrive("lea")
        try await evening.record(
            .words("lea", "l1", "Canari-Prenom"),
            .words("lea", "l2", "canari-reponse"),
            .words("lea", "l3", "canari-attente")
        )
        try await evening.record(.claim(number, by: "@canari-claire:example.org"))
        try await evening.record(.words("lea", "l4", "canari-visiteur"), counsellorLine(number))
        try await evening.record(staffQuestion)
        let files = try evening.cabinet.bytesOnDisk()
        #expect(files.keys.sorted() == ["ledger.sqlite", "ledger.sqlite-shm", "ledger.sqlite-wal"])
        for (name, bytes) in files {
            let text = String(decoding: bytes, as: UTF8.self).lowercased()
            #expect(!text.contains("canari"), "found in \(name)")
            #expect(!text.contains("example.org"), "found in \(name)")
        }
        // The words are there all the same, for who has the key.
        #expect(try await visitorLines(evening.ledger, number).last == "canari-visiteur")
    }

    @Test func `what is sealed twice looks different each time`() async throws {
        let evening = try Evening()
        _ = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "pareil"), .words("lea", "l2", "pareil"))
        let count = "SELECT count(DISTINCT body) FROM line WHERE id IN ('l1', 'l2')"
        #expect(try evening.cabinet.value(Int.self, count) == 2)
    }

    private func counsellorLine(_ number: ConversationNumber) -> Delivery {
        let ana = CounsellorID("@canari-claire:example.org")
        return Delivery(
            id: DeliveryID("$canari-event:example.org"),
            bot: Evening.bot,
            address: .number(number),
            event: .counsellorSaid(LineID("c1"), Confidential("canari-intervenante"), by: ana)
        )
    }

    private var staffQuestion: Delivery {
        let ana = CounsellorID("@canari-claire:example.org")
        return Delivery(
            id: DeliveryID("staff-1"),
            bot: Evening.bot,
            address: .staffRoom,
            event: .commanded(
                .unknown(Confidential("canari-commande"), meant: nil),
                LineID("staff-1"),
                by: ana
            )
        )
    }
}
