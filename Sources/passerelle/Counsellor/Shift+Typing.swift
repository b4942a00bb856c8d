internal import Matrix

/// What she types.
extension Shift {
    private static let ownHelp = """
        :12 – écrire à #12 · : – les conversations ouvertes · :q – quitter
        """

    /// Takes in a line from the keyboard.
    mutating func type(_ line: String) -> [Step] {
        switch Typed.read(line, knowing: words) {
        case .nothing: leaveEndedTalk()
        case .words(let spoken): speak(spoken)
        case .claim(let number): claim(line, number)
        case .list: ask(line)
        case .help: [.show(Self.ownHelp)] + command(line)
        case .command: command(line)
        case .close: close(line)
        case .turn(let number): turn(to: number)
        case .talks: [.show(listOfTalks)]
        case .quit: quit()
        }
    }

    private mutating func speak(_ words: String) -> [Step] {
        guard case .talk(let number) = target else {
            return refuse("aucune conversation n'est choisie.")
        }
        guard let talk = talks[number] else {
            return refuse("#\(number) n'est pas encore ouverte.")
        }
        switch talk.state {
        case .open: return [.say(words, in: talk.room, place: talk.label)]
        case .closing: return refuse("\(talk.label) se termine.")
        case .ended:
            target = .staffRoom
            return refuse("\(talk.label) est terminée.")
        }
    }

    private func refuse(_ reason: String) -> [Step] {
        let others = openTalks.filter { $0.state == .open && target != .talk($0.number) }
        let hint = others.map { ":\($0.number) pour \($0.visitor)" }.joined(separator: ", ")
        return [.show("Rien n'est parti : \(reason)" + (hint.isEmpty ? "" : " Tape \(hint)."))]
    }

    /// Her words go to that conversation from now on, though it is not open yet: so nothing changes
    /// under her fingers when it opens.
    private mutating func claim(_ line: String, _ number: Int?) -> [Step] {
        let steps: [Step]
        if let number, let call = calls.values.first(where: { $0.number == number }) {
            steps = [.say(line, in: call.room, place: "équipe")]
        } else {
            steps = ask(line)
        }
        guard let number, !staffRooms.isEmpty else { return steps }
        // Somebody who came back after the end has a number of its own; the old room is over.
        if talks[number]?.state == .ended { talks[number] = nil }
        target = .talk(number)
        return steps
    }

    /// To the staff rooms, of which there are several when she answers for several bots.
    private func ask(_ line: String) -> [Step] {
        guard !staffRooms.isEmpty else { return refuse("pas encore de salle d'équipe.") }
        return staffRooms.map { .say(line, in: $0, place: "équipe") }
    }

    private func command(_ line: String) -> [Step] {
        guard case .talk(let number) = target, let talk = talks[number], talk.state == .open else {
            return ask(line)
        }
        return [.say(line, in: talk.room, place: talk.label)]
    }

    private mutating func close(_ line: String) -> [Step] {
        guard case .talk(let number) = target, let talk = talks[number], talk.state == .open else {
            return refuse("aucune conversation ouverte n'est choisie.")
        }
        talks[number]?.state = .closing
        return [.say(line, in: talk.room, place: talk.label)]
    }

    private mutating func turn(to number: Int) -> [Step] {
        switch talks[number]?.state {
        case .open: break
        // Should the end not have come after all, she may go on.
        case .closing: talks[number]?.state = .open
        case .ended: return [.show("\(label(number)) est terminée.")]
        case nil: return [.show("#\(number) n'est pas ouverte chez toi.")]
        }
        target = .talk(number)
        return []
    }

    private mutating func leaveEndedTalk() -> [Step] {
        if case .talk(let number) = target, talks[number]?.state == .ended { target = .staffRoom }
        return []
    }

    private func quit() -> [Step] {
        guard !openTalks.isEmpty else { return [.quit] }
        let labels = openTalks.map(\.label).joined(separator: ", ")
        return [.show("Reste ouvert : \(labels)."), .quit]
    }
}
