internal import Desk
internal import Matrix

/// What she sees and where her words go: decided here, at once, from what happened and what she
/// typed.
struct Shift {
    /// What shall be done next.
    enum Step: Hashable {
        /// Show this.
        case show(String)
        /// Accept this invitation.
        case join(RoomID)
        /// Say this. `place` is for telling her, should it not arrive.
        case say(String, in: RoomID, place: String)
        /// Leave the program.
        case quit
    }

    /// Where her next words go; only her own Enter changes it.
    enum Target: Hashable {
        /// To nobody: only commands, for the staff room.
        case staffRoom
        /// To this conversation, should it be hers and open.
        case talk(Int)
    }

    /// What the bridge told the team about somebody who waits.
    struct Call: Hashable {
        let number: Int
        let room: RoomID
        /// What rings is a number only, and the first edit brings the words.
        ///
        /// The bridge edits the call once more when it is taken, and again when the talk is over;
        /// texts may be changed by admins, so they are not read for it.
        var edits: Set<EventID> = []
        /// What the first edit brought.
        var words: String?

        var isWaiting: Bool { edits.count == 1 }
        var isOver: Bool { edits.count > 2 }
    }

    let me: UserID
    let bot: UserID
    /// The words of the commands, as the bots' files have them.
    let words: CommandWords
    var rooms: [RoomID: RoomFacts] = [:]
    var staffRooms: [RoomID] = []
    var talks: [Int: Talk] = [:]
    /// The calls in the staff rooms, by their events.
    var calls: [EventID: Call] = [:]
    var target = Target.staffRoom
    private var hasBegun = false

    init(me: UserID, botLocalpart: String, knowing words: CommandWords) {
        (self.me, self.words) = (me, words)
        bot = UserID(localpart: botLocalpart, serverName: me.serverName ?? "")
    }

    /// What stands before her next words.
    var prompt: String {
        switch target {
        case .staffRoom: "équipe › "
        case .talk(let number):
            switch talks[number]?.state {
            case .open: "\(label(number)) › "
            case .closing: "\(label(number)) (se termine) › "
            case .ended: "\(label(number)) (terminée) › "
            case nil: "#\(number) (pas encore ouverte) › "
            }
        }
    }

    func label(_ number: Int) -> String { talks[number]?.label ?? "#\(number)" }

    var openTalks: [Talk] {
        talks.values.filter { $0.state != .ended }.sorted { $0.number < $1.number }
    }

    /// Takes in what happened.
    mutating func hear(_ news: News) -> [Step] {
        var steps: [Step] = news.answer.invited.filter { $0.inviter == bot }.map { .join($0.room) }
        guard hasBegun else {
            hasBegun = true
            return begin(news) + steps
        }
        for joined in news.answer.joined {
            let events = (news.missed[joined.room] ?? []) + joined.timeline
            steps += learn(joined.room, joined.state + events)
            steps += events.flatMap { read($0) }
        }
        for event in news.answer.lastEvents { steps += read(event) }
        for room in news.answer.left { steps += lose(room) }
        return steps
    }

    /// The first look: what is going on, without repeating what is over.
    private mutating func begin(_ news: News) -> [Step] {
        let joined = news.answer.joined
        for room in joined { _ = learn(room.room, room.state + room.timeline) }
        let staff = joined.filter { staffRooms.contains($0.room) }
        // Calls come first: they tell which talks are over though we are still in their rooms.
        for event in staff.flatMap(\.timeline) { _ = read(event) }
        let waiting = staff.flatMap { stillWaiting(in: $0) }
        // Nothing is being typed yet, so nothing can go astray.
        if let newest = openTalks.last { target = .talk(newest.number) }
        let open = Set(openTalks.map(\.room))
        let said = joined.filter { open.contains($0.room) }.flatMap(\.timeline).flatMap { read($0) }
        let list: [Step] = openTalks.count > 1 ? [.show(listOfTalks)] : []
        return [.show(greeting(waitingCount: waiting.count))] + waiting + said + list
    }

    private func greeting(waitingCount: Int) -> String {
        let name = me.localpart ?? me.rawValue
        guard !staffRooms.isEmpty else {
            return "Tu es \(name). Pas encore de salle d'équipe : l'invitation n'est pas arrivée."
        }
        let waiting = waitingCount == 0 ? "Personne n'attend." : "En attente : \(waitingCount)."
        return "Tu es \(name). \(waiting)"
    }

    /// A call that only has its words is still open: whatever becomes of it, the bridge edits it.
    private func stillWaiting(in joined: SyncResponse.Joined) -> [Step] {
        joined.timeline.compactMap { event in
            guard let call = calls[event.id], call.isWaiting, let words = call.words else {
                return nil
            }
            return .show(Legible.speech("", words))
        }
    }

    var listOfTalks: String {
        guard !openTalks.isEmpty else { return "Aucune conversation ouverte." }
        return openTalks.map { talk in
            (target == .talk(talk.number) ? "▸ " : "  ") + ":\(talk.number)  \(talk.visitor)"
        }.joined(separator: "\n")
    }
}
