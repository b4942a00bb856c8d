import Rehearsal
import Testing

@testable import Desk

/// What rings in a counsellor's pocket is read by whoever looks at her phone: a number, and nothing
/// that a visitor said or is called.
@Suite struct RingTests {
    /// Every way in which somebody is called.
    enum Kind: CaseIterable, Sendable {
        case waiting, returning, placeKept, letter, givenBack, handedOver, readAlong, alarm
    }

    @Test(arguments: Kind.allCases)
    func `what rings holds neither a name nor an answer`(_ kind: Kind) throws {
        var night = try Night(kind)
        for (time, event) in night.story { try night.hear(event, at: time) }
        let canaries = [Night.name, "12 à 17 ans", "mot-canari"]
        for ring in night.rung {
            for canary in canaries { #expect(!ring.contains(canary), "\(ring)") }
        }
        // Else this would prove nothing: something rang, and her name stands where it may.
        #expect(night.rung.last == night.expected)
        #expect(night.notices.contains { $0.text.reveal().contains(Night.name) })
    }

    @Test func `a change of a notice has nothing to ring with`() throws {
        for kind in Kind.allCases {
            var night = try Night(kind)
            for (time, event) in night.story { try night.hear(event, at: time) }
            #expect(night.changes.allSatisfy { $0.ring == nil })
        }
    }
}

/// One visitor, told of in one way.
private struct Night {
    static let name = "Prénom-Canari"
    private static let ana = CounsellorID("@ana:example.org")
    private static let bea = CounsellorID("@bea:example.org")

    let kind: RingTests.Kind
    private(set) var rung: [String] = []
    private(set) var notices: [Notice] = []
    private(set) var changes: [Notice] = []
    private let script: Script
    private var conversation = Conversation(number: 1, bot: BotName("essai"), door: .web)
    private var around: Surroundings

    init(_ kind: RingTests.Kind) throws {
        self.kind = kind
        var limits = TestScript.limits()
        limits.letterDays = 14
        let hours = OpeningHours(
            weekly: TestScript.evenings.weekly,
            holidays: .closed,
            atClosing: kind == .placeKept ? .place : .letter
        )
        script = TestScript.script(hours: .known(hours), limits: limits)
        let pass = Pass(
            bot: BotName("essai"),
            owner: Self.ana,
            name: Confidential(Self.name),
            contactCount: 1,
            letter: nil,
            expires: .max
        )
        around = Surroundings(
            number: 1,
            pass: pass,
            team: Team(members: [Self.ana: .admin, Self.bea: .counsellor])
        )
    }

    mutating func hear(_ event: Event, at time: String) throws {
        let moment = try TestScript.wall.moment(try TestScript.wall.instant(time, now: nil))
        let effects = conversation.hear(event, at: moment, following: script, beside: &around)
        for effect in effects {
            if case .post(let notice) = effect {
                notices.append(notice)
                rung.append(notice.ring ?? notice.text.reveal())
            }
            if case .edit(let notice) = effect { changes.append(notice) }
            if case .alert(let text, _) = effect { rung.append(text) }
            if case .call(let text, _) = effect { rung.append(text) }
            if case .tellStaff(let text, .some) = effect { rung.append(text) }
        }
    }

    var story: [(time: String, event: Event)] {
        switch kind {
        case .waiting: return intake(at: "2026-11-23 18:05")
        case .returning:
            let code = said(.code(CodeDigest("digest")))
            return [("2026-11-23 18:05", .arrived), ("2026-11-23 18:06", code)]
        case .placeKept: return untilClosing + [("2026-11-24 18:00", .due(.opening)), here]
        case .letter: return untilClosing + letter + [("2026-11-24 18:00", .due(.opening))]
        case .givenBack: return order(.giveBack)
        case .handedOver: return order(.handOver(to: "bea"))
        case .readAlong: return order(.invite("bea"))
        case .alarm: return order(.alarm)
        }
    }

    var expected: String {
        switch kind {
        case .waiting, .returning, .placeKept: "#1 attend"
        case .letter: "#1 : une lettre attend"
        case .givenBack: "#1 attend de nouveau"
        case .handedOver: "#1 : ana demande à qui continuer"
        case .readAlong: "#1 : ana demande de lire"
        case .alarm: "alerte #1"
        }
    }

    private func intake(at time: String) -> [(time: String, event: Event)] {
        let events: [Event] = [
            .arrived, said(.text(Confidential(Self.name))),
            said(.choice(question: "age", choice: "teen")), said(.skip(question: "postal")),
        ]
        return events.map { (time, $0) }
    }

    private var untilClosing: [(time: String, event: Event)] {
        intake(at: "2026-11-23 20:30") + [("2026-11-23 21:00", .due(.closing))]
    }

    private var here: (time: String, event: Event) {
        ("2026-11-24 18:01", said(.choice(question: VisitorView.here, choice: "here")))
    }

    private var letter: [(time: String, event: Event)] {
        let fresh = FreshCode(code: Confidential("c"), digest: CodeDigest("c"))
        let choice = Utterance.choice(question: VisitorView.letter, choice: VisitorView.letter)
        return [choice, .text(Confidential("mot-canari")), .letter(fresh)].map {
            ("2026-11-23 21:05", said($0))
        }
    }

    private func order(_ command: Command) -> [(time: String, event: Event)] {
        intake(at: "2026-11-23 18:05") + [
            ("2026-11-23 18:06", .claimed(by: Self.ana)),
            ("2026-11-23 18:07", .commanded(command, LineID("order"), by: Self.ana)),
        ]
    }

    private func said(_ utterance: Utterance) -> Event {
        .visitorSaid(LineID("line \(utterance)"), utterance)
    }
}
