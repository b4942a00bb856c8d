internal import Desk
internal import Foundation
internal import Relay

/// What somebody filled in and sent, as browsers write it
/// (https://url.spec.whatwg.org/#urlencoded-parsing).
struct Form: Sendable {
    private let fields: [String: String]

    /// Of a field that comes twice, the first counts.
    init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let pairs = text.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.plain(halves[0]), halves.count > 1 ? Self.plain(halves[1]) : "")
        }
        fields = Dictionary(pairs) { first, _ in first }
    }

    /// An answer that was touched.
    struct Answer {
        let id: String
        let question: String
        /// Nothing when the question was passed over.
        let choice: String?

        /// What its button is called: it stands apart from the form, so that it has no fields.
        static func name(_ question: String) -> String {
            "answer:\(LineID.mint().rawValue):\(question)"
        }

        var utterance: Utterance {
            choice.map { .choice(question: question, choice: $0) } ?? .skip(question: question)
        }

        var sendsLetter: Bool {
            question == VisitorView.letter && choice == VisitorView.send
        }
    }

    /// The answer whose button sent the form.
    var answer: Answer? {
        guard let (name, choice) = fields.first(where: { $0.key.hasPrefix("answer:") }) else {
            return nil
        }
        let parts = name.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        return Answer(
            id: String(parts[1]),
            question: String(parts[2]),
            choice: choice.isEmpty ? nil : choice
        )
    }

    subscript(_ name: String) -> String? {
        fields[name]
    }

    /// What is not well written is taken as it stands; a line break is one character for us.
    private static func plain(_ written: Substring) -> String {
        let spaced = String(written.replacing("+", with: " "))
        return (spaced.removingPercentEncoding ?? spaced)
            .replacingOccurrences(of: "\r\n", with: "\n")
    }
}
