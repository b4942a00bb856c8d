import Rehearsal
import Testing

@testable import Desk

/// Who may show an image, where, and what becomes of it.
@Suite struct ImageTests {
    private static let ana = CounsellorID("@ana:example.org")
    private static let bea = CounsellorID("@bea:example.org")
    private static let line = LineID("$image")
    private static let address = Confidential("mxc://example.org/a")

    private struct Play {
        var talk: Conversation
        var around: Surroundings
        var script = TestScript.script()

        init(_ door: Door = .web, kilobytes: Int = 300) {
            talk = Conversation(number: 1, bot: BotName("essai"), door: door)
            talk.stage = .waiting(since: 0)
            around = Surroundings(team: Team(members: [ana: .counsellor, bea: .counsellor]))
            script.limits.imageKilobytesMax = kilobytes
            _ = hear(.claimed(by: ana))
        }

        mutating func hear(_ event: Event) -> [Effect] {
            let civil = CivilTime(date: CivilDate(daysSince1970: 20_780), minute: 1_100)
            let moment = Moment(milliseconds: 0, civil: civil)
            return talk.hear(event, at: moment, following: script, beside: &around)
        }

        mutating func show(
            _ caption: String = "",
            at address: Confidential<String>? = ImageTests.address,
            by counsellor: CounsellorID = ana
        ) -> [Effect] {
            let image = PostedImage(address: address, caption: Confidential(caption))
            return hear(.counsellorShowed(line, image, by: counsellor))
        }
    }

    @Test func `the line comes first, and what fetches its image beside it`() {
        var play = Play()
        let effects = play.show("un dessin")
        let shown = Line(
            id: Self.line,
            author: .counsellor,
            text: Confidential("un dessin"),
            image: .coming
        )
        #expect(effects.contains(.show(shown)))
        #expect(effects.last == .fetch(Self.line, Self.address))
        let image = Image(kind: .png, bytes: Confidential([1]))
        #expect(play.hear(.imageCame(Self.line, image)) == [.attach(Self.line, image)])
    }

    @Test func `whoever has left is shown nothing more, and nobody is told of it`() {
        var play = Play()
        _ = play.show()
        _ = play.hear(.visitorEnded(forgetting: false))
        let image = Image(kind: .png, bytes: Confidential([1]))
        #expect(play.hear(.imageCame(Self.line, image)) == [])
        #expect(play.hear(.imageLost(Self.line, .unreachable)) == [])
    }

    @Test func `given back while it is fetched, she learns all the same what became of it`() {
        var play = Play()
        _ = play.show()
        _ = play.hear(.commanded(.giveBack, LineID("r"), by: Self.ana))
        var came = play
        let shown = came.hear(.imageCame(Self.line, Image(kind: .png, bytes: Confidential([1]))))
        #expect(shown.contains { if case .attach(_, .some) = $0 { true } else { false } })
        let lost = play.hear(.imageLost(Self.line, .unreachable))
        #expect(lost.contains { if case .attach(_, nil) = $0 { true } else { false } })
        #expect(!lost.contains { $0.destination == .counsellingRoom }, "nobody is in there")
    }

    @Test(arguments: ImageLoss.allCases)
    func `what is lost is told on both sides`(_ loss: ImageLoss) {
        var play = Play()
        _ = play.show()
        let effects = play.hear(.imageLost(Self.line, loss))
        #expect(effects.first == .attach(Self.line, nil))
        guard case .advise(let told)? = effects.last else {
            Issue.record("her counsellor is not told")
            return
        }
        #expect(!told.contains("{") && effects.count == 2)
    }

    @Test func `nothing is carried where none is allowed, nor with a letter, nor from strangers`() {
        var off = Play(kilobytes: 0)
        #expect(off.show() == [.advise("seul le texte passe")])
        var lobby = Play(.lobby)
        #expect(lobby.show() == [.advise("pas d'image ici")])
        var letter = Play()
        letter.talk.talk?.isLetter = true
        #expect(letter.show() == [.advise("pas d'image ici")])
        var encrypted = Play()
        #expect(encrypted.show(at: nil) == [.advise("pas une image")])
        for (caption, who) in [("voir @bea:example.org", Self.ana), ("", CounsellorID("@eve:x"))] {
            var play = Play()
            let effects = play.show(caption, by: who)
            #expect(effects.count == 1 && effects.allSatisfy { $0.destination != .visitor })
        }
    }

    @Test func `who only reads along shows nothing, who was asked to go on does so with it`() {
        var play = Play()
        _ = play.hear(.commanded(.invite("bea"), LineID("i"), by: Self.ana))
        #expect(!play.show(by: Self.bea).contains { $0.destination == .visitor })
        _ = play.hear(.commanded(.handOver(to: "bea"), LineID("h"), by: Self.ana))
        play.talk.talk?.readers = []
        #expect(play.show(by: Self.bea).last == .fetch(Self.line, Self.address))
        #expect(play.talk.owner == Self.bea)
    }
}
