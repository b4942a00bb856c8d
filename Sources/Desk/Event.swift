/// What happened.
public enum Event: Sendable, Hashable {
    /// A visitor came in.
    case arrived
    /// A visitor wrote or touched an answer. The id is her browser's.
    case visitorSaid(LineID, Utterance)
    /// A visitor ended the talk; `forgetting` when she left in a hurry and wants the tab forgotten.
    case visitorEnded(forgetting: Bool)
    /// Her page has shown a counsellor's line.
    case visitorSaw(LineID)
    /// Her page was closed or sleeps, or is open again.
    case visitorMoved(isThere: Bool)
    /// Somebody came to the lobby, or asked the bot into a room of her own making.
    case cameToLobby(Confidential<GuestID>, asking: RoomKey?)
    /// Somebody wrote in the lobby, perhaps to change an earlier line; nothing: something else than
    /// words.
    case wroteInLobby(
        LineID,
        Confidential<String>?,
        replacing: LineID? = nil,
        by: Confidential<GuestID>
    )
    /// Somebody has written in a room of her own making, into which she asked the bot.
    case wroteElsewhere(LineID, Confidential<String>, by: Confidential<GuestID>)
    /// A visitor changed a line of hers; nothing: she took it back.
    case visitorChanged(LineID, Confidential<String>?)
    /// A visitor put a number under a line of the bot's, where she has no buttons.
    case visitorTouched(LineID, String, under: LineID)
    /// A visitor posted something else than text.
    case visitorPostedOther(LineID)
    /// A visitor asked the bot for something.
    case visitorAsked(VisitorRequest)
    /// A visitor wants everything forgotten now.
    case visitorErased
    /// A counsellor wants to take this conversation.
    case claimed(by: CounsellorID)
    /// A counsellor wrote a line for the visitor.
    case counsellorSaid(LineID, Confidential<String>, by: CounsellorID)
    /// A counsellor posted an image for the visitor.
    case counsellorShowed(LineID, PostedImage, by: CounsellorID)
    /// The image of a line was fetched, or will not be.
    case imageCame(LineID, Image)
    case imageLost(LineID, ImageLoss)
    /// A counsellor changed a line of hers; nothing: she took it back.
    case counsellorChanged(LineID, Confidential<String>?, by: CounsellorID)
    /// A counsellor has read a line of the visitor's and all before it; its place.
    case counsellorRead(LineID, at: Int64, by: CounsellorID)
    /// A counsellor ordered something; a line that follows from it has this name.
    case commanded(Command, LineID, by: CounsellorID)
    /// Somebody came into the counselling room.
    case counsellorCame(CounsellorID)
    /// Somebody who had been let into the counselling room left it.
    case counsellorLeft(by: CounsellorID)
    /// The bots' files were to be read again and cannot be used; these are the complaints.
    case reloadRefused(String)
    /// A counsellor posted something else than text where only text is carried.
    case postedOther(by: CounsellorID)
    /// The staff room has these members now.
    case staffed([CounsellorID: Team.Rank])
    /// Somebody came into the staff room, or left it.
    case staffMoved(CounsellorID, isIn: Bool)
    /// Encryption was switched on in the counselling room.
    case roomEncrypted
    /// The bot was put out of the room: it no longer sees who is in there.
    case roomTakenAway
    /// An effect could not be delivered and will not be tried again.
    case failed(EffectID, FailedEffect)
    /// A reminder that the desk had set is due.
    case due(Reminder)
    /// Something about the house itself.
    case house(HouseEvent)
}

/// What a visitor handed in.
public enum Utterance: Sendable, Hashable {
    /// Words.
    case text(Confidential<String>)
    /// A touched answer, by question and choice.
    case choice(question: String, choice: String)
    /// A question passed over.
    case skip(question: String)
    /// A return code, as its digest.
    case code(CodeDigest)
    /// The letter is finished; the code that its answer waits for.
    case letter(FreshCode)
}

/// Which kind of effect failed: a lost line is told to both sides, a lost notice to the staff.
public enum FailedEffect: String, Sendable, Hashable, Codable {
    /// A visitor's line on its way to the counsellor.
    case line
    /// That a visitor is asked into a room of her own.
    case invitation
    /// A line that is kept and cannot be read any more, whoever wrote it.
    case reading
    /// Anything else.
    case other
}

/// Something that the desk wants to be woken for.
public enum Reminder: String, Sendable, Hashable, Codable, CaseIterable {
    /// The door closes, or soon will: is she still waiting?
    case closing
    /// The door opens again: is she there?
    case opening
    /// She has waited so long that something shall be said.
    case wait
    /// She has waited so long that somebody shall be called.
    case alert
    /// One side of the talk has been silent.
    case silence
    /// The talk has lasted long.
    case talkLength
    /// Her counsellor has not written to her yet.
    case unclaim
    /// Whoever had her does not belong to the team any more.
    case orphan
    /// The last one on duty has come to her end: is anybody there for who waits?
    case duty
    /// Whom she waits for may have come, or has gone for good.
    case same
    /// A quiet hold is over.
    case hold
    /// A letter will soon be forgotten without an answer.
    case letter
    /// Her name and her answers must be forgotten, where that is before the talk.
    case forgetAnswers
    /// The counselling room must be given up, where that is before the talk is forgotten.
    case leaveRoom
    /// She may still be seen in the lobby.
    case letGo
    /// What was said must be forgotten.
    case forget
    /// She wants everything forgotten, and said so in a later talk.
    case erase
}

extension Event {
    /// Whether it is about the house and not about one talk.
    var isOfTheHouse: Bool {
        if case .house = self { true } else { false }
    }

    /// Whether a visitor has said something, and may wait for what becomes of it.
    var isSaidByVisitor: Bool {
        switch self {
        case .visitorSaid, .visitorTouched: true
        case .arrived, .visitorEnded, .visitorSaw, .visitorMoved, .cameToLobby, .wroteInLobby,
            .wroteElsewhere, .visitorChanged, .visitorPostedOther, .visitorAsked, .visitorErased,
            .claimed, .counsellorSaid, .counsellorShowed, .imageCame, .imageLost,
            .counsellorChanged, .commanded, .counsellorCame, .counsellorLeft, .counsellorRead,
            .reloadRefused, .roomTakenAway, .postedOther, .staffed, .staffMoved, .roomEncrypted,
            .failed, .due, .house:
            false
        }
    }
}
