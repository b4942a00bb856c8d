internal import Desk
internal import Foundation

/// A colour as a file writes it, `#1d5c68`, and how well two of them can be told apart.
struct Colour: Equatable {
    /// Red, green and blue, from 0 to 1.
    private let parts: [Double]

    init?(_ written: String) {
        let digits = written.dropFirst().utf8
        guard written.hasPrefix("#"), digits.count == 6, !written.contains("+"),
            let number = UInt32(written.dropFirst(), radix: 16)
        else { return nil }
        parts = [16, 8, 0].map { Double(number >> $0 & 0xff) / 255 }
    }

    /// The contrast of two colours, from 1 (the same) to 21 (black on white).
    ///
    /// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    func contrast(with other: Colour) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// How light it is: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance.
    private var luminance: Double {
        let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}

/// The page's colours in one scheme, and which of them stand on which.
///
/// A bot may choose some; the others are the house's, as `colours.css` has them (a test compares),
/// and what a bot chooses must go with those too.
struct Colours {
    /// A colour of the page by its name; some are nobody's to choose.
    enum Name: String, CaseIterable {
        case paper, card, ink, accent, onAccent = "on_accent", yours, theirs
        case soft, warn, focus, fieldEdge = "field_edge"
    }

    /// Two that must be told apart.
    struct Pair {
        let front: Name
        let back: Name
        let least: Double
    }

    /// What is read holds 4.5 to 1, an edge that must be seen 3 to 1 (WCAG 1.4.3 and 1.4.11).
    static let pairs: [Pair] =
        reads(.ink, on: .paper, .card, .yours, .theirs)
        + reads(.soft, on: .paper, .card, .yours, .theirs)
        + reads(.accent, on: .paper, .card, .theirs)
        + reads(.onAccent, on: .accent) + reads(.warn, on: .paper, .card)
        + edges(.fieldEdge, on: .paper, .card) + edges(.focus, on: .paper, .card)

    /// The house's own.
    static let light = Colours([
        .paper: "#f5f3ee", .card: "#ffffff", .ink: "#1f2a33", .soft: "#52606b",
        .fieldEdge: "#7b8790", .accent: "#1d5c68", .onAccent: "#ffffff", .yours: "#d5e7ea",
        .theirs: "#ece6f4", .warn: "#8f2d1b", .focus: "#0b57d0",
    ])
    /// The house's own.
    static let dark = Colours([
        .paper: "#14191d", .card: "#1e252b", .ink: "#e8e6e1", .soft: "#a9b4bd",
        .fieldEdge: "#7c8994", .accent: "#8fcbd6", .onAccent: "#0f2226", .yours: "#1f4149",
        .theirs: "#37304a", .warn: "#ffb4a4", .focus: "#a8c7fa",
    ])

    private(set) var written: [Name: String]

    private init(_ written: [Name: String]) {
        self.written = written
    }

    /// These, with some of a bot's own in their places.
    func with(_ own: [PageColour: String]) -> Colours {
        var colours = self
        for (colour, text) in own {
            guard let name = Name(rawValue: colour.rawValue) else { continue }
            colours.written[name] = text
        }
        return colours
    }

    /// How well a pair can be told apart; nothing where one of them is no colour.
    func contrast(_ pair: Pair) -> Double? {
        guard let front = written[pair.front].flatMap(Colour.init),
            let back = written[pair.back].flatMap(Colour.init)
        else { return nil }
        return front.contrast(with: back)
    }

    private static func reads(_ front: Name, on backs: Name...) -> [Pair] {
        backs.map { Pair(front: front, back: $0, least: 4.5) }
    }

    private static func edges(_ front: Name, on backs: Name...) -> [Pair] {
        backs.map { Pair(front: front, back: $0, least: 3) }
    }
}
