import Matrix
import Synchronization
import Testing

@testable import Support

/// The ledger is lost and an older one takes its place.
@Suite struct RestoringTests {
    @Test func `nothing that the homeserver has is sent twice, and nothing is crossed`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            try await lou.says("avant")
            try await town.until("the line is there") { town.talk(room).last == "visitor: avant" }
            try town.folder.backUp()

            // Life goes on, and none of it is in the backup.
            try await lou.says("après")
            try await town.until("the line is there") { town.talk(room).last == "visitor: après" }
            town.server.counsellorSays(room, town.ana, "je suis là")
            try await town.until("her answer") {
                try await town.heard(lou.number) == ["je suis là"]
            }
            let (mia, miasRoom) = try await town.talking("Mia")
            try await mia.says("secret de Mia")
            try await town.until("Mia's line") {
                town.talk(miasRoom).last?.hasSuffix("Mia") == true
            }

            await town.kill()
            try town.folder.restore()
            town.server.forgetEverySending()
            try await town.open()
            try await Self.lookAtLou(town, lou, room)
            try await Self.lookAtMia(town, mia, miasRoom)
        }
    }

    private static func lookAtLou(_ town: Town, _ lou: Visitor, _ room: RoomID) async throws {
        // What the counsellor wrote since is read again, and both sides are told.
        try await town.until("her answer again") {
            try await town.heard(lou.number) == ["je suis là"]
        }
        try await town.until("a word in the room") {
            town.talk(room).last?.hasPrefix("passerelle: repris de") == true
        }
        // Her browser hands in again what it never heard about.
        try await lou.says("après")
        try await lou.says("nouveau")
        try await town.until("the new line") { town.talk(room).last == "visitor: nouveau" }
        let lines = town.talk(room).filter { $0.hasPrefix("visitor") }
        #expect(lines == ["visitor: avant", "visitor: après", "visitor: nouveau"])
        #expect(try town.notices(of: lou.number).count == 1)
        let remarks = town.server.words(try town.staffRoom).map(\.body)
        #expect(remarks.count { $0.hasPrefix("sauvegarde de") } == 1)
    }

    private static func lookAtMia(_ town: Town, _ mia: Visitor, _ room: RoomID) async throws {
        // Nobody goes on writing into a room that leads nowhere.
        #expect(town.talk(room).last == "passerelle: cette salle ne mène plus à rien")
        #expect(town.server.membership(of: town.ana, in: room) == "leave")
        // Whoever comes next gets another number and another room.
        let (tom, tomsRoom) = try await town.talking("Tom")
        #expect(tom.number > mia.number)
        #expect(tomsRoom != room)
        #expect(!town.talk(tomsRoom).contains { $0.contains("Mia") })
    }

    @Test func `restored once more, it is told once more; started again, it is not`() async throws {
        try await Town.play { town in
            let (_, room) = try await town.talking()
            try town.folder.backUp()
            await town.kill()
            try town.folder.restore()
            try await town.open()
            let told = { town.talk(room).count { $0.hasPrefix("passerelle: repris de") } }
            try await town.until("it is told") { told() == 1 }
            await town.kill()
            try await town.open()
            let (tom, _) = try await town.talking("Tom")
            #expect(tom.number >= 1_000)
            #expect(told() == 1)
        }
    }
}
