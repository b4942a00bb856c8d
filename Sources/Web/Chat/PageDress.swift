internal import Desk
internal import Relay

/// What a bot has its pages look like: colours of its own, and a picture.
struct PageDress {
    /// An element of style for the head of a page; nothing where the bot has no colours.
    let style: String
    /// The digest by which a policy allows it.
    let styleSource: String?
    let hasLogo: Bool

    init(_ script: Script) {
        let schemes = [("light", script.page.light), ("dark", script.page.dark)]
        let rules = schemes.filter { !$0.1.isEmpty }.map { scheme, colours in
            let set = PageColour.allCases.compactMap { colour in
                colours[colour].map { "--\(colour.property):\($0);" }
            }
            return "@media (prefers-color-scheme: \(scheme)){:root{\(set.joined())}}"
        }.joined()
        style = rules.isEmpty ? "" : "<style>\(rules)</style>"
        styleSource = rules.isEmpty ? nil : "'sha256-\(contentDigest(rules))'"
        hasLogo = script.page.logo != nil
    }
}

extension PageColour {
    /// Its name in `colours.css`.
    fileprivate var property: String {
        switch self {
        case .paper, .card, .ink, .accent, .yours, .theirs: rawValue
        case .onAccent: "on-accent"
        }
    }
}
