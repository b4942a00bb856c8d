/// How a bot's page looks, and what it asks before it sends.
public struct PageSetup: Sendable, Hashable {
    /// Whether a visitor is asked before she sends words that look like a phone number, an e-mail
    /// address, a street or an account; it is noticed in her browser, and nothing of it is told.
    public var asksBeforeDetails = true
    /// Colours of its own while light ones are wished; where there is none, the house's.
    public var light: [PageColour: String] = [:]
    /// Colours of its own while dark ones are wished; where there is none, the house's.
    public var dark: [PageColour: String] = [:]
    /// The picture above its name; most have none.
    public var logo: Logo?

    /// The page as the house has it.
    public init() {}
}

/// A colour that a bot may choose; it is written as `#1d5c68`.
public enum PageColour: String, Sendable, Hashable, CaseIterable {
    /// What is behind everything.
    case paper
    /// What boxes and the bot's bubbles are made of.
    case card
    /// What is written.
    case ink
    /// Links, and the button that matters most.
    case accent
    /// What is written on that button.
    case onAccent = "on_accent"
    /// Her own bubbles.
    case yours
    /// The counsellor's bubbles.
    case theirs
}

/// A small picture, as it lies in the bot's folder.
public struct Logo: Sendable, Hashable {
    /// What kinds there are; a drawing that can hold programs is none of them.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Portable Network Graphics.
        case png
        /// WebP.
        case webp
    }

    /// The whole file.
    public let bytes: [UInt8]
    /// What it is.
    public let kind: Kind

    /// A picture.
    public init(bytes: [UInt8], kind: Kind) {
        (self.bytes, self.kind) = (bytes, kind)
    }
}
