internal import Desk

/// The same stories through the other door: what is touched on the page is typed in a room, and
/// what only the room adds is left out again, so that a story reads the same.
extension Player {
    mutating func typed(_ words: String) -> Event {
        .visitorSaid(world.line(words), .text(Confidential(words)))
    }

    /// What is typed in a room may be a command there, as the lobby's inbox reads it.
    mutating func typedCommand(_ words: String) -> Event {
        switch VisitorEntry.read(words) {
        case .words(let words): typed(words)
        case .end: .visitorEnded(forgetting: false)
        case .erase: .visitorErased
        case .request(let request): .visitorAsked(request)
        case .meant(let command): .visitorAsked(.misspelt(command))
        case .sendLetter: .visitorSaid(world.line(""), .letter(world.freshCode()))
        case .code(let code): .visitorSaid(world.line(""), .code(CodeDigest(code)))
        }
    }

    /// The number of an answer; a scale has numbers already, and what is not asked is a word.
    func number(of label: String, _ youth: String) -> String {
        guard let prompt = world.view(of: youth)?.prompt, prompt.kind != .scale,
            let index = prompt.choices.firstIndex(where: { $0.label == label })
        else { return label }
        return "\(index + 1)"
    }

    /// What happened as the page would have shown it.
    func asAtThePage(_ happened: [World.Happening]) -> [World.Happening] {
        guard world.door == .lobby else { return happened }
        return happened.compactMap { happening in
            switch happening.word {
            case "lobby": nil
            case "bot": asAtThePage(bot: happening)
            case "staff", "room":
                World.Happening(
                    youth: happening.youth,
                    word: happening.word,
                    rest: withoutMark(happening.rest)
                )
            default: happening  // not ours: the other words of a story
            }
        }
    }

    private func asAtThePage(bot happening: World.Happening) -> World.Happening? {
        let texts = world.script.texts
        let audience = Audience(world.view(of: happening.youth)?.language ?? world.script.language)
        let said = { (key: TextKey) in Self.oneLine(texts.say(key, to: audience)) }
        var rest = happening.rest
        if [.arrival, .lobbyWelcome, .lobbyCodeStays].map(said).contains(rest) { return nil }
        for (key, refusal) in Self.refusals
        where Self.head(said(key)).map({ rest.hasPrefix($0) }) == true {
            return World.Happening(
                youth: happening.youth,
                word: "refused",
                rest: refusal.rawValue
            )
        }
        let added: [TextKey] = [.lobbyChoose, .lobbyChooseInstead, .lobbySkip, .lobbyLetterSend]
        for added in added.map(said) {
            guard let head = Self.head(added) else { continue }
            if rest.hasPrefix(head) { return nil }
            guard let place = rest.firstRange(of: " / " + head) else { continue }
            rest = String(rest[..<place.lowerBound])
        }
        return World.Happening(youth: happening.youth, word: happening.word, rest: rest)
    }

    /// Counsellors see one mark more.
    private func withoutMark(_ text: String) -> String {
        let texts = world.script.texts
        let mark = texts.say(.markLobby, to: world.script.audience)
        let alone = texts.say(.noticeMarks, ["marks": mark], to: world.script.audience)
        return text.replacing(mark + " · ", with: "").replacing(" · " + mark, with: "")
            .replacing(" / " + alone, with: "")
    }

    private static let refusals: [(TextKey, Refusal)] = [
        (.lobbyTooLong, .tooLong), (.lobbyTooMany, .tooMany), (.lobbyOver, .over),
    ]

    /// As a story writes it.
    private static func oneLine(_ text: String) -> String {
        text.split(separator: "\n").joined(separator: " / ")
    }

    /// What stands before the first blank of a text; nothing where it begins with one.
    private static func head(_ text: String) -> String? {
        let head = text.prefix { $0 != "{" }
        return head.allSatisfy(\.isWhitespace) ? nil : String(head)
    }
}

extension Script {
    /// The word with which a question is passed over.
    var lobbySkipWord: String { texts.say(.lobbySkipWord, to: audience) }
}
