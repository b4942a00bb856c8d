/// A name the homeserver gave to something: opaque, compared byte by byte, never shown in a log.
///
/// Printing or interpolating one shows its kind only, so that an identifier cannot slip into a log
/// line; the characters are in `rawValue`, which is easy to search for.
public protocol Identifier: RawRepresentable<String>, Hashable, Sendable, Codable,
    CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    /// Takes the characters as they are; nothing is checked.
    init(rawValue: String)
}

extension Identifier {
    /// The kind, without the characters.
    public var description: String { "\(Self.self)(…)" }
    /// The kind, without the characters.
    public var debugDescription: String { description }
    /// A mirror with nothing in it.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A room.
///
/// Never parsed: from room version 12 on it carries no server name (Appendices, "Room IDs").
public struct RoomID: Identifier {
    /// The characters as the homeserver gave them.
    public let rawValue: String

    /// Takes the characters as they are.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// One event in one room; unique over all rooms.
public struct EventID: Identifier {
    /// The characters as the homeserver gave them.
    public let rawValue: String

    /// Takes the characters as they are.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A room's public name, `#local:server`.
public struct RoomAlias: Identifier {
    /// The characters as the homeserver gave them.
    public let rawValue: String

    /// Takes the characters as they are.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// An account on a homeserver, `@local:server`.
public struct UserID: Identifier {
    /// The characters as the homeserver gave them.
    public let rawValue: String

    /// Takes the characters as they are.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Puts an address together from its two parts.
    public init(localpart: String, serverName: String) {
        self.init(rawValue: "@" + localpart + ":" + serverName)
    }

    /// What stands between `@` and the first colon; nil if this is no account's address.
    public var localpart: String? {
        guard let colon else { return nil }
        return String(rawValue[rawValue.index(after: rawValue.startIndex)..<colon])
    }

    /// What stands after the first colon, port included; nil if this is no account's address.
    public var serverName: String? {
        guard let colon else { return nil }
        return String(rawValue[rawValue.index(after: colon)...])
    }

    /// A localpart holds no colon, a server name may (its port): the first one parts them.
    private var colon: String.Index? {
        guard rawValue.first == "@" else { return nil }
        return rawValue.firstIndex(of: ":")
    }
}
