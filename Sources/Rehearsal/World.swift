internal import Desk

/// Everything around the desk that a story needs, in memory.
///
/// It finds conversations, keeps reminders and rooms, and forgets, as the switchboard and the
/// ledger do it for real.
struct World {
    /// One effect as a story writes it: `bot`, and what follows.
    struct Happening: Equatable {
        let youth: String
        let word: String
        let rest: String
    }

    private struct Alarm: Hashable {
        let number: ConversationNumber
        let reminder: Reminder

        /// What is due at the same time comes back in a settled order.
        func order(at instant: Int64) -> (Int64, ConversationNumber, String) {
            (instant, number, reminder.rawValue)
        }
    }

    var script: Script
    /// The way in of everybody who comes.
    let door: Door
    let wall: Wall
    private(set) var clock: Int64?
    private var conversations: [ConversationNumber: Conversation] = [:]
    private var numbers: [String: ConversationNumber] = [:]
    private var tabs: Set<String> = []
    private var youths: [ConversationNumber: String] = [:]
    private var words: [LineID: String] = [:]
    private var ghosts: [ConversationNumber: String] = [:]
    private var rooms: Set<ConversationNumber> = []
    private var alarms: [Alarm: Int64] = [:]
    private var lineCount = 0
    private var team = Self.team
    private var passes: [CodeDigest: Pass] = [:]
    private var shown: [ConversationNumber: [Line]] = [:]
    private var codeCount = 0
    private var reach = Reach.usual

    /// Ana, Bea and Cleo answer; Lou may also open and close the door.
    private static let team = Team(
        members: Dictionary(
            uniqueKeysWithValues: [
                ("ana", Team.Rank.counsellor), ("bea", .counsellor), ("cleo", .counsellor),
                ("lou", .admin),
            ].map { (CounsellorID("@\($0):example.org"), $1) }
        )
    )

    /// What the desk was asked so far.
    private(set) var decisions: [Decision] = []

    init(script: Script, door: Door = .web) throws {
        (self.script, self.door) = (script, door)
        wall = try Wall(zone: script.zone)
    }

    var waitingRoom: WaitingRoom {
        WaitingRoom(
            conversations.values.compactMap { conversation in
                guard case .waiting(let since) = conversation.stage else { return nil }
                return WaitingRoom.Seat(
                    number: conversation.number,
                    since: since,
                    headStartMinutes: conversation.headStartMinutes,
                    isReturning: conversation.isReturning
                )
            }
        )
    }

    /// What the page of a youth may know; nothing when her tab is known to nobody.
    func view(of youth: String) -> VisitorView? {
        guard tabs.contains(youth), let number = numbers[youth] else { return nil }
        return conversations[number]?.view(following: script, beside: waitingRoom)
    }

    /// Moves the clock on; what is due on the way happens at its own time.
    mutating func move(to instant: Int64) -> [Happening] {
        var happened: [Happening] = []
        while let next = alarms.min(by: { $0.key.order(at: $0.value) < $1.key.order(at: $1.value) }
        ),
            next.value <= instant
        {
            clock = next.value
            alarms[next.key] = nil
            happened += hear(.due(next.key.reminder), at: next.key.number)
        }
        clock = instant
        return happened
    }

    /// A youth's tab speaks.
    ///
    /// The first arrival opens a conversation.
    mutating func hear(_ event: Event, from youth: String) -> [Happening] {
        if event == .arrived, !tabs.contains(youth) {
            let number = ConversationNumber(youths.count + 1)
            tabs.insert(youth)
            (numbers[youth], youths[number]) = (number, youth)
            conversations[number] = Conversation(number: number, bot: script.name, door: door)
            if door == .lobby { _ = hear(came(youth), at: number) }
        }
        guard tabs.contains(youth), let number = numbers[youth] else {
            return [Happening(youth: youth, word: "refused", rest: "unknown")]
        }
        return hear(event, at: number)
    }

    private func came(_ youth: String) -> Event {
        .cameToLobby(Confidential(GuestID("@\(youth):example.org")), asking: nil)
    }

    /// Somebody speaks in the counselling room of a youth's conversation.
    mutating func hear(_ event: Event, inRoomOf youth: String) -> [Happening] {
        guard let number = numbers[youth], rooms.contains(number) else {
            return [Happening(youth: youth, word: "refused", rest: "unknown")]
        }
        return hear(event, at: number)
    }

    /// Something in the staff room, about a number or about none.
    mutating func hear(_ event: Event, about number: ConversationNumber?) -> [Happening] {
        if let number, conversations[number] != nil { return hear(event, at: number) }
        var around = Surroundings(number: number, waitingRoom: waitingRoom, team: team)
        let effects = Reception.hear(
            event,
            at: wall.moment(clock ?? 0),
            following: script,
            beside: &around
        )
        team = around.team
        let happened = effects.map { effect in
            carryOut(effect, of: "", number ?? 0)
            return happening(effect, of: "", number ?? 0)
        }
        // Whoever is woken now is woken at once.
        return happened + (clock.map { move(to: $0) } ?? [])
    }

    /// The homeserver goes away, or is back: everybody hears what concerns her.
    mutating func change(reach: Reach) -> [Happening] {
        self.reach = reach
        let news = Event.house(reach.isCutOff ? .unreachable : .reachable)
        return conversations.keys.sorted().flatMap { hear(news, at: $0) }
    }

    private mutating func hasten(_ reminder: Reminder) {
        for alarm in alarms.keys where alarm.reminder == reminder { alarms[alarm] = clock }
    }

    /// A code that nobody has had: `code-1`, `code-2` and so on.
    mutating func freshCode() -> FreshCode {
        codeCount += 1
        let code = "code-\(codeCount)"
        return FreshCode(code: Confidential(code), digest: CodeDigest(code))
    }

    /// A colleague's last line in the room of a youth; one that nobody said where there is none.
    func lastLine(inRoomOf youth: String) -> LineID {
        let lines = numbers[youth].flatMap { shown[$0] } ?? []
        return lines.last { $0.author == .counsellor }?.id ?? LineID("none")
    }

    /// The latest conversation of a youth, also when her tab is forgotten.
    func number(of youth: String) -> ConversationNumber? { numbers[youth] }

    /// A fresh name for a line whose words the ledger will know.
    mutating func line(_ text: String) -> LineID {
        lineCount += 1
        let id = LineID("line-\(lineCount)")
        words[id] = text
        return id
    }

    private mutating func hear(
        _ event: Event,
        at number: ConversationNumber
    ) -> [Happening] {
        let youth = youths[number] ?? ""
        guard let clock, let before = conversations[number] else {
            return [Happening(youth: youth, word: "refused", rest: "unknown")]
        }
        let around = Surroundings(
            number: number,
            waitingRoom: waitingRoom,
            pass: pass(in: event),
            team: team,
            reach: reach
        )
        let decision = Decision(
            conversation: before,
            event: event,
            moment: wall.moment(clock),
            script: script,
            around: around
        )
        decisions.append(decision)
        let (conversation, team, effects) = decision.decide()
        // What the desk refuses is not recorded.
        if case .refuse? = effects.first {
        } else {
            (conversations[number], self.team) = (conversation, team)
        }
        return effects.flatMap { effect in
            carryOut(effect, of: youth, number)
            return [happening(effect, of: youth, number)] + answers(effect, to: youth)
        }
    }

    private func pass(in event: Event) -> Pass? {
        guard case .visitorSaid(_, .code(let digest)) = event else { return nil }
        return passes[digest]
    }

    /// What counsellors wrote in answer to a letter, shown where its code was typed.
    private func answers(_ effect: Effect, to youth: String) -> [Happening] {
        guard case .bringAnswers(let letter) = effect else { return [] }
        return (shown[letter] ?? []).filter { $0.author == .counsellor }.map {
            Happening(youth: youth, word: "person", rest: $0.text.reveal())
        }
    }

    private mutating func carryOut(
        _ effect: Effect,
        of youth: String,
        _ number: ConversationNumber
    ) {
        switch effect {
        case .open(let opening):
            rooms.insert(number)
            ghosts[number] = opening.visitorName.reveal()
        case .clearRoom: rooms.remove(number)
        case .remind(let reminder, let at): alarms[Alarm(number: number, reminder: reminder)] = at
        case .unremind(let reminder): alarms[Alarm(number: number, reminder: reminder)] = nil
        case .unremindAll: alarms = alarms.filter { $0.key.number != number }
        case .forgetVisitor: tabs.remove(youth)
        case .show(let line): shown[number, default: []].append(line)
        case .hasten(let reminder): hasten(reminder)
        case .wake(let other, let reminder):
            alarms[Alarm(number: other, reminder: reminder)] = clock
        case .keepPass(let digest, let pass): passes[digest] = pass
        case .dropPass(let digest): passes[digest] = nil
        case .forget:
            (conversations[number], shown[number]) = (nil, nil)
            alarms = alarms.filter { $0.key.number != number }
        case .post, .edit, .tellStaff, .alert, .call, .reload, .relay, .fetch, .advise, .tick,
            .attach, .admit, .dismiss, .close, .meet, .tell, .markRead, .letGo, .hush, .decline,
            .remove, .amend, .amendOwn, .bringAnswers, .audit, .clearDirect, .admitUndelivered,
            .wipeNotices, .wipe, .retry, .refuse:
            break
        }
    }

    private func happening(
        _ effect: Effect,
        of youth: String,
        _ number: ConversationNumber
    ) -> Happening {
        let spoken = Spoken(effect, ghost: ghosts[number] ?? "?", words: words, wall: wall)
        return Happening(youth: youth, word: spoken.word, rest: spoken.rest)
    }
}
