internal import Foundation

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
