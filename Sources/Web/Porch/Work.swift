internal import Foundation
internal import Relay

/// A sum that a browser is asked to do before a talk begins: easy to look over, slow to find.
///
/// For each part, from 0 on, a number is to be found with which the SHA-256 of
/// `challenge.part.number` begins with so many bits of zero. The page does it in `work.js`, which
/// relies on that text being no longer than one block: 55 bytes.
struct Puzzle: Encodable, Equatable, Sendable {
    let challenge: String
    let bits: Int
    let parts: Int
}

/// The sum, done: the challenge as it was handed out, and a number for each part.
struct Work: Decodable, Equatable, Sendable {
    let challenge: String
    let answers: [UInt32]

    /// What came with a request; nothing where it is not there, or not so written.
    static func read(_ bytes: [UInt8]) -> Work? {
        guard !bytes.isEmpty else { return nil }
        return (try? JSONDecoder().decode(Body.self, from: Data(bytes)))?.work
    }

    /// Whether every part has the bits that were asked for; costs the same for any answer.
    func isDone(bits: Int, parts: Int) -> Bool {
        guard answers.count == parts else { return false }
        let least = answers.enumerated().map { part, answer in
            workBits(of: "\(challenge).\(part).\(answer)")
        }.min()
        return (least ?? 0) >= bits
    }

    private struct Body: Decodable {
        let work: Work?
    }
}
