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
    /// A counsellor has her.
    case talking(owner: CounsellorID)
    /// She was led on to other services; `from` is the question to which she may come back, `to`
    /// another bot, where she was led to its door.
    case referred(from: Question?, to: BotName?)
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
        case arriving, intake, waiting, kept, talking, referred, closed, ended
    }

    /// The stage's name.
    public var name: Name {
        switch self {
        case .arriving: .arriving
        case .intake: .intake
        case .waiting: .waiting
        case .kept: .kept
        case .talking: .talking
        case .referred: .referred
        case .closed: .closed
        case .ended: .ended
        }
    }
}
