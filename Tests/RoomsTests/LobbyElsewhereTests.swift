import Desk
import Matrix
import Relay
import Support
import Testing

/// Rooms besides her own: those that she makes, those that she is put out of.
@Suite struct LobbyElsewhereTests {
    private static func reason(_ town: Town, _ user: UserID, in room: RoomID) -> String? {
        let member = town.server.state(of: room, type: "m.room.member", key: user.rawValue)
        return member?["membership"] == "leave" ? member?["reason"]?.string : nil
    }

    private static func waitUntilHushed(_ line: EventID, _ town: Town) async throws {
        try await town.until("it is taken back") {
            try town.server.timeline(town.lobby).first { $0.id == line }?.isRedacted == true
        }
    }

    @Test func `whoever asks the persona into a room is answered there, and told where hers is`()
        async throws
    {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            let persona = try #require(
                town.server.inside(talk.own).first { town.isGhost($0) }
            )
            let made = try town.server.makesRoom(nour.user)
            nour.says("tu es là ?", in: made)
            town.server.invites(nour.user, persona, made)
            try await town.until("the persona has left again") {
                town.server.membership(of: persona, in: made) == "leave"
            }
            #expect(town.told(made) == ["nour: tu es là ?", "persona: ta salle est l'autre"])
            #expect(!town.talk(talk.room).contains { $0.contains("tu es là") })
            nour.says("je suis là", in: talk.own)
            try await town.until("her line") {
                town.talk(talk.room).last == "visitor: je suis là"
            }
        }
    }

    @Test(arguments: [true, false])
    func `what she wrote in a room of her own making goes with her if she agrees`(
        _ agrees: Bool
    ) async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let made = try town.server.makesRoom(nour.user)
            let slip = nour.says("mon oncel", in: made)
            town.server.invites(nour.user, try town.house.bot, made)
            // A client takes a changed line back by its first form.
            let regret = nour.says("laisse", in: made)
            let change = OutgoingText("laisse tomber", kind: .text, place: .replacing(regret))
            town.server.counsellorSays(made, nour.user, change)
            town.server.redacts(made, nour.user, regret)
            let friend = town.server.makeCounsellor("friend")
            town.server.joins(friend, made)
            town.server.counsellorSays(made, friend, "moi aussi")
            let better = OutgoingText(
                "mon oncle, dit \(nour.user.rawValue)",
                kind: .text,
                place: .replacing(slip)
            )
            town.server.counsellorSays(made, nour.user, better)
            try await town.until("the bot has left again") {
                try town.server.membership(of: town.house.bot, in: made) == "leave"
            }
            let talk = try await nour.talks(bringingWhatSheWrote: agrees, with: town.ana)
            nour.says("me voilà", in: talk.own)
            try await town.until("her line") { town.talk(talk.room).last == "visitor: me voilà" }
            #expect(town.talk(talk.room).contains("visitor: mon oncle, dit …") == agrees)
            #expect(
                !town.talk(talk.room).contains { said in
                    ["oncel", "aussi", "laisse"].contains { said.contains($0) }
                }
            )
        }
    }

    @Test func `her account stands in no line that is carried over from the lobby`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            try nour.comes()
            nour.says("je suis \(nour.user.rawValue)", in: try town.lobby)
            let talk = try await nour.talks(bringingWhatSheWrote: true, with: town.ana)
            try await town.until("her line") { town.talk(talk.room).contains("visitor: je suis …") }
        }
    }

    @Test func `what she takes back in the lobby before she is met is not kept`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            try nour.comes()
            let secret = nour.says("un secret", in: try town.lobby)
            try await Self.waitUntilHushed(secret, town)
            town.server.redacts(try town.lobby, nour.user, secret)
            // What comes after it has been heard, and so has that.
            try await Self.waitUntilHushed(nour.says("ohé", in: try town.lobby), town)
            let talk = try await nour.talks(bringingWhatSheWrote: true, with: town.ana)
            try await town.until("her line") { town.talk(talk.room).contains("visitor: ohé") }
            #expect(!town.talk(talk.room).contains { $0.contains("secret") })
        }
    }

    @Test func `whoever is put out of the lobby and of her emptied room sees why`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            let lobby = try town.lobby
            try await town.until("she is let go") {
                town.server.membership(of: nour.user, in: lobby) == "leave"
            }
            let letGo = Self.reason(town, nour.user, in: lobby)
            #expect(letGo == "pour que personne ne te voie, 112")
            nour.says("!effacer", in: talk.own)
            try await town.until("her own room is empty") {
                town.server.inside(talk.own).isEmpty
            }
            #expect(Self.reason(town, nour.user, in: talk.own) == "tout est effacé ici")
        }
    }

    @Test func `whoever cannot be asked in is let go with a word, and no line is called lost`()
        async throws
    {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let lobby = try town.lobby
            town.server.fail(.status(403, code: "M_FORBIDDEN"), path: "/invite")
            try nour.comes()
            try await town.until("she is let go") {
                Self.reason(town, nour.user, in: lobby) != nil
            }
            let staff = try town.staffRoom
            #expect(!town.talk(staff).contains { $0.contains("perdu") })
            try nour.comes()
            try await nour.accepts()
        }
    }

    @Test func `the name that she chose stays in no room once all is erased`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Fleurdelune", with: town.ana)
            #expect(town.server.bytes(of: talk.room).contains("Fleurdelune"))
            nour.says("!effacer", in: talk.own)
            try await town.until("the counsellor knows") {
                town.talk(talk.room).last == "passerelle: la personne est partie"
            }
            try await town.skip(hours: 1)
            try await town.until("the counsellor's room is empty") {
                town.server.inside(talk.room).subtracting([town.ana]).isEmpty
            }
            #expect(!town.server.bytes(of: talk.room).contains("Fleurdelune"))
        }
    }

    @Test func `out of her own room the bot hears nobody, and the counsellor knows`() async throws {
        try await Town.play(lobby: LobbyTests.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            let chef = town.server.makeCounsellor("chef")
            town.server.putsOut(chef, try town.house.bot, talk.own)
            try await town.until("the counsellor knows") {
                town.talk(talk.room).last == "passerelle: la personne est partie"
            }
            try nour.comes()
            let fresh = try await nour.accepts()
            #expect(fresh != talk.own)
        }
    }
}
