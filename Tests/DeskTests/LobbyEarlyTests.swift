import Rehearsal
import Testing

@testable import Desk

/// What somebody does before she is met in a room of her own, and when she comes back to the lobby.
@Suite struct LobbyEarlyTests {
    private static let guest = Confidential(GuestID(LobbyTests.account))

    private static func wrote(
        _ id: String,
        _ words: String,
        replacing earlier: String? = nil
    ) -> Event {
        .wroteInLobby(
            LineID(id),
            Confidential(words),
            replacing: earlier.map { LineID($0) },
            by: guest
        )
    }

    /// What is carried over when she agrees.
    private static func carried(_ evening: inout LobbyTests.Evening) -> [String] {
        _ = evening.come()
        evening.say("1")
        return evening.effects.compactMap { effect in
            guard case .show(let line) = effect, line.id.rawValue.hasPrefix("lobby-") else {
                return nil
            }
            return line.text.reveal()
        }
    }

    @Test func `a line that she changes before she is met is carried over as it is now`() throws {
        var evening = try LobbyTests.Evening()
        evening.hear(Self.wrote("$1", "je suis Chloé Dupont"))
        evening.hear(Self.wrote("$2", "aidez-moi"))
        let changed = evening.hear(Self.wrote("$3", "je suis une fille", replacing: "$1"))
        #expect(changed.contains(.hush(Receipt("$3"))))
        #expect(Self.carried(&evening) == ["je suis une fille\naidez-moi"])
    }

    @Test func `a line that she takes back before she is met is not even asked about`() throws {
        var evening = try LobbyTests.Evening()
        evening.hear(Self.wrote("$1", "un secret"))
        evening.hear(.visitorChanged(LineID("$1"), nil))
        let asked = TestScript.sentences[.lobbyCarry] ?? "?"
        #expect(!evening.come().contains { $0.hasPrefix(asked) })
    }

    @Test func `what she changes into too much is not carried over in its first form`() throws {
        var evening = try LobbyTests.Evening()
        evening.hear(Self.wrote("$1", "je suis Chloé Dupont"))
        let long = String(repeating: "a", count: evening.script.limits.lineCharactersMax + 1)
        evening.hear(Self.wrote("$2", long, replacing: "$1"))
        #expect(evening.come().contains { $0.hasPrefix("trop long") })
        evening.say("1")
        #expect(evening.conversation.unheard.isEmpty)
    }

    @Test func `what she wrote in a room of her own making is hers to carry over`() throws {
        var evening = try LobbyTests.Evening()
        evening.hear(.cameToLobby(Self.guest, asking: RoomKey("!hers")))
        let words = Confidential("mon oncle me touche")
        #expect(evening.hear(.wroteElsewhere(LineID("$1"), words, by: Self.guest)).isEmpty)
        #expect(Self.carried(&evening) == ["mon oncle me touche"])
        // In her own room already, she is told that it goes nowhere, once.
        let late = [LineID("$2"), LineID("$3")].map { line in
            evening.hear(.wroteElsewhere(line, words, by: Self.guest)).shown
        }
        #expect(late.map(\.count) == [1, 0])
        #expect(late[0].first?.hasPrefix("effacé, personne n'a lu") == true)
    }

    @Test func `whoever comes back to the lobby hears where she is talked with, and her question`()
        throws
    {
        var evening = try LobbyTests.Evening(
            TestScript.script(intake: [LobbyCorrectionTests.danger])
        )
        _ = evening.come()
        let again = evening.hear(.cameToLobby(Self.guest, asking: nil))
        #expect(again.contains(.letGo(Self.guest)))
        #expect(again.shown.first == "écris-moi ici")
        #expect(again.shown.last?.hasPrefix("Es-tu en danger maintenant ?\n") == true)
        // Once is enough for a while, whatever she does there.
        #expect(evening.hear(.cameToLobby(Self.guest, asking: nil)).shown.isEmpty)
        #expect(evening.hear(Self.wrote("$1", "ohé")).shown.isEmpty)
    }

    @Test func `whoever cannot be asked in is let go, and the team hears of no lost line`() throws {
        var evening = try LobbyTests.Evening()
        evening.hear(.cameToLobby(Self.guest, asking: nil))
        let effects = evening.hear(.failed(EffectID("e"), .invitation))
        #expect(effects.contains(.letGo(Self.guest)))
        #expect(!effects.contains { $0.destination == .staffRoom })
    }

    @Test func `a question for words says that a number is another way`() throws {
        let name = Question(
            id: "name",
            kind: .name,
            text: "Ton prénom ?",
            choices: [Choice(id: "dutch", label: "Nederlands")]
        )
        var evening = try LobbyTests.Evening(
            TestScript.script(intake: [name, LobbyCorrectionTests.danger])
        )
        let other = "ou réponds avec un numéro :\n1. Nederlands"
        #expect(evening.come().last?.hasPrefix("Ton prénom ?\n" + other) == true)
        #expect(evening.say("Lou").last?.contains("\nréponds avec un numéro :\n1. Oui") == true)
    }

    @Test func `an answer that she takes back changes nothing of how she is spoken to`() throws {
        let age = Question(
            id: "age",
            kind: .choice,
            text: "Ton âge ?",
            choices: [
                Choice(id: "small", label: "11 ou moins", band: .child),
                Choice(id: "big", label: "12 ou plus", band: .teen),
            ]
        )
        var evening = try LobbyTests.Evening(TestScript.script(intake: [age]))
        _ = evening.come()
        evening.say("1")
        let asked = evening.conversation.audience(evening.script)
        #expect(asked == Audience(.fr, band: .child))
        evening.hear(.visitorChanged(LineID("line-1"), nil))
        #expect(evening.conversation.audience(evening.script) == Audience(.fr))
    }

    @Test func `whoever asks for help after the end is promised no reader`() throws {
        var evening = try LobbyTests.Evening()
        _ = evening.come()
        #expect(evening.hear(.visitorAsked(.help)).shown.first?.hasPrefix("écris !fin") == true)
        evening.hear(.visitorEnded(forgetting: false))
        #expect(evening.hear(.visitorAsked(.help)).shown == ["c'est fini, reviens par l'accueil"])
    }

    @Test func `a short word with another end is no line of hers either`() {
        for (typed, meant) in [
            ("!fini", "!fin"), ("!finir", "!fin"), ("!aid", "!aide"), ("!cod", "!code"),
            ("!eind", "!einde"),
        ] {
            #expect(VisitorEntry.read(typed) == .meant(meant), "\(typed)")
        }
        for words in ["!aie", "!non", "!finalement", "!oui", "!endroit", "!si"] {
            #expect(VisitorEntry.read(words) == .words(words), "\(words)")
        }
    }
}
