/// Something in a file that is wrong or doubtful, said so that whoever wrote it can mend it.
public struct Complaint: Sendable, Hashable, Comparable {
    /// How bad it is.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The file cannot be used like this.
        case error
        /// It can be used, but somebody should look.
        case warning
    }

    /// The file, as it was called when it was handed in.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1.
    public let column: Int
    /// How bad it is.
    public let severity: Severity
    /// What is wrong.
    public let what: String
    /// What would be right.
    public let remedy: String?

    /// A complaint about a place in a file.
    public init(
        file: String,
        line: Int = 1,
        column: Int = 1,
        severity: Severity,
        what: String,
        remedy: String? = nil
    ) {
        (self.file, self.line, self.column) = (file, line, column)
        (self.severity, self.what, self.remedy) = (severity, what, remedy)
    }

    /// One line, in the form that editors can jump to.
    public var rendered: String {
        let head = "\(file):\(line):\(column): \(severity.rawValue): \(what)"
        return remedy.map { head + " – " + $0 } ?? head
    }

    /// By file and place, so that a list of them reads from top to bottom.
    public static func < (left: Self, right: Self) -> Bool {
        let leftPlace = (left.file, left.line, left.column)
        let rightPlace = (right.file, right.line, right.column)
        guard leftPlace == rightPlace else { return leftPlace < rightPlace }
        return (left.severity.rawValue, left.what) < (right.severity.rawValue, right.what)
    }
}

/// What came of reading: a value as far as there is one, and everything there is to say about it.
public struct Reading<Value: Sendable>: Sendable {
    /// The value; nothing when the errors leave none.
    public let value: Value?
    /// Errors and warnings, from top to bottom.
    public let complaints: [Complaint]

    init(value: Value?, complaints: [Complaint]) {
        (self.value, self.complaints) = (value, complaints.sorted())
    }

    /// Whether there is a value and nothing is wrong with it; warnings are allowed.
    public var isUsable: Bool {
        value != nil && !complaints.contains { $0.severity == .error }
    }
}

extension Reading: Equatable where Value: Equatable {}
extension Reading: Hashable where Value: Hashable {}
