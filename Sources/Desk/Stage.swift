/// How far a conversation has come.
public enum Stage: Sendable, Hashable, Codable {
    /// Nothing was heard yet.
    case arriving
    /// The question with this index is being asked.
    case intake(question: Int)
    /// She waits for a counsellor.
    case waiting(since: Int64)
    /// A counsellor has her.
    case talking(owner: CounsellorID)
    /// She was led on to other services; `question` is where she may come back to.
    case referred(question: Int)
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
        case arriving, intake, waiting, talking, referred, closed, ended
    }

    /// The stage's name.
    public var name: Name {
        switch self {
        case .arriving: .arriving
        case .intake: .intake
        case .waiting: .waiting
        case .talking: .talking
        case .referred: .referred
        case .closed: .closed
        case .ended: .ended
        }
    }
}
