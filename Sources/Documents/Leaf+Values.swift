internal import Desk
internal import Foundation

/// Typed values. Each says what it wanted when it does not get it, and then is nothing.
extension Leaf {
    /// A text that is not empty, without the white space around it.
    func text(_ what: String, _ findings: Findings) -> String? {
        guard case .text(let text) = content else {
            findings.error(
                "\(what) must be a text, not \(shape)",
                at: place,
                remedy: "put the text in double quotes"
            )
            return nil
        }
        let trimmed = text.string.trimmed
        guard !trimmed.isEmpty else {
            findings.error("\(what) is empty", at: place, remedy: "write the text")
            return nil
        }
        return trimmed
    }

    /// A list of anything.
    func items(_ what: String, _ findings: Findings) -> [Leaf]? {
        guard case .list(let items) = content else {
            findings.error(
                "\(what) must be a list, not \(shape)",
                at: place,
                remedy: asList ?? "begin each entry with \"- \""
            )
            return nil
        }
        return items
    }

    /// How a single short value would be written as a list of one.
    private var asList: String? {
        guard case .text(let text) = content, !text.string.contains(where: \.isNewline),
            text.string.count <= 40
        else { return nil }
        return "in brackets: [" + (text.isBare ? text.string : "\"\(text.string)\"") + "]"
    }

    /// The keys and values of a table.
    func fields(_ what: String, _ findings: Findings) -> [Field]? {
        guard case .table(let fields) = content else {
            findings.error(
                "\(what) must be a table of keys, not \(shape)",
                at: place,
                remedy: "write lines like key: value"
            )
            return nil
        }
        return fields
    }

    /// A whole number.
    func count(_ what: String, in range: ClosedRange<Int>, _ findings: Findings) -> Int? {
        guard let text = text(what, findings) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            findings.error(
                "\(what) cannot be \"\(text)\"",
                at: place,
                remedy: "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
            return nil
        }
        return number
    }

    /// A day that the calendar has, as `2026-12-24`.
    func date(_ what: String, _ findings: Findings) -> CivilDate? {
        guard let text = text(what, findings) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Digits.number($0) }
        guard parts.map(\.count) == [4, 2, 2], numbers.count == 3 else {
            findings.error(
                "\(what) cannot be \"\(text)\"",
                at: place,
                remedy: "a date as year-month-day, for example 2026-12-24"
            )
            return nil
        }
        guard let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]) else {
            findings.error(
                "the calendar has no \(text)",
                at: place,
                remedy: "check the month and the day"
            )
            return nil
        }
        return date
    }

    /// A word out of a closed list.
    func word<Value>(
        _ what: String,
        among known: [(String, Value)],
        _ findings: Findings
    ) -> Value? {
        guard let text = text(what, findings) else { return nil }
        if let found = known.first(where: { $0.0 == text }) { return found.1 }
        findings.error(
            "\(what) cannot be \"\(text)\"",
            at: place,
            remedy: Spelling.remedy(for: text, in: known.map(\.0))
        )
        return nil
    }

    /// A full address of a web page.
    func address(
        _ what: String,
        schemes: [String],
        example: String,
        _ findings: Findings
    ) -> String? {
        guard let text = text(what, findings) else { return nil }
        guard let parts = URLComponents(string: text), let scheme = parts.scheme,
            schemes.contains(scheme), parts.host?.isEmpty == false
        else {
            findings.error(
                "\(what) is not a full address",
                at: place,
                remedy: "for example \(example)"
            )
            return nil
        }
        return text
    }
}

extension String {
    /// Without white space at its ends; most texts have none.
    fileprivate var trimmed: String {
        guard first?.isWhitespace == true || last?.isWhitespace == true else { return self }
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
        return String(self[start..<end])
    }
}

/// Digits and nothing else; `Int("+5")` would be too kind.
enum Digits {
    static func number(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}
