/// A place in a file, both numbers from 1.
struct Place: Hashable {
    let line: Int
    let column: Int

    static let top = Place(line: 1, column: 1)
}

/// Collects the complaints about one file while it is being read.
///
/// Reading goes on after an error, so that everything is said at once.
final class Findings {
    let path: String
    private(set) var complaints: [Complaint] = []

    init(path: String) {
        self.path = path
    }

    var hasErrors: Bool {
        complaints.contains { $0.severity == .error }
    }

    func error(_ what: String, at place: Place, remedy: String?) {
        add(.error, what, place, remedy)
    }

    func warning(_ what: String, at place: Place, remedy: String?) {
        add(.warning, what, place, remedy)
    }

    private func add(
        _ severity: Complaint.Severity,
        _ what: String,
        _ place: Place,
        _ remedy: String?
    ) {
        complaints.append(
            Complaint(
                file: path,
                line: place.line,
                column: place.column,
                severity: severity,
                what: what,
                remedy: remedy
            )
        )
    }
}
