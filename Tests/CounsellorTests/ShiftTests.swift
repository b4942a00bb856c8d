import Matrix
import Testing

@testable import passerelle

/// Where a counsellor's words go, and where they never go.
@Suite struct ShiftTests {
    private static let lila = RoomID(rawValue: "!lila:h")
    private static let mia = RoomID(rawValue: "!mia:h")
    private static let staff = RoomID(rawValue: Evening.staff)

    /// An evening on which she talks with Lila.
    private static func withLila() throws -> Evening {
        var evening = Evening()
        _ = try evening.hears([evening.staffRoom()])
        _ = evening.shift.type("!prendre 12")
        _ = try evening.hears([evening.talk("!lila:h", "#12 · Lila")])
        return evening
    }

    @Test func `she is told who she is and that nobody waits`() throws {
        var evening = Evening()
        let steps = try evening.hears([evening.staffRoom()])
        #expect(steps == [.show("Tu es ana. Personne n'attend.")])
        #expect(evening.shift.prompt == "équipe › ")
    }

    @Test func `at the beginning she sees only those who still wait`() throws {
        var evening = Evening()
        let timeline = [
            evening.said("#11 attend une réponse.", id: "$noe"),
            evening.said("#11 · Noé · 18:02\nEn attente.", replacing: "$noe"),
            evening.said("#12 attend une réponse.", id: "$lila"),
            evening.said("#12 · Lila · 18:04\nEn attente.", replacing: "$lila"),
            evening.said("#11 · Noé · 18:02\nPrise en charge.", replacing: "$noe"),
        ]
        let shown = Evening.shown(try evening.hears([evening.staffRoom(timeline)]))
        #expect(shown.hasPrefix("Tu es ana. En attente : 1."))
        #expect(shown.contains("#12 · Lila"))
        #expect(!shown.contains("Noé"))
    }

    @Test func `a call rings with a number, and its words are shown when they follow`() throws {
        var evening = Evening()
        _ = try evening.hears([evening.staffRoom()])
        let ring = evening.said("#12: een brief wacht op een antwoord.", id: "$lila")
        let words = evening.said("#12 · Lila · 18:04\n13 ans\nLettre.", replacing: "$lila")
        let shown = Evening.shown(try evening.hears([evening.staffRoom([ring, words])]))
        #expect(
            shown.hasSuffix(
                """
                #12: een brief wacht op een antwoord.
                #12 · Lila · 18:04
                    13 ans
                    Lettre.
                """
            )
        )
    }

    @Test func `a claim goes to the staff room and what follows waits for the talk`() throws {
        var evening = Evening()
        _ = try evening.hears([evening.staffRoom()])
        let claim = evening.shift.type("!prendre 12")
        #expect(claim == [.say("!prendre 12", in: Self.staff, place: "équipe")])
        #expect(evening.shift.prompt == "#12 (pas encore ouverte) › ")
        #expect(Evening.shown(evening.shift.type("Bonjour")).hasPrefix("Rien n'est parti"))
        _ = try evening.hears([evening.talk("!lila:h", "#12 · Lila")])
        #expect(evening.shift.prompt == "#12 Lila › ")
        let words = evening.shift.type("Bonjour")
        #expect(words == [.say("Bonjour", in: Self.lila, place: "#12 Lila")])
    }

    @Test func `a talk that opens by itself does not take the words of another`() throws {
        var evening = try Self.withLila()
        let steps = try evening.hears([evening.talk("!mia:h", "#13 · Mia")])
        #expect(Evening.shown(steps).contains(":13"))
        let words = evening.shift.type("pour Lila")
        #expect(words == [.say("pour Lila", in: Self.lila, place: "#12 Lila")])
        #expect(evening.shift.type(":13").isEmpty)
        #expect(
            evening.shift.type("pour Mia") == [.say("pour Mia", in: Self.mia, place: "#13 Mia")]
        )
    }

    @Test func `in the staff room only commands are sent`() throws {
        var evening = Evening()
        _ = try evening.hears([evening.staffRoom()])
        let words = evening.shift.type("elle me fait de la peine")
        #expect(Evening.shown(words).hasPrefix("Rien n'est parti"))
        #expect(words.count == 1)
        #expect(evening.shift.type("!file") == [.say("!file", in: Self.staff, place: "équipe")])
    }

    @Test func `the list is asked in the staff room even during a talk`() throws {
        var evening = try Self.withLila()
        #expect(evening.shift.type("!file") == [.say("!file", in: Self.staff, place: "équipe")])
        #expect(evening.shift.prompt == "#12 Lila › ")
    }

    @Test func `after closing nothing more is sent`() throws {
        var evening = try Self.withLila()
        let close = evening.shift.type("!clore")
        #expect(close == [.say("!clore", in: Self.lila, place: "#12 Lila")])
        #expect(Evening.shown(evening.shift.type("encore")).hasPrefix("Rien n'est parti"))
        let lost = try evening.hears(left: ["!lila:h"])
        #expect(Evening.shown(lost).contains("terminée"))
        #expect(Evening.shown(evening.shift.type("encore")).hasPrefix("Rien n'est parti"))
        #expect(evening.shift.prompt == "équipe › ")
    }

    @Test func `a change of the taken call ends the talk before the room is taken away`() throws {
        var evening = Evening()
        let ring = evening.said("#12 attend une réponse.", id: "$lila")
        let call = evening.said("#12 · Lila · 18:04\nEn attente.", replacing: "$lila")
        _ = try evening.hears([evening.staffRoom([ring, call])])
        _ = evening.shift.type("!prendre 12")
        let taken = evening.said("#12 · Lila\nPrise en charge par ana.", replacing: "$lila")
        let first = try evening.hears([
            evening.staffRoom([taken]), evening.talk("!lila:h", "#12 · Lila"),
        ])
        #expect(Evening.shown(first).contains("≈ #12 · Prise en charge par ana."))
        #expect(evening.shift.prompt == "#12 Lila › ")
        let over = evening.said("#12 · Lila\nTerminée.", replacing: "$lila")
        _ = try evening.hears([evening.staffRoom([over])])
        #expect(evening.shift.prompt == "#12 Lila (terminée) › ")
        #expect(Evening.shown(evening.shift.type("encore")).hasPrefix("Rien n'est parti"))
    }

    @Test func `a talk that moves to a new room stays the same talk`() throws {
        var evening = try Self.withLila()
        _ = try evening.hears([evening.talk("!new:h", "#12 · Lila")])
        _ = try evening.hears(left: ["!lila:h"])
        let room = RoomID(rawValue: "!new:h")
        #expect(evening.shift.type("là ?") == [.say("là ?", in: room, place: "#12 Lila")])
    }

    @Test func `only the bot's invitations and names count`() throws {
        var evening = Evening()
        let foreign = evening.talk("!trap:h", "#12 · Lila", by: "@eve:h")
        let steps = try evening.hears(
            [evening.staffRoom(), foreign],
            invited: ["!a:h": "@passerelle:h", "!b:h": "@eve:h", "!c:h": "@passerelle:other"]
        )
        #expect(steps.contains(.join(RoomID(rawValue: "!a:h"))))
        #expect(steps.count == 2)
        #expect(evening.shift.openTalks.isEmpty)
    }

    @Test func `she sees whose words they are, and where`() throws {
        var evening = try Self.withLila()
        let room = evening.talk(
            "!lila:h",
            "#12 · Lila",
            [evening.said("coucou", by: "@passerelle_g1:h")]
        )
        var named = room
        named.timeline.append(evening.said("Conseil.", by: "@passerelle:h"))
        #expect(
            Evening.shown(try evening.hears([named])).hasSuffix("coucou\n(passerelle) Conseil.")
        )
        _ = try evening.hears([evening.talk("!mia:h", "#13 · Mia")])
        _ = evening.shift.type(":13")
        let other = Evening.Room(id: "!lila:h", timeline: [evening.said("là ?", by: "@x:h")])
        #expect(Evening.shown(try evening.hears([other])) == "#12 x › là ?")
    }

    @Test func `leaving tells what stays open`() throws {
        var evening = try Self.withLila()
        #expect(evening.shift.type(":q") == [.show("Reste ouvert : #12 Lila."), .quit])
    }
}
