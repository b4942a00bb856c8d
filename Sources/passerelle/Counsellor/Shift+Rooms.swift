internal import Matrix

/// What happens in the rooms.
extension Shift {
    /// Takes in the facts about a room; says when it turns out to be one of ours.
    mutating func learn(_ room: RoomID, _ events: [Event]) -> [Step] {
        var facts = rooms[room] ?? RoomFacts()
        for event in events where event.isState { facts.learn(event, bot: bot) }
        rooms[room] = facts
        if facts.isStaffRoom { return meetStaffRoom(room, facts) }
        guard let name = facts.name, let (number, visitor) = Talk.read(roomName: name) else {
            return []
        }
        return meetTalk(number, visitor, room)
    }

    private mutating func meetStaffRoom(_ room: RoomID, _ facts: RoomFacts) -> [Step] {
        guard !staffRooms.contains(room) else { return [] }
        staffRooms.append(room)
        return [.show("Salle d'équipe : \(Legible.line(facts.name ?? "sans nom"))")]
    }

    private mutating func meetTalk(_ number: Int, _ visitor: String, _ room: RoomID) -> [Step] {
        if let known = talks[number], known.room == room {
            talks[number]?.visitor = visitor
            return []
        }
        // A conversation may move to a new room; it stays the same conversation.
        let talk = Talk(number: number, visitor: visitor, room: room)
        talks[number] = talk
        guard target == .talk(number) else {
            return [.show("— \(talk.label) est ouverte. Tape :\(number) pour lui écrire.")]
        }
        return [.show("— \(talk.label) est ouverte.")]
    }

    /// We are out of a room.
    mutating func lose(_ room: RoomID) -> [Step] {
        rooms[room] = nil
        if staffRooms.contains(room) {
            staffRooms.removeAll { $0 == room }
            return [.show("— Tu n'es plus dans la salle d'équipe.")]
        }
        guard let talk = talks.values.first(where: { $0.room == room }) else { return [] }
        return end(talk.number)
    }

    private mutating func end(_ number: Int) -> [Step] {
        guard let talk = talks[number], talk.state != .ended else { return [] }
        talks[number]?.state = .ended
        return [.show("— \(talk.label) est terminée. Plus rien n'y arrive.")]
    }

    /// One thing that was said.
    mutating func read(_ event: Event) -> [Step] {
        // What came from here stands on the screen already.
        guard let message = event.message, event.transactionID == nil else { return [] }
        if staffRooms.contains(event.room) { return readStaffRoom(event, message) }
        guard let talk = talks.values.first(where: { $0.room == event.room }) else { return [] }
        return readTalk(event, message, talk)
    }

    private mutating func readStaffRoom(_ event: Event, _ message: TextMessage) -> [Step] {
        guard event.sender == bot else {
            guard let words = message.freshWords else { return [] }
            let name = rooms[event.room]?.name(of: event.sender) ?? "?"
            return [.show(Legible.speech("équipe · \(name) › ", words))]
        }
        if case .replacement(let original, let body?)? = message.relation {
            // Of calls from before we came, nobody here was told.
            return changeCall(original, by: event.id, to: body)
        }
        guard let words = message.freshWords else { return [] }
        if message.kind == .text, message.relation == nil, let number = Self.number(of: words) {
            calls[event.id] = Call(number: number, room: event.room)
        }
        return [.show(Legible.speech("", words))]
    }

    private mutating func changeCall(
        _ original: EventID,
        by edit: EventID,
        to body: String
    ) -> [Step] {
        // Of calls from before we came, nobody here was told.
        guard var call = calls[original], call.edits.insert(edit).inserted else { return [] }
        let bringsWords = call.words == nil
        if bringsWords { call.words = body }
        calls[original] = call
        guard !bringsWords else { return [.show(Legible.speech("", body))] }
        let change = Step.show("≈ #\(call.number) · \(Self.lastLine(of: body))")
        return [change] + (call.isOver ? end(call.number) : [])
    }

    private func readTalk(_ event: Event, _ message: TextMessage, _ talk: Talk) -> [Step] {
        let isCurrent = target == .talk(talk.number)
        let place = isCurrent ? "" : "#\(talk.number) "
        let words: String
        if case .replacement(_, let body)? = message.relation {
            guard let body else { return [] }
            words = "≈ " + body
        } else {
            words = message.body
        }
        guard event.sender != bot else {
            return [.show(Legible.speech("\(place)(passerelle) ", words))]
        }
        let name =
            event.sender == me ? "toi" : rooms[event.room]?.name(of: event.sender) ?? talk.visitor
        return [.show(Legible.speech("\(place)\(name) › ", words))]
    }

    /// The number that a call begins with: `#12 attend une réponse.`, `#12: een brief wacht`.
    private static func number(of words: String) -> Int? {
        words.prefixMatch(of: #/#([0-9]+)[ :]/#).flatMap { Int($0.1) }
    }

    /// What changed stands at the end; the rest she has read.
    private static func lastLine(of body: String) -> String {
        let lines = body.split(whereSeparator: \.isNewline)
        return Legible.line(lines.last.map(String.init) ?? "")
    }
}

extension TextMessage {
    /// The words, unless they only change earlier ones.
    var freshWords: String? {
        if case .replacement? = relation { return nil }
        return body
    }
}
