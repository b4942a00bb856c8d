/// How far a conversation has come.
public enum Stage: Sendable, Hashable, Codable {
    /// Nothing was heard yet.
    case arriving
    /// This question is being asked.
    ///
    /// It is kept whole, so that an answer is understood as the question was put, whatever the
    /// bot's file says by then. Nothing: it was put by an earlier Passerelle, which kept none.
    case intake(asking: Question?)
    /// She waits for a counsellor.
    case waiting(since: Int64)
    /// The door closed while she waited, and her place is kept until it opens again.
    ///
    /// `isCalled` once it is open and she has been asked whether she is there.
    case kept(since: Int64, isCalled: Bool)
    /// Nobody has to read her for a while, and she sees nothing of that: she waits.
    case held(since: Int64, until: Int64)
    /// A counsellor has her.
    case talking(owner: CounsellorID)
    /// She was led on to other services; `from` is the question to which she may come back, `to`
    /// another bot, where she was led to its door.
    case referred(from: Question?, to: BotName?)
    /// She writes a letter, because nobody is there.
    case writing
    /// Her letter is sent and waits for a counsellor; `isPosted` once the staff room knows of it.
    case letter(sentAt: Int64, isPosted: Bool)
    /// She came while the door was closed.
    case closed
    /// It is over.
    case ended(Ending)

    /// How a conversation ended.
    public enum Ending: String, Sendable, Hashable, Codable {
        /// The counsellor ended it.
        case counsellor
        /// The visitor ended it.
        case visitor
        /// Nobody was free before closing.
        case nobodyFree
        /// There was no place to wait.
        case full
        /// Nobody said anything for so long that nobody can be there.
        case abandoned
    }

    /// The stage's name, without what belongs to it.
    public enum Name: String, Sendable, Hashable, Codable, CaseIterable {
        /// The names of the stages.
        case arriving, intake, waiting, kept, held, talking, referred, writing, letter, closed
        /// The last one.
        case ended
    }

    /// The stage's name.
    public var name: Name {
        switch self {
        case .arriving: .arriving
        case .intake: .intake
        case .waiting: .waiting
        case .kept: .kept
        case .held: .held
        case .talking: .talking
        case .referred: .referred
        case .writing: .writing
        case .letter: .letter
        case .closed: .closed
        case .ended: .ended
        }
    }
}
