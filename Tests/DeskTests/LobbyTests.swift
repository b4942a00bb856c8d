import Desk
import Rehearsal
import Testing

/// Coming in through the public room, as the desk decides it.
@Suite struct LobbyTests {
    static let account = "@nour_secret:example.org"

    /// One evening of somebody who came through the lobby.
    struct Evening {
        var conversation = Conversation(number: 1, bot: BotName("essai"), door: .lobby)
        var around = Surroundings(
            team: Team(members: [CounsellorID("@ana:example.org"): .counsellor])
        )
        let script: Script
        let moment: Moment
        private(set) var effects: [Effect] = []
        private var count = 0

        init(at time: String = "2026-11-23 18:05", _ script: Script = TestScript.script()) throws {
            let wall = try TestScript.wall
            moment = wall.moment(try wall.instant(time, now: nil))
            self.script = script
        }

        @discardableResult
        mutating func hear(_ event: Event) -> [Effect] {
            let now = conversation.hear(event, at: moment, following: script, beside: &around)
            effects += now
            return now
        }

        /// What the bot answers to words.
        @discardableResult
        mutating func say(_ words: String) -> [String] {
            count += 1
            let line = LineID("line-\(count)")
            return hear(.visitorSaid(line, .text(Confidential(words)))).shown
        }

        /// The name of what the bot said last.
        var lastLine: LineID {
            let lines = effects.compactMap { effect -> LineID? in
                guard case .show(let line) = effect, line.author == .bot else { return nil }
                return line.id
            }
            return lines.last ?? LineID("none")
        }

        mutating func come() -> [String] {
            let guest = Confidential(GuestID(LobbyTests.account))
            hear(.cameToLobby(guest, asking: nil))
            return hear(.arrived).shown
        }
    }

    @Test func `nothing is said before she has come into her own room`() throws {
        var evening = try Evening()
        let guest = Confidential(GuestID(Self.account))
        let met = evening.hear(.cameToLobby(guest, asking: nil))
        #expect(met.shown == [])
        #expect(met.contains(.meet(guest)))
        #expect(!met.contains(.letGo(guest)))
        let arrived = evening.hear(.arrived)
        #expect(arrived.contains(.letGo(guest)))
        #expect(arrived.shown.first == "Avant de commencer.")
    }

    @Test func `whoever does not take the invitation is let go all the same`() throws {
        var evening = try Evening()
        let guest = Confidential(GuestID(Self.account))
        let met = evening.hear(.cameToLobby(guest, asking: nil))
        #expect(met.contains(.remind(.letGo, at: evening.moment.milliseconds + 600_000)))
        #expect(evening.hear(.due(.letGo)).contains(.letGo(guest)))
        #expect(!evening.hear(.due(.letGo)).contains(.letGo(guest)))
    }

    @Test func `answers are typed, by number, by word, or passed over`() throws {
        var evening = try Evening()
        #expect(evening.come().last?.contains("ou écris : passer") == true)
        let age = evening.say("Lou")
        #expect(age.last?.contains("réponds avec un numéro :\n1. ") == true)
        evening.say("1")
        #expect(evening.conversation.answers.count == 1)
        #expect(evening.say("passer").last?.hasPrefix("Tu es à la place") == true)
        #expect(evening.say("1") == [], "while she waits a number is a word")
    }

    @Test func `what is not taken is answered, never silently dropped`() throws {
        var evening = try Evening()
        _ = evening.come()
        let long = String(repeating: "a", count: evening.script.limits.lineCharactersMax + 1)
        #expect(evening.say(long).contains { $0.contains("trop long") })
        evening.hear(.visitorEnded(forgetting: false))
        #expect(evening.say("encore là ?").first?.contains("c'est fini") == true)
        #expect(!evening.effects.contains { if case .refuse = $0 { true } else { false } })
    }

    @Test func `a closed door is told in her own room, and she is let go`() throws {
        var evening = try Evening(at: "2026-11-22 12:00")
        let told = evening.come()
        #expect(told.contains { $0.hasPrefix("C'est fermé.") })
        let guest = Confidential(GuestID(Self.account))
        #expect(evening.effects.contains(.letGo(guest)))
        #expect(evening.conversation.stage == .closed)
    }

    @Test func `her account reaches nobody of the team`() throws {
        var evening = try Evening(TestScript.script(intake: []))
        _ = evening.come()
        let ana = CounsellorID("@ana:example.org")
        evening.hear(.claimed(by: ana))
        evening.say("bonjour")
        evening.hear(.visitorChanged(LineID("line-1"), Confidential("bonsoir")))
        evening.hear(.visitorEnded(forgetting: false))
        let destinations: [Destination] = [.staffRoom, .counsellingRoom]
        let toTheTeam = evening.effects.filter { destinations.contains($0.destination) }
        #expect(toTheTeam.count > 4)
        let words = toTheTeam.map(\.everything).joined()
        #expect(!words.contains("nour_secret"))
        #expect(words.contains("par l'accueil"))
    }

    @Test func `everything is forgotten a minute after she asks`() throws {
        var evening = try Evening(TestScript.script(intake: []))
        _ = evening.come()
        evening.hear(.claimed(by: CounsellorID("@ana:example.org")))
        let erased = evening.hear(.visitorErased)
        #expect(erased.contains(.clearDirect))
        #expect(erased.contains(.remind(.forget, at: evening.moment.milliseconds + 60_000)))
        #expect(erased.contains { if case .close = $0 { true } else { false } })
        #expect(evening.hear(.due(.forget)).contains(.forget))
    }

    @Test func `what was written in public is carried over however many lines wait`() throws {
        var limits = TestScript.limits(unheard: 1)
        limits.letterDays = 14
        var evening = try Evening(TestScript.script(limits: limits))
        let guest = Confidential(GuestID(Self.account))
        let words = Confidential("aidez-moi")
        let wrote = evening.hear(.wroteInLobby(LineID("$cry"), words, by: guest))
        #expect(wrote.contains(.hush(Receipt("$cry"))))
        // Who is met, and when, is decided at the gate: words are no way past it.
        #expect(!wrote.contains(.meet(guest)))
        #expect(evening.hear(.cameToLobby(guest, asking: nil)).contains(.meet(guest)))
        evening.hear(.arrived)
        evening.say("je ne sais pas")
        evening.say("oui")
        #expect(evening.conversation.unheard.contains(LineID("lobby-line-2")))
        #expect(evening.conversation.unheard.count == 2)
    }

    @Test func `a letter is sent by a word, and the words on the page's button lead there`() throws
    {
        var limits = TestScript.limits()
        limits.letterDays = 14
        var evening = try Evening(at: "2026-11-22 12:00", TestScript.script(limits: limits))
        _ = evening.come()
        #expect(evening.say("1").contains { $0.contains("!envoyer") })
        evening.say("cher robot")
        let label = TestScript.sentences[.letterSend] ?? "?"
        #expect(evening.say(label) == ["puis écris !envoyer"])
        #expect(evening.conversation.unheard.count == 1)
    }

    @Test func `a number under an earlier question answers nothing`() throws {
        var evening = try Evening()
        _ = evening.come()
        let asked = evening.lastLine
        evening.say("Lou")
        let now = evening.conversation.stage
        evening.hear(.visitorTouched(LineID("$late"), "1", under: asked))
        #expect(evening.conversation.stage == now)
        #expect(evening.conversation.answers.isEmpty)
        evening.hear(.visitorTouched(LineID("$now"), "1", under: evening.lastLine))
        #expect(evening.conversation.answers.count == 1)
    }

    @Test func `what she posts besides words is taken back`() throws {
        var evening = try Evening()
        _ = evening.come()
        let told = evening.hear(.visitorPostedOther(LineID("$photo")))
        #expect(told.contains(.remove(Receipt("$photo"))))
        #expect(told.shown.first?.hasPrefix("seul le texte part") == true)
    }

    @Test func `whoever is given a code is told that her room empties when she leaves`() throws {
        var evening = try Evening(TestScript.script(intake: []))
        _ = evening.come()
        let ana = CounsellorID("@ana:example.org")
        evening.hear(.claimed(by: ana))
        let fresh = FreshCode(code: Confidential("1234 5678"), digest: CodeDigest("abc"))
        let given = evening.hear(.commanded(.giveCode(fresh), LineID("$code"), by: ana)).shown
        let stays = TestScript.sentences[.lobbyCodeStays] ?? "?"
        #expect(given.count == 2 && given.last == stays)
    }

    @Test func `whoever goes on writing in public is let go from there once`() throws {
        var evening = try Evening()
        let guest = Confidential(GuestID(Self.account))
        let told = (1...7).map { index in
            evening.hear(.wroteInLobby(LineID("$\(index)"), Confidential("a"), by: guest))
        }
        let hushed = told.indices.filter { told[$0].contains(.hush(Receipt("$\($0 + 1)"))) }
        #expect(hushed.count == 7)
        #expect(told.indices.filter { told[$0].contains(.letGo(guest)) } == [4])
    }

    @Test func `every repair of the lobby stands in the audit, and the grave ones are told`() throws
    {
        let script = TestScript.script()
        for repair in LobbyRepair.allCases {
            var around = Surroundings(team: Team(members: [:]))
            let effects = Reception.hear(
                .house(.foundInLobby(repair)),
                at: try Evening().moment,
                following: script,
                beside: &around
            )
            let isAudited = effects.contains { if case .audit = $0 { true } else { false } }
            let isTold = effects.contains { if case .alert = $0 { true } else { false } }
            #expect(isAudited)
            #expect(isTold == [.aliasTaken, .replaced, .gone].contains(repair))
        }
    }

    @Test func `a line that only looks like a command is not carried over, and she is told`() {
        for (typed, meant) in [
            ("!effacer tout", "!effacer"), ("!efface", "!effacer"), ("/efacer", "!effacer"),
            ("!envoyer stp", "!envoyer"), ("!fin merci", "!fin"), ("!verzend", "!verzenden"),
        ] {
            #expect(VisitorEntry.read(typed) == .meant(meant), "\(typed)")
        }
        #expect(VisitorEntry.read("/effacer") == .erase)
        #expect(VisitorEntry.read("！aide") == .request(.help))
        for words in ["!il est là", "1/2", "!effacer tout ce que j'ai dit hier", "! oui"] {
            #expect(VisitorEntry.read(words) == .words(words), "\(words)")
        }
    }

    @Test func `only a whole message is a command`() {
        #expect(VisitorEntry.read("!fin") == .end)
        #expect(VisitorEntry.read(" !Effacer ") == .erase)
        #expect(VisitorEntry.read("!löschen") == .erase)
        #expect(VisitorEntry.read("!code") == .request(.code))
        #expect(VisitorEntry.read("!code 1234 5678 9012 3456") == .code("1234 5678 9012 3456"))
        for words in ["!fin de la journée", "!!! aidez-moi", "!aide moi", "! fin ?", "fin"] {
            let entry = VisitorEntry.read(words)
            if words == "! fin ?" {
                #expect(entry == .end)
            } else {
                #expect(entry == .words(words))
            }
        }
    }
}

extension [Effect] {
    var shown: [String] {
        compactMap { effect in
            guard case .show(let line) = effect, line.author != .visitor else { return nil }
            return line.text.reveal()
        }
    }
}

extension Effect {
    /// All that is in it, also what a description hides.
    fileprivate var everything: String {
        switch self {
        case .post(let notice), .edit(let notice): notice.text.reveal()
        case .open(let opening): opening.remark.reveal() + opening.visitorName.reveal()
        default: "\(self)"  // not ours: nothing is hidden in the others
        }
    }
}
