import Desk
import Matrix
import Support
import Testing

/// A day on which every command is mistyped in every way, with all pieces as in life: the page's
/// bytes, and all that is put into a visitor's own room.
@Suite struct LeakDayTests {
    static let words = CommandWord.allCases.map { TestBot.commands[$0]?.first ?? $0.rawValue }

    @Test func `by the page nothing of the team reaches a visitor, however it is mistyped`()
        async throws
    {
        try await Town.play { town in
            try await WebGate.open(in: town) { gate in
                for word in Self.words { try await Self.mistype(word, at: gate, town) }
            }
        }
    }

    private static func mistype(_ word: String, at gate: WebGate, _ town: Town) async throws {
        let guest = WebGuest(gate)
        try await guest.arrives(as: "Lou \(word)")
        let number = try await town.newestNumber
        let room = try await town.takes(number, town.ana)
        try await town.until("the welcome on her page") { guest.seen.contains("est là.") }
        let said = town.server.counsellorSays(room, town.ana, "bonjour à toi")
        try await town.until("a line on her page") { guest.seen.contains("bonjour à toi") }
        try await mistypeAll(word, room, after: said, town)
        expectNothing(in: guest.seen, of: number, word, town)
        await guest.leaves()
    }

    @Test func `in a room of her own nothing of the team reaches a visitor either`() async throws {
        try await Town.play(lobby: Lobby(alias: "accueil")) { town in
            // The rules are the same; what differs is the way, so a few commands are enough.
            for (index, word) in ["clore", "transférer", "service", "code"].enumerated() {
                let guest = Guest("lou\(index)", in: town)
                let talk = try await guest.talks(as: "Lou", with: town.ana)
                let said = town.server.counsellorSays(talk.room, town.ana, "bonjour à toi")
                try await guest.hears("bonjour à toi", in: talk.own)
                try await Self.mistypeAll(word, talk.room, after: said, town)
                Self.expectNothing(in: town.bytes(of: talk.own), of: talk.number, word, town)
            }
        }
    }

    /// What is typed in order is heard in order: with the answer to the last, all is done.
    private static func mistypeAll(
        _ word: String,
        _ room: RoomID,
        after line: EventID,
        _ town: Town
    ) async throws {
        let staff = try town.staffRoom
        town.typesPill(word, room)
        for slip in Slips.all(of: word) {
            town.types(slip, room, after: line)
            // What ends duty or closes the door would end the day.
            if slip.body.contains(Slips.secret) { town.types(slip, staff, after: line) }
        }
        let before = town.talk(room).count { $0 == "passerelle: !clore, !aide" }
        town.server.counsellorSays(room, town.ana, "!aide")
        try await town.until("all of \(word) is heard") {
            town.talk(room).count { $0 == "passerelle: !clore, !aide" } > before
        }
    }

    private static func expectNothing(
        in seen: String,
        of number: ConversationNumber,
        _ word: String,
        _ town: Town
    ) {
        let rooms = town.rooms(of: number) + [try? town.staffRoom].compactMap(\.self)
        let names =
            [Slips.secret, town.ana.rawValue, town.bea.rawValue, "@ana", "@bea", "@BEA"]
            + Town.displayNames + rooms.map { "\"\($0.rawValue)\"" }
            + ["#\(number)", "pris par", "passerelle_staff", "matrix.to"]
        let told = names.filter(seen.contains)
        #expect(told.isEmpty, "\(word): \(told)")
        #expect(seen.contains("bonjour à toi"), "else this proves nothing")
    }
}
