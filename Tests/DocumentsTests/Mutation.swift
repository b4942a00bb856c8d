import Desk
import Documents
import Support
import Testing

/// A good bot with a few slips of the hand in one of its files, the same for the same seed.
struct Mutation {
    let fileName: String
    let text: String

    /// What hands slip with: YAML's own signs, and some that keyboards are kind enough to offer.
    private static let signs = Array("aé0:-{}[]\"'#|>&*! \t\u{A0}@,~")

    init(seed: UInt64, of files: [String: SourceFile]) throws {
        var chance = Splitmix(seed: seed)
        fileName = try #require(files.keys.sorted().randomElement(using: &chance))
        let file = try #require(files[fileName])
        var lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        for _ in 0..<Int.random(in: 1...3, using: &chance) { Self.slip(&lines, &chance) }
        text = lines.joined(separator: "\n")
    }

    private static func slip(_ lines: inout [String], _ chance: inout Splitmix) {
        let at = Int.random(in: lines.indices, using: &chance)
        let other = Int.random(in: lines.indices, using: &chance)
        switch Int.random(in: 0..<13, using: &chance) {
        case 0 where lines.count > 1: lines.remove(at: at)
        case 1: lines.swapAt(at, other)
        case 2: lines.insert(lines[at], at: other)
        case 3: lines[at] = " " + lines[at]
        case 4: lines[at] = String(lines[at].dropFirst())
        case 5: swapWords(&lines[at], &chance)
        case 6, 7, 8: borrow(from: lines[other], into: &lines[at], &chance)
        case 9, 10: dropPart(of: &lines[at], &chance)
        default: changeSign(&lines[at], &chance)
        }
    }

    private static func changeSign(_ line: inout String, _ chance: inout Splitmix) {
        var signs = Array(line)
        guard let index = signs.indices.randomElement(using: &chance) else { return }
        switch Int.random(in: 0..<3, using: &chance) {
        case 0: signs.remove(at: index)
        case 1: signs.insert(signs[index], at: index)
        default: signs[index] = Self.signs.randomElement(using: &chance) ?? "?"
        }
        line = String(signs)
    }

    /// A word of another line, in the place of one: what is written is well made, and means
    /// something else.
    private static func borrow(
        from other: String,
        into line: inout String,
        _ chance: inout Splitmix
    ) {
        let word = #/[\w-]+/#
        guard let taken = other.matches(of: word).randomElement(using: &chance),
            let place = line.matches(of: word).randomElement(using: &chance)
        else { return }
        line.replaceSubrange(place.range, with: String(taken.output))
    }

    /// One of the values between commas goes, with the braces that it may bring along left whole.
    private static func dropPart(of line: inout String, _ chance: inout Splitmix) {
        let part = #/[\w"]+: ("[^"]*"|[^,{}\[\]]+)(, )?/#
        guard let dropped = line.matches(of: part).randomElement(using: &chance) else { return }
        line.removeSubrange(dropped.range)
    }

    private static func swapWords(_ line: inout String, _ chance: inout Splitmix) {
        var words = line.split(separator: " ", omittingEmptySubsequences: false)
        let one = Int.random(in: words.indices, using: &chance)
        words.swapAt(one, Int.random(in: words.indices, using: &chance))
        line = words.joined(separator: " ")
    }
}
