/// A name that stands for one thing, kept apart from all other strings by its type.
public protocol Identifier: RawRepresentable, Hashable, Sendable, Codable
where RawValue == String {
    /// Wraps the text as it is; nothing is parsed out of it later.
    init(_ text: String)
}

/// The folder name of a bot, such as `maintenant-jen-parle`.
///
/// Minted by the admin who made the folder.
public struct BotName: Identifier, CustomStringConvertible {
    /// The folder name.
    public let rawValue: String
    /// Wraps a folder name.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps a folder name.
    public init(_ text: String) { rawValue = text }

    /// The folder name: an admin reads it in a log and in what the doctor says.
    public var description: String { rawValue }
}

/// The name of one line inside its conversation.
///
/// Minted by whoever speaks first of it: the visitor's browser, the desk, or the counsel inbox
/// (from the Matrix event).
public struct LineID: Identifier {
    /// The id as text.
    public let rawValue: String
    /// Wraps an id.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps an id.
    public init(_ text: String) { rawValue = text }
}

/// Who the visitor is to us: a digest of the secret that only her tab holds.
///
/// Minted by a door.
public struct VisitorKey: Identifier {
    /// The digest, in hexadecimal.
    public let rawValue: String
    /// Wraps a digest.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps a digest.
    public init(_ text: String) { rawValue = text }
}

/// A counsellor's account on the chat network.
///
/// Never shown to a visitor.
public struct CounsellorID: Identifier {
    /// The account's address on the chat network.
    public let rawValue: String
    /// Wraps an account address.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps an account address.
    public init(_ text: String) { rawValue = text }

    /// What colleagues call her in the staff room: `@ana:example.org` is `ana`.
    public var shortName: String {
        String(rawValue.drop(while: { $0 == "@" }).prefix(while: { $0 != ":" }))
    }

    /// The server her account is on: `@ana:example.org` is on `example.org`.
    var serverName: String {
        String(rawValue.drop(while: { $0 != ":" }).dropFirst())
    }
}

/// The account on the chat network of a visitor who came in there.
///
/// Never shown to a counsellor; it travels only inside a `Confidential`.
public struct GuestID: Identifier {
    /// The account's address on the chat network.
    public let rawValue: String
    /// Wraps an account address.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps an account address.
    public init(_ text: String) { rawValue = text }
}

/// A room on the chat network, as an opaque name.
///
/// Minted by the homeserver.
public struct RoomKey: Identifier {
    /// The room's id on the chat network.
    public let rawValue: String
    /// Wraps a room id.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps a room id.
    public init(_ text: String) { rawValue = text }
}

/// The proof that an effect arrived: the name the other network gave it.
///
/// Minted by the homeserver.
public struct Receipt: Identifier {
    /// The event id on the chat network.
    public let rawValue: String
    /// Wraps an event id.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps an event id.
    public init(_ text: String) { rawValue = text }
}

/// The name of one inbound thing, the same each time it is repeated.
///
/// Minted by an inbox.
public struct DeliveryID: Identifier {
    /// The id as text.
    public let rawValue: String
    /// Wraps an id.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps an id.
    public init(_ text: String) { rawValue = text }
}

/// The name of one effect, derived from the delivery that caused it.
///
/// Minted by the ledger.
public struct EffectID: Identifier {
    /// 32 hexadecimal digits.
    public let rawValue: String
    /// Wraps an id.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Wraps an id.
    public init(_ text: String) { rawValue = text }
}

/// What counsellors call a conversation ("!prendre 12").
///
/// Minted by the ledger, never used twice.
public typealias ConversationNumber = Int64

/// A way in.
public enum Door: String, Sendable, Hashable, Codable, CaseIterable {
    /// The web page.
    case web
    /// The public room on the chat network.
    case lobby
}

/// A language that a bot can speak.
public enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    /// French.
    case fr
    /// Dutch.
    case nl
    /// English.
    case en
    /// German.
    case de

    /// A colon as it is set: in French a blank stands before it.
    var colon: String { self == .fr ? " : " : ": " }
}
