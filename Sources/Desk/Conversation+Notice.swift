/// The one notice about this conversation in the staff room.
extension Conversation {
    enum NoticeState {
        case waiting
        case taken(CounsellorID)
        case ended
        case left
        case closed
    }

    /// What she answered, in one line.
    var answerWords: String {
        answers.map { $0.words.reveal() }.joined(separator: " · ")
    }

    func notice(_ scene: Scene, since: String, _ state: NoticeState) -> Notice {
        let head = scene.texts.say(
            .noticeWaiting,
            [
                "number": "\(number)", "name": visibleName(scene.texts), "since": since,
                "answers": answerWords.isEmpty ? "–" : answerWords,
            ]
        )
        let tail: String
        switch state {
        case .waiting: tail = scene.texts.say(.noticeHow, ["number": "\(number)"])
        case .taken(let owner):
            tail = scene.texts.say(.noticeTaken, ["counsellor": owner.shortName])
        case .ended: tail = scene.texts.say(.noticeEnded)
        case .left: tail = scene.texts.say(.noticeLeft)
        case .closed: tail = scene.texts.say(.noticeClosed)
        }
        return Notice(number: number, text: Confidential(head + "\n" + tail))
    }
}
