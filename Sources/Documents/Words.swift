internal import Desk

/// The closed lists of words that files use, and what they stand for.
enum Words {
    static let languages = Language.allCases.map { ($0.rawValue, $0) }
    static let bands = AgeBand.allCases.map { ($0.rawValue, $0) }
    static let days = Weekday.allCases.map { ("\($0)", $0) }
    static let provinces = Province.allCases.map { ($0.rawValue, $0) }
    static let kinds = Question.Kind.allCases.map { ($0.rawValue, $0) }
    /// Whom a step of the alert ladder calls; at its end nobody, and she hears the truth.
    static let calls: [(String, AlertStep.Group?)] =
        AlertStep.Group.allCases.map { ($0.rawValue, $0) } + [("nobody", nil)]
    static let closings = OpeningHours.AtClosing.allCases.map { ($0.rawValue, $0) }
    static let holidays: [(String, OpeningHours.HolidayChoice)] = [
        ("open", .open), ("closed", .closed),
    ]
    static let codes = CodeForm.allCases.map { ($0.rawValue, $0) }
    static let duties = [("optional", false), ("required", true)]
    static let welcomes = [("welcome", true), ("refused", false)]
    static let listings = [("listed", true), ("hidden", false)]
    static let asking = [("asked", true), ("unasked", false)]
    static let yes = [("true", true)]
    /// The words of a saying that does not depend on age.
    static let usual = "usual"
}

extension Shape {
    /// A word out of a list of words and what they stand for.
    static func among<Value>(_ words: [(String, Value)]) -> Shape { .word(words.map(\.0)) }
}
