/// The one notice about this conversation in the staff room.
extension Conversation {
    enum NoticeState {
        case waiting
        case writing
        case kept
        case held
        case letter
        case taken(CounsellorID)
        case ended
        case left
        case closed
    }

    /// What she answered, in one line.
    var answerWords: String {
        answers.isEmpty ? "–" : answers.map { $0.words.reveal() }.joined(separator: " · ")
    }

    /// What counsellors shall see beside her name; nothing where there is no mark.
    func markWords(_ scene: Scene) -> String? {
        guard !marks.isEmpty else { return nil }
        return scene.staff(.noticeMarks, ["marks": marks.joined(separator: " · ")])
    }

    /// The notice as it is posted: it rings for somebody who waits.
    func waitingNotice(_ scene: Scene, since: Int64, calling called: [CounsellorID]?) -> Notice {
        let words = waitedWords(since, scene)
        return notice(scene, since: words, .waiting, ringing: .noticeRing, calling: called)
    }

    /// The notice of somebody who waits, as it says now.
    mutating func waitingEdit(since: Int64, _ scene: Scene) -> Effect {
        noticedAt = scene.milliseconds
        return .edit(notice(scene, since: waitedWords(since, scene), .waiting))
    }

    private static let noticeMilliseconds: Int64 = 300_000

    /// How long she has waited grows old: it is written anew when there is something else to do
    /// for her, and not more often than that.
    mutating func refreshNotice(_ scene: Scene) -> [Effect] {
        guard case .waiting(let since) = stage,
            scene.milliseconds - (noticedAt ?? since) >= Self.noticeMilliseconds
        else { return [] }
        return [waitingEdit(since: since, scene)]
    }

    /// Since when she waits and for how long: a clock alone leaves the reckoning to who is busy.
    private func waitedWords(_ since: Int64, _ scene: Scene) -> String {
        let waited = minutes(since: since, scene)
        guard waited > 0 else { return clock(since, scene) }
        let hours = waited >= 60 ? "\(waited / 60) h " : ""
        return clock(since, scene) + " (\(hours)\(waited % 60) min)"
    }

    /// The notice as it is posted: it rings for a letter.
    func letterNotice(_ scene: Scene, since: Int64) -> Notice {
        notice(scene, since: clock(since, scene), .letter, ringing: .noticeRingLetter)
    }

    func notice(
        _ scene: Scene,
        since: String,
        _ state: NoticeState,
        ringing ring: TextKey? = nil,
        calling called: [CounsellorID]? = nil
    ) -> Notice {
        let values = [
            "number": "\(number)", "name": visibleName(scene), "since": since,
            "answers": answerWords,
        ]
        let told = [
            scene.staff(.noticeWaiting, values), markWords(scene), tail(state, scene),
            readers(scene),
        ]
        let text = told.compactMap(\.self).joined(separator: "\n")
        return Notice(
            number: number,
            text: text,
            ring: ring.map { scene.staff($0, ["number": "\(number)"]) },
            called: called
        )
    }

    private func tail(_ state: NoticeState, _ scene: Scene) -> String {
        switch state {
        case .waiting: scene.staff(.noticeHow, ["number": "\(number)"])
        case .writing: scene.staff(.noticeWrites)
        case .letter: scene.staff(.noticeLetter, ["number": "\(number)"])
        case .kept: scene.staff(.noticeKept)
        case .held: scene.staff(.noticeHeld, ["number": "\(number)"])
        case .taken(let owner): scene.staff(.noticeTaken, ["counsellor": owner.shortName])
        case .ended: scene.staff(.noticeEnded)
        case .left: scene.staff(.noticeLeft)
        case .closed: scene.staff(.noticeClosed)
        }
    }

    /// Who reads along; nothing where nobody does.
    private func readers(_ scene: Scene) -> String? {
        guard let readers = talk?.readers, !readers.isEmpty else { return nil }
        let names = readers.map(\.shortName).joined(separator: ", ")
        return scene.staff(.noticeReaders, ["names": names])
    }
}
