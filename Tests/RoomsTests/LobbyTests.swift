import Desk
import Matrix
import Relay
import Store
import Support
import Testing

/// The second door: a public room, and a room of her own for everybody who comes.
@Suite struct LobbyTests {
    static let lobby = Lobby(alias: "accueil")

    @Test(arguments: [Town.Ways.pushAndSync, .syncOnly])
    func `a whole talk arrives on both sides once and in order`(_ ways: Town.Ways) async throws {
        try await Town.play(ways, lobby: Self.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            for turn in 1...3 {
                town.server.counsellorSays(talk.room, town.ana, "bonjour \(turn)")
                try await nour.hears("bonjour \(turn)", in: talk.own)
                nour.says("réponse \(turn)", in: talk.own)
                try await town.until("answer \(turn) in the room") {
                    town.talk(talk.room).last == "visitor: réponse \(turn)"
                }
            }
            town.server.counsellorSays(talk.room, town.ana, "!clore")
            try await nour.hears("Au revoir !", in: talk.own)
            #expect(
                town.told(talk.own) == [
                    "passerelle: avant de commencer", "passerelle: cette salle est à toi",
                    "passerelle: Bonjour !", "passerelle: Comment t'appeler ?\nou écris : passer",
                    "nour: Lou",
                    "passerelle: Tu es à la place 1.",
                    "passerelle: \(TestBot.persona) est là.",
                    "persona: bonjour 1", "nour: réponse 1", "persona: bonjour 2",
                    "nour: réponse 2", "persona: bonjour 3", "nour: réponse 3",
                    "passerelle: Au revoir !",
                ]
            )
            try await Self.checkNobodyIsNamed(town, talk)
            let lines = try await town.house.ledger.census(at: 0).lines
            // Five to the counsellor's room and a dozen to her own.
            #expect(lines.missing == 0 && lines.delivered >= 12)
        }
    }

    /// No account of either side stands in any byte of the other's rooms.
    private static func checkNobodyIsNamed(_ town: Town, _ talk: Guest.Talking) async throws {
        let staffSide = try town.bytes(of: town.staffRoom) + town.bytes(of: talk.room)
        #expect(!staffSide.contains("nour"))
        let ownSide = try town.bytes(of: talk.own) + town.bytes(of: town.lobby)
        // Without its colon a short name may stand in a digest.
        #expect(!ownSide.contains("ana:") && !ownSide.contains("bea:"))
        let persona = town.server.inside(talk.own).first { town.isGhost($0) }
        let name = try #require(persona).rawValue
        let member = town.server.state(of: talk.own, type: "m.room.member", key: name)
        #expect(member?["displayname"] == .string(TestBot.persona))
        // The list of who was in the lobby is empty again.
        let bot = try town.house.bot
        #expect(try town.server.inside(town.lobby) == [bot])
    }

    @Test func `the lobby is a door only`() async throws {
        try await Town.play(lobby: Self.lobby) { town in
            let room = try town.lobby
            func state(_ type: String) -> JSON? { town.server.state(of: room, type: type) }
            #expect(state("m.room.history_visibility")?["history_visibility"] == "joined")
            #expect(state("m.room.join_rules")?["join_rule"] == "public")
            #expect(state("m.room.guest_access")?["guest_access"] == "forbidden")
            #expect(state("m.room.topic")?["topic"] == "une porte, rien de plus")
            #expect(state("m.room.create")?["m.federate"] == false)
            let levels = state("m.room.power_levels")
            #expect(levels?["invite"] == 100)
            #expect(levels?["notifications"]?["room"] == 100)
            #expect(levels?["redact"] == 100)
        }
    }

    @Test(arguments: [true, false])
    func `what is written in the lobby goes with her only if she agrees`(
        _ agrees: Bool
    ) async throws {
        try await Town.play(lobby: Self.lobby) { town in
            let nour = Guest("nour", in: town)
            try nour.comes()
            let cry = nour.says("aidez-moi, c'est mon oncle", in: try town.lobby)
            try await town.until("it is taken back") {
                try town.server.timeline(town.lobby).first { $0.id == cry }?.isRedacted == true
            }
            let talk = try await nour.talks(bringingWhatSheWrote: agrees, with: town.ana)
            nour.says("me voilà", in: talk.own)
            try await town.until("her line") { town.talk(talk.room).last == "visitor: me voilà" }
            let carried = town.talk(talk.room).contains("visitor: aidez-moi, c'est mon oncle")
            #expect(carried == agrees)
            let answers = town.server.timeline(talk.own).compactMap { $0.message?.body }
            #expect(!answers.contains { $0.contains("oncle") })
        }
    }

    @Test func `a room of her own making is declined, and a safer one offered`() async throws {
        try await Town.play(lobby: Self.lobby) { town in
            let nour = Guest("nour", in: town)
            let made = try town.server.makesRoom(nour.user)
            town.server.switchesEncryptionOn(made, nour.user)
            let bot = try town.house.bot
            town.server.invites(nour.user, bot, made)
            try await nour.accepts()
            try await town.until("the bot has left again") {
                town.server.membership(of: bot, in: made) == "leave"
            }
            #expect(town.told(made) == ["passerelle: viens dans une autre salle"])
        }
    }

    @Test func `lines that are changed or taken back are so on the other side`() async throws {
        try await Town.play(lobby: Self.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            let slip = nour.says("je mapelle", in: talk.own)
            let secret = nour.says("Zoé Dupont", in: talk.own)
            try await town.until("both") { town.talk(talk.room).last == "visitor: Zoé Dupont" }
            let edit = OutgoingText("je m'appelle", kind: .text, place: .replacing(slip))
            town.server.counsellorSays(talk.own, nour.user, edit)
            town.server.redacts(talk.own, nour.user, secret)
            try await town.until("her change and her withdrawal") {
                let events = town.server.timeline(talk.room)
                let changed = events.contains { event in
                    guard case .replacement(_, let body)? = event.relation else { return false }
                    return body == "je m'appelle"
                }
                return changed && !town.talk(talk.room).contains("visitor: Zoé Dupont")
            }
            let typo = town.server.counsellorSays(talk.room, town.ana, "bonjuor")
            try await nour.hears("bonjuor", in: talk.own)
            let better = OutgoingText("bonjour", kind: .text, place: .replacing(typo))
            town.server.counsellorSays(talk.room, town.ana, better)
            try await town.until("the counsellor's change") {
                town.server.timeline(talk.own).contains { event in
                    guard case .replacement(_, let body)? = event.relation else { return false }
                    return body == "bonjour"
                }
            }
            town.server.redacts(talk.room, town.ana, typo)
            try await town.until("the counsellor's withdrawal") {
                !town.told(talk.own).contains("persona: bonjuor")
            }
        }
    }

    @Test func `what is read is shown on both sides, and typing too`() async throws {
        try await Town.play(lobby: Self.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            let line = town.server.counsellorSays(talk.room, town.ana, "je suis là")
            try await nour.hears("je suis là", in: talk.own)
            let shown = try #require(
                town.server.timeline(talk.own).last { $0.message?.body == "je suis là" }
            )
            town.server.reads(talk.own, nour.user, shown.id)
            try await town.until("the tick") {
                town.server.timeline(talk.room).contains { event in
                    event.relation == .annotation(line, key: "✓")
                }
            }
            let answer = nour.says("merci", in: talk.own)
            try await town.until("her line") { town.talk(talk.room).last == "visitor: merci" }
            let hers = try #require(town.server.timeline(talk.room).last { $0.message != nil })
            try await town.until("its place is written down") {
                try await town.house.ledger.outboxCounts()["ready", default: 0] == 0
            }
            town.server.reads(talk.room, town.ana, hers.id)
            let persona = town.server.inside(talk.own).first { town.isGhost($0) }
            try await town.until("the persona has read it") {
                try town.server.read(talk.own, by: #require(persona)).last == answer
            }
            town.server.types(talk.own, nour.user)
            try await town.until("her ghost types") {
                town.server.typing(talk.room).contains { town.isGhost($0) }
            }
            town.server.types(talk.room, town.ana)
            try await town.until("the persona types") {
                town.server.typing(talk.own).contains { town.isGhost($0) }
            }
        }
    }

    @Test func `she erases everything, and nothing of it is left`() async throws {
        try await Town.play(lobby: Self.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            nour.says("un secret", in: talk.own)
            try await town.until("her line") { town.talk(talk.room).last == "visitor: un secret" }
            nour.says("!effacer", in: talk.own)
            try await town.until("the counsellor knows") {
                town.talk(talk.room).last == "passerelle: la personne est partie"
            }
            try await town.until("her own room is empty") {
                town.server.inside(talk.own).isEmpty
            }
            #expect(!town.told(talk.own).contains { $0.contains("secret") })
            try await town.skip(hours: 1)
            try await town.until("it is forgotten") {
                try await town.house.ledger.livingConversations().isEmpty
            }
            try await town.until("the counsellor's room is empty") {
                town.server.inside(talk.room).subtracting([town.ana]).isEmpty
            }
            #expect(!town.talk(talk.room).contains { $0.contains("secret") })
        }
    }

    @Test func `after the end she is told so, and may come again`() async throws {
        try await Town.play(lobby: Self.lobby) { town in
            let nour = Guest("nour", in: town)
            let talk = try await nour.talks(as: "Lou", with: town.ana)
            nour.says("!fin", in: talk.own)
            try await nour.hears("Tu peux revenir.", in: talk.own)
            nour.says("encore là ?", in: talk.own)
            try await nour.hears("c'est fini, reviens par l'accueil", in: talk.own)
            #expect(!town.talk(talk.room).contains("visitor: encore là ?"))
            try nour.comes()
            let fresh = try await nour.accepts()
            #expect(fresh != talk.own)
        }
    }
}
