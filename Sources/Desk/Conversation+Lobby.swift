/// Coming in through the public room on the chat network, which is a door only.
extension Conversation {
    /// Somebody who came in through the lobby.
    struct Guest: Sendable, Hashable, Codable {
        /// Her account.
        ///
        /// It stays with the conversation, sealed, and is forgotten with it.
        let id: Confidential<GuestID>
        /// Whether she may still be seen in the lobby.
        var isInLobby = true
        /// What she wrote there, or in a room of her own making, before she was met; nothing: none.
        var lines: [EarlyLine]?
        /// Whether some of it was too long to be kept; nothing: none was.
        var isCutShort: Bool?
        /// How many lines she has written there before she was met; nothing: none.
        var lineCount: Int?
        /// When she was last told that she need not be there any more, in milliseconds since 1970.
        var toldElsewhereAt: Int64?
    }

    /// A line that somebody wrote before she was met: she may still change it or take it back.
    struct EarlyLine: Sendable, Hashable, Codable {
        let id: LineID
        var text: Confidential<String>
    }

    /// Somebody came to the lobby: she is met in a room of her own.
    ///
    /// Nothing is said before she has come into it: an invitation that nobody takes is no talk.
    mutating func meet(
        _ id: Confidential<GuestID>,
        asking room: RoomKey?,
        _ scene: Scene
    ) -> [Effect] {
        let isMet = stage != .arriving
        let word = lobbyWord(isMet ? .lobbyDeclineAgain : .lobbyDecline, scene)
        let refused = [room.map { Effect.decline($0, word) }].compactMap(\.self)
        guard isMet else { return refused + [.meet(id)] + noteGuest(id, scene) }
        guest?.isInLobby = true
        // The word of why in the other room says where hers is.
        let told = room == nil ? tellElsewhere(scene) : []
        return refused + told + leaveLobby()
    }

    /// Who she is, and when she is let go and forgotten, whatever becomes of her.
    private mutating func noteGuest(_ id: Confidential<GuestID>, _ scene: Scene) -> [Effect] {
        lastHeard = scene.milliseconds
        var guest = guest ?? Guest(id: id)
        guest.isInLobby = true
        self.guest = guest
        let minutes = Int64(scene.script.lobby?.letGoMinutes ?? Lobby.usualLetGoMinutes)
        return [
            forgetLater(scene), .remind(.letGo, at: scene.milliseconds + minutes * 60_000),
        ]
    }

    /// What somebody writes in the lobby is taken back there at once, and answered in her own room.
    ///
    /// By writing nobody is met: she stands in line as whoever only came.
    mutating func hearInLobby(
        _ id: LineID,
        _ words: Confidential<String>?,
        replacing earlier: LineID?,
        by guest: Confidential<GuestID>,
        _ scene: Scene
    ) -> [Effect] {
        let hushed = Effect.hush(Receipt(id.rawValue))
        let noted = stage == .arriving && self.guest == nil ? noteGuest(guest, scene) : []
        let count = (self.guest?.lineCount ?? 0) + 1
        self.guest?.lineCount = count
        guard stage == .arriving else {
            self.guest?.isInLobby = true
            return [hushed] + tellElsewhere(scene) + leaveLobby()
        }
        if let words { keepForLater(EarlyLine(id: earlier ?? id, text: words), scene) }
        // Whoever goes on writing is let go, and met all the same: taking back costs as well.
        return [hushed] + noted + (count >= Self.publicLinesMax ? leaveLobby() : [])
    }

    private static let publicLinesMax = 5

    /// Whether she writes so much in public that taking it back may wait for what others wrote.
    public var writesMuchInPublic: Bool { (guest?.lineCount ?? 0) >= Self.fewLinesMax }

    private static let fewLinesMax = 2

    /// What somebody wrote in a room of her own making, into which she asked the bot, is hers to
    /// carry over like what she wrote in the lobby.
    ///
    /// Where she is in her own room already, she is told there that it goes nowhere.
    mutating func hearElsewhere(
        _ id: LineID,
        _ words: Confidential<String>,
        by guest: Confidential<GuestID>,
        _ scene: Scene
    ) -> [Effect] {
        guard stage == .arriving else {
            let mayHear = ![.closed, .ended].contains(stage.name)
            return mayHear && mayTellElsewhere(scene) ? [say(.lobbyNotKept, scene)] : []
        }
        let noted = self.guest == nil ? noteGuest(guest, scene) : []
        keepForLater(EarlyLine(id: id, text: words), scene)
        return noted
    }

    private mutating func keepForLater(_ line: EarlyLine, _ scene: Scene) {
        var lines = guest?.lines ?? []
        let place = lines.firstIndex { $0.id == line.id }
        if let place { lines[place] = line } else { lines.append(line) }
        let most = scene.script.limits.lineCharactersMax
        guard Self.joined(lines).unicodeScalars.count <= most else {
            guest?.isCutShort = true
            // What she has changed is not what she said any more.
            if let place { guest?.lines?.remove(at: place) }
            return
        }
        guest?.lines = lines
    }

    private static func joined(_ lines: [EarlyLine]) -> String {
        lines.map { $0.text.reveal() }.joined(separator: "\n")
    }

    /// What she wrote before she was met, as one line; nothing where none of it is left.
    private var earlyWords: String? {
        guard let lines = guest?.lines, !lines.isEmpty else { return nil }
        return Self.joined(lines)
    }

    /// Tells in her own room that it is there, but not again and again.
    private mutating func tellElsewhere(_ scene: Scene) -> [Effect] {
        guard mayTellElsewhere(scene) else { return [] }
        switch stage {
        case .closed, .ended: return []
        // Under what stands there now she would look for the question in vain.
        case .intake(let question):
            let told = say(.lobbyElsewhere, scene)
            guard let question else { return [told] }
            return [told, say(question.text.said(to: audience(scene)))]
        case .arriving, .waiting, .kept, .held, .talking, .referred, .writing, .letter:
            return [say(.lobbyElsewhere, scene)]
        }
    }

    private mutating func mayTellElsewhere(_ scene: Scene) -> Bool {
        let before = guest?.toldElsewhereAt
        let isRecent = before.map { scene.milliseconds - $0 < Self.elsewhereMilliseconds } ?? false
        guard guest != nil, !isRecent else { return false }
        guest?.toldElsewhereAt = scene.milliseconds
        return true
    }

    private static let elsewhereMilliseconds: Int64 = 600_000

    /// She has come into her own room: what the page tells at the start is told here.
    mutating func comeIn(_ scene: Scene) -> [Effect] {
        guard door == .lobby else { return [] }
        addMark(scene.staff(.markLobby))
        let isCutShort = guest?.isCutShort == true
        let limit = ["count": "\(scene.script.limits.lineCharactersMax)"]
        return leaveLobby() + [say(.arrival, scene), say(.lobbyWelcome, scene)]
            + (isCutShort ? [say(.lobbyTooLong, limit, scene)] : [])
    }

    /// What she wrote in the lobby is for nobody: the door is closed.
    mutating func dropLobbyWords(_ scene: Scene) -> [Effect] {
        guard earlyWords != nil else { return [] }
        guest?.lines = nil
        return [say(.lobbyNotKept, scene)]
    }

    /// She is let go from the lobby, so that nobody sees who was there.
    mutating func leaveLobby() -> [Effect] {
        guard let guest, guest.isInLobby else { return [] }
        self.guest?.isInLobby = false
        return [.letGo(guest.id), .unremind(.letGo)]
    }

    // MARK: What she wrote before

    /// What she wrote in the lobby becomes her first line only if she agrees.
    mutating func askToCarry(_ scene: Scene) -> [Effect]? {
        guard earlyWords != nil else { return nil }
        let audience = audience(scene)
        let answer = { (id: String, key: TextKey) in
            Choice(id: id, label: Saying(scene.script.texts.say(key, to: audience)))
        }
        let question = Question(
            id: VisitorView.carry,
            kind: .yesNo,
            text: Saying(scene.script.texts.say(.lobbyCarry, to: audience)),
            choices: [answer(VisitorView.yes, .yes), answer(VisitorView.no, .no)]
        )
        stage = .intake(asking: question)
        return [say(question.text.said(to: audience))]
    }

    /// Her answer: the words go with her, or are forgotten.
    mutating func carry(_ choice: Choice, _ id: LineID, _ scene: Scene) -> [Effect] {
        let words = earlyWords
        guest?.lines = nil
        guard choice.id == VisitorView.yes, let words else { return [] }
        // However many lines wait already: she was promised that this one will be read.
        let line = LineID("lobby-" + id.rawValue)
        unheard.append(line)
        return [echo(line, words)] + noticeWords(words, scene)
    }

    // MARK: What she asks for

    /// Whether nothing more is read or answered here.
    var isOver: Bool { [.closed, .ended].contains(stage.name) }

    /// A visitor who has no buttons asks in words.
    mutating func help(_ request: VisitorRequest, _ scene: Scene) -> [Effect] {
        noteLife(scene)
        switch request {
        // After the end there is nobody for whom "all the rest" could be.
        case .help: return [say(isOver ? .lobbyOver : .lobbyHelp, scene)]
        case .code:
            let again = sayCodeAgain(scene)
            return again.isEmpty ? [say(.lobbyCodeHow, scene)] : again
        case .forgetCode: return forgetCodes(scene)
        case .misspelt(let command): return [say(.lobbyMeant, ["command": command], scene)]
        }
    }

    /// A visitor changed a line of hers, or took it back.
    mutating func changeOwn(_ id: LineID, _ text: Confidential<String>?, _ scene: Scene) -> [Effect]
    {
        // What she wrote before she was met, and was not asked about yet.
        if let place = guest?.lines?.firstIndex(where: { $0.id == id }) {
            guest?.lines?.remove(at: place)
            if let text { keepForLater(EarlyLine(id: id, text: text), scene) }
            return []
        }
        switch stage {
        case .arriving, .closed: return []
        // What is over cannot be mended any more, but taken back.
        case .ended: return text == nil ? [.amendOwn(id, nil)] : []
        case .intake, .waiting, .kept, .held, .talking, .referred, .writing, .letter:
            let length = text?.reveal().unicodeScalars.count ?? 0
            guard length <= scene.script.limits.lineCharactersMax else {
                return [.refuse(.tooLong)]
            }
            if let given = given?.first(where: { $0.line == id }) {
                return correct(given, text, scene)
            }
            return [.amendOwn(id, text)]
        }
    }

    private func lobbyWord(_ key: TextKey, _ scene: Scene) -> String {
        scene.script.texts.say(key, to: audience(scene))
    }
}
