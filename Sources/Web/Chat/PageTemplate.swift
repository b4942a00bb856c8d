internal import Foundation
internal import Relay

/// A page with its gaps, put together from its parts and cut once at start.
struct PageTemplate: Sendable {
    private enum Piece {
        case text(String)
        case gap(String)
    }

    private let pieces: [Piece]
    /// The whole script, for a page whose template ends before the place where it stands.
    let script: String
    /// The digests by which a policy allows this page's own style and script.
    let styleSource: String
    let scriptSource: String

    /// Markup with a gap for the style and one for the script.
    init(markup: [UInt8], styles: [[UInt8]], scripts: [[UInt8]] = []) {
        let style = styles.map(Self.slim).joined()
        script = scripts.map(Self.slim).joined()
        let html = Self.slim(markup)
            .replacingOccurrences(of: "{{style}}", with: style)
            .replacingOccurrences(of: "{{script}}", with: script)
        pieces = Self.cut(html)
        styleSource = "'sha256-\(contentDigest(style))'"
        scriptSource = script.isEmpty ? "'none'" : "'sha256-\(contentDigest(script))'"
    }

    /// The page with its gaps filled.
    ///
    /// A gap without a value stays empty.
    func fill(_ values: [String: String]) -> String {
        pieces.reduce(into: "") { page, piece in
            switch piece {
            case .text(let text): page += text
            case .gap(let name): page += values[name] ?? ""
            }
        }
    }

    /// Text that stands between tags or in an attribute.
    static func escape(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;")
            .replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;")
            .replacingOccurrences(of: "\"", with: "&quot;")
            .replacingOccurrences(of: "'", with: "&#39;")
    }

    /// Without indentation and without comments: they are for us, and a slow line is not.
    ///
    /// Only what begins a line is taken for a comment, so nothing inside a line changes.
    private static func slim(_ bytes: [UInt8]) -> String {
        var isInComment = false
        var lines: [Substring] = []
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("/*") || text.hasPrefix("<!--") { isInComment = true }
            if !isInComment, !text.hasPrefix("//"), !text.isEmpty { lines.append(text) }
            if text.hasSuffix("*/") || text.hasSuffix("-->") { isInComment = false }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func cut(_ html: String) -> [Piece] {
        var pieces: [Piece] = []
        for (index, part) in html.components(separatedBy: "{{").enumerated() {
            guard index > 0, let end = part.range(of: "}}") else {
                pieces.append(.text(index > 0 ? "{{" + part : part))
                continue
            }
            // What comes later may well have braces of its own.
            let gap = String(part[..<end.lowerBound])
            pieces += [.gap(gap), .text(String(part[end.upperBound...]))]
        }
        return pieces
    }
}
