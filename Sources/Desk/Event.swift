/// What happened.
public enum Event: Sendable, Hashable {
    /// A visitor came in.
    case arrived
    /// A visitor wrote or touched an answer. The id is her browser's.
    case visitorSaid(LineID, Utterance)
    /// A visitor ended the talk; `forgetting` when she left in a hurry and wants the tab forgotten.
    case visitorEnded(forgetting: Bool)
    /// A counsellor wants to take this conversation.
    case claimed(by: CounsellorID)
    /// A counsellor asked who waits.
    case askedWhoWaits(by: CounsellorID)
    /// A counsellor wrote a line for the visitor.
    case counsellorSaid(LineID, Confidential<String>, by: CounsellorID)
    /// A counsellor sends a ready answer, by its name; nothing: which are there?
    case readyAnswer(LineID, named: String?, by: CounsellorID)
    /// A counsellor ended the talk.
    case counsellorEnded(by: CounsellorID)
    /// A colleague asked that the bots' files be read again.
    case askedReload(by: CounsellorID)
    /// The bots' files were to be read again and cannot be used; these are the complaints.
    case reloadRefused(String)
    /// A counsellor asked for help, or typed a `!word` that is none.
    case askedHelp(unknown: Confidential<String>?, by: CounsellorID)
    /// A counsellor posted something else than text where only text is carried.
    case postedOther(by: CounsellorID)
    /// Encryption was switched on in the counselling room.
    case roomEncrypted
    /// An effect could not be delivered and will not be tried again.
    case failed(EffectID, FailedEffect)
    /// A reminder that the desk had set is due.
    case due(Reminder)
}

/// What a visitor handed in.
public enum Utterance: Sendable, Hashable {
    /// Words.
    case text(Confidential<String>)
    /// A touched answer, by question and choice.
    case choice(question: String, choice: String)
    /// A question passed over.
    case skip(question: String)
}

/// Which kind of effect failed: a lost line is told to both sides, a lost notice to the staff.
public enum FailedEffect: String, Sendable, Hashable, Codable {
    /// A visitor's line on its way to the counsellor.
    case line
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
    /// What was said must be forgotten.
    case forget
}
