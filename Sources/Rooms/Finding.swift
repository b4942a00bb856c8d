/// What somebody who looked at an installation found, in words for its admin.
public struct Finding: Sendable, Hashable {
    /// How grave it is.
    public enum Grade: Sendable, Hashable {
        /// As it should be.
        case fine
        /// It works, and could be better.
        case advice
        /// It does not work.
        case fault
    }

    /// How grave it is.
    public let grade: Grade
    /// What was looked at, and how it is.
    public let what: String
    /// What to do; nothing where all is well.
    public let remedy: String?

    /// As it should be.
    public static func fine(_ what: String) -> Finding {
        Finding(grade: .fine, what: what, remedy: nil)
    }

    /// It works, and could be better.
    public static func advice(_ what: String, _ remedy: String) -> Finding {
        Finding(grade: .advice, what: what, remedy: remedy)
    }

    /// It does not work.
    public static func fault(_ what: String, _ remedy: String) -> Finding {
        Finding(grade: .fault, what: what, remedy: remedy)
    }
}
