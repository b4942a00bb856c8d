internal import Foundation
internal import Relay

/// The page with its gaps, cut once at start.
struct PageTemplate: Sendable {
    private enum Piece {
        case text(String)
        case gap(String)
    }

    private let pieces: [Piece]
    /// Allows this page's own style and script, and nothing else.
    let policy: String

    init(bytes: [UInt8]) {
        let html = String(decoding: bytes, as: UTF8.self)
        pieces = Self.cut(html)
        policy = [
            "default-src 'none'",
            "script-src 'sha256-\(contentDigest(Self.inside(html, "<script>", "</script>")))'",
            "style-src 'sha256-\(contentDigest(Self.inside(html, "<style>", "</style>")))'",
            "connect-src 'self'", "img-src data:", "base-uri 'none'", "form-action 'none'",
            "frame-ancestors 'none'",
        ].joined(separator: "; ")
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

    private static func inside(_ html: String, _ open: String, _ close: String) -> String {
        let afterOpen = html.components(separatedBy: open).dropFirst().first ?? ""
        return afterOpen.components(separatedBy: close).first ?? ""
    }
}
