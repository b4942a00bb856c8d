import Desk
import Rehearsal
import Support

/// One conversation to which anything may happen, in any order, watched by `Promises`.
struct RandomWalk {
    static let eventCount = 40

    let seed: UInt64
    private var chance: Splitmix
    private var promises = Promises()
    private var milliseconds: Int64
    private var conversation: Conversation
    private let script: Script
    private let others: [WaitingRoom.Seat]
    private var team = Team(
        members: Dictionary(
            uniqueKeysWithValues: ["ana", "bea", "cleo"].map {
                (CounsellorID("@\($0):example.org"), Team.Rank.counsellor)
            }
        )
    )
    private var lineCount = 0
    /// Waits until the door closes before anybody claims her.
    private var isPatient: Bool
    /// Minutes between two events.
    private let pace: Range<Int64>

    /// How far this walk came; a walk that never gets anywhere proves nothing.
    private(set) var visited: Set<Stage.Name> = []
    private(set) var relayCount = 0

    init(seed: UInt64) throws {
        self.seed = seed
        var chance = Splitmix(seed: seed)
        // Most walks begin in an open evening, some before, after or on a free day.
        let start = try TestScript.wall.instant("2026-11-23 17:50", now: nil)
        let days = Int64.random(in: 0..<7, using: &chance)
        // The richer bot keeps places at closing: those walks begin late in the evening.
        let minutes: Range<Int64> = seed.isMultiple(of: 2) ? 0..<200 : 140..<170
        milliseconds = start + (days * 1_440 + Int64.random(in: minutes, using: &chance)) * 60_000
        let seats = Int.random(in: 1...4, using: &chance)
        let unheard = Int.random(in: 1...4, using: &chance)
        var limits = ScriptLimits(
            waitingCountMax: seats,
            lineCharactersMax: 20,
            unheardLineCountMax: unheard
        )
        limits.letterDays = 14
        isPatient = seed.isMultiple(of: 3)
        conversation = Conversation(
            number: 1,
            bot: BotName("essai"),
            door: seed.isMultiple(of: 5) ? .lobby : .web
        )
        pace = seed.isMultiple(of: 2) ? 0..<8 : 0..<5
        script =
            seed.isMultiple(of: 2)
            ? TestScript.script(limits: limits)
            : TestScript.rich(
                atClosing: .place,
                limits: limits,
                escalation: TestScript.calls + [AlertStep(minutes: 12, group: nil)]
            )
        others = (0..<Int.random(in: 0...2, using: &chance)).map { index in
            WaitingRoom.Seat(number: ConversationNumber(index + 2), since: start)
        }
        self.chance = chance
    }

    /// The first promise that was broken, ready to be reported; nothing when all were kept.
    mutating func play() throws -> String? {
        for step in 0..<Self.eventCount {
            milliseconds += Int64.random(in: pace, using: &chance) * 60_000
            let event = step == 0 ? begin() : anything()
            let before = conversation
            var around = Surroundings(number: 1, waitingRoom: waitingRoom, team: team)
            let effects = conversation.hear(
                event,
                at: try TestScript.wall.moment(milliseconds),
                following: script,
                beside: &around
            )
            team = around.team
            visited.insert(conversation.stage.name)
            let hearing = Hearing(
                event: event,
                before: before,
                effects: effects,
                after: conversation
            )
            relayCount += hearing.relayed.count
            if let broken = promises.broken(by: hearing) {
                return "seed \(seed), event \(step) (\(event)) in \(before.stage): \(broken)"
            }
            if effects.contains(.forget) { return nil }
        }
        return nil
    }

    /// Typed where the page has buttons: no words of hers.
    static let touches = ["1", "passer"]

    private static let guest = Confidential(GuestID("@nour:example.org"))

    private mutating func begin() -> Event {
        guard conversation.door == .lobby else { return .arrived }
        let words = pick([nil, Confidential("aidez-moi")])
        return pick([
            .cameToLobby(Self.guest, asking: nil),
            .wroteInLobby(line(), words, by: Self.guest),
        ])
    }

    private var waitingRoom: WaitingRoom {
        guard case .waiting(let since) = conversation.stage else { return WaitingRoom(others) }
        let own = WaitingRoom.Seat(number: conversation.number, since: since)
        return WaitingRoom(others + [own])
    }

    /// Half of the time something that leads on, else whatever there is.
    private mutating func anything() -> Event {
        guard Bool.random(using: &chance) else { return wild() }
        switch conversation.stage {
        case .arriving: return .arrived
        case .intake(let question):
            return .visitorSaid(line(), answer(to: question ?? pick(script.intake)))
        case .kept:
            isPatient = false
            return pick([
                .due(.opening), .visitorSaid(line(), words()),
                .visitorSaid(line(), .choice(question: VisitorView.here, choice: "here")),
            ])
        case .referred:
            let back = Utterance.choice(question: VisitorView.back, choice: VisitorView.back)
            return .visitorSaid(line(), back)
        case .waiting:
            guard !isPatient else { return pick([.visitorSaid(line(), words()), .due(.closing)]) }
            let letter = Utterance.choice(question: VisitorView.letter, choice: VisitorView.letter)
            return pick([
                .claimed(by: counsellor()), .visitorSaid(line(), words()),
                pick([.due(.alert), .visitorSaid(line(), letter)]),
            ])
        case .talking:
            let said = Confidential("oui")
            return pick([
                .visitorSaid(line(), words()), .counsellorSaid(line(), said, by: counsellor()),
                .counsellorSaid(line(), said, by: counsellor()), order(.hold),
            ])
        case .held: return pick([.due(.hold), .visitorSaid(line(), words()), order(.release(1))])
        case .writing:
            let fresh = FreshCode(code: Confidential("c"), digest: CodeDigest("c"))
            return pick([.visitorSaid(line(), words()), .visitorSaid(line(), .letter(fresh))])
        case .letter:
            return pick([.due(.opening), .claimed(by: counsellor()), .due(.letter)])
        case .closed, .ended:
            let begin = Utterance.choice(question: VisitorView.letter, choice: VisitorView.letter)
            return pick([.visitorSaid(line(), begin), wild()])
        }
    }

    private mutating func wild() -> Event {
        pick([
            .arrived, .visitorSaid(line(), words()), .visitorSaid(line(), words()),
            .visitorSaid(line(), answer(to: pick(script.intake))),
            .visitorSaid(line(), .skip(question: pick(script.intake).id)),
            .visitorEnded(forgetting: Bool.random(using: &chance)),
            .claimed(by: counsellor()), .claimed(by: counsellor()),
            .counsellorSaid(line(), Confidential("oui"), by: counsellor()),
            order(.close(farewell: pick([nil, Confidential("au revoir")]))),
            order(.unknown(Confidential("x"), meant: nil)), anyOrder(), anyOrder(),
            .counsellorChanged(line(), pick([nil, Confidential("non")]), by: counsellor()),
            .counsellorLeft(by: counsellor()), .counsellorCame(counsellor()),
            .visitorSaw(line()),
            .counsellorRead(line(), at: Int64(lineCount), by: counsellor()),
            .visitorMoved(isThere: Bool.random(using: &chance)),
            .visitorSaid(line(), .code(CodeDigest("none"))),
            .counsellorShowed(line(), image(), by: counsellor()),
            .imageLost(line(), pick(ImageLoss.allCases)),
            .imageCame(line(), Image(kind: .png, bytes: Confidential([]))),
            .postedOther(by: counsellor()), .roomEncrypted, .roomTakenAway,
            .failed(EffectID("e"), pick([.line, .other])), .due(.closing),
            pick([.due(.forget), .due(.closing), .due(.closing)]),
            .due(pick(Reminder.allCases)), .due(pick(Reminder.allCases)),
            .house(
                pick([.restored(since: "18:00"), .late(minutes: 5), .unreachable, .reachable])
            ),
            order(.readyAnswer(pick([nil, "bonjour", "rien"]))), inHerRoom(),
        ])
    }

    private mutating func image() -> PostedImage {
        PostedImage(address: pick([nil, Confidential("mxc://x/y")]), caption: Confidential(""))
    }

    /// What only a visitor without a page can do.
    private mutating func inHerRoom() -> Event {
        guard conversation.door == .lobby else { return .visitorSaw(line()) }
        return pick([
            .cameToLobby(Self.guest, asking: pick([nil, RoomKey("!room")])),
            .wroteInLobby(line(), Confidential("ohé"), by: Self.guest), .visitorErased,
            .visitorChanged(line(), pick([nil, Confidential("mieux")])),
            .visitorPostedOther(line()),
            .visitorAsked(pick([.help, .code])),
            .visitorTouched(line(), "1", under: LineID("bot-\(pick([1, 2, 3, 4, 5]))")),
            .visitorSaid(line(), .text(Confidential(pick(Self.touches)))),
        ])
    }

    private mutating func order(_ command: Command) -> Event {
        .commanded(command, line(), by: counsellor())
    }

    private mutating func anyOrder() -> Event {
        order(
            pick([
                .giveBack, .handOver(to: pick([nil, "bea", "cleo", "rien"])), .accept,
                .invite(pick([nil, "ana", "bea"])),
                .refer(pick([nil, "tele", "violence", "rien"])),
                .alarm, .pause(minutes: pick([nil, 3])), .keepWaiting, .heavy, .hold,
                .release(1), .list, .hours,
                .giveCode(FreshCode(code: Confidential("c"), digest: CodeDigest("c"))),
            ])
        )
    }

    private mutating func answer(to question: Question) -> Utterance {
        guard let choice = question.choices.randomElement(using: &chance),
            Bool.random(using: &chance)
        else { return .skip(question: question.id) }
        return .choice(question: question.id, choice: choice.id)
    }

    private mutating func words() -> Utterance {
        let text = pick([
            "j'ai peur", "5000", "9999", "12 à 17 ans", "nederlands", "", "!clore",
            "bien trop long pour cette ligne", "je veux mourir",
        ])
        return .text(Confidential(text))
    }

    private mutating func counsellor() -> CounsellorID {
        CounsellorID(pick(["@ana:example.org", "@bea:example.org", "@cleo:example.org"]))
    }

    private mutating func line() -> LineID {
        lineCount += 1
        return LineID("line-\(lineCount)")
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &chance)]
    }
}
