/// The public room on the chat network through which visitors may come in: a door, never a place
/// to talk.
public struct Lobby: Sendable, Hashable {
    /// The local part of its public address: `accueil` for `#accueil:example.org`.
    public let alias: String
    /// Whether people of other homeservers may come.
    public let federates: Bool
    /// Whether guests of the homeserver, who have no account, may come.
    public let admitsGuests: Bool
    /// Whether it stands in the homeserver's public list of rooms.
    public let isListed: Bool
    /// So many minutes after she came she is let go from it, whether she was met or not.
    public let letGoMinutes: Int

    /// So many where the file does not say.
    public static let usualLetGoMinutes = 10

    /// A lobby as the bot's file states it.
    public init(
        alias: String,
        federates: Bool = false,
        admitsGuests: Bool = false,
        isListed: Bool = false,
        letGoMinutes: Int = usualLetGoMinutes
    ) {
        (self.alias, self.federates) = (alias, federates)
        (self.admitsGuests, self.isListed) = (admitsGuests, isListed)
        self.letGoMinutes = letGoMinutes
    }
}

/// Something about a lobby that was not as it should be.
public enum LobbyRepair: String, Sendable, Hashable, CaseIterable {
    /// Its address led nowhere, or elsewhere, and leads to it again.
    case alias
    /// The address that it shows.
    case address
    /// Who may do what there, who may come in, and from when on one may read.
    case powers, joining, guests, history
    /// What it is called, and what stands under its name.
    case name, topic
    /// Its address leads elsewhere, and only the homeserver's admin can change that.
    case aliasTaken
    /// Somebody declared that another room has taken its place; a fresh one was made.
    case replaced
    /// The bot was put out of it, or it was removed; a fresh one was made.
    case gone

    var what: AuditEntry.What {
        switch self {
        case .alias: .mendedLobbyAlias
        case .address: .mendedLobbyAddress
        case .powers: .mendedLobbyPowers
        case .joining: .mendedLobbyJoining
        case .guests: .mendedLobbyGuests
        case .history: .mendedLobbyHistory
        case .name: .mendedLobbyName
        case .topic: .mendedLobbyTopic
        case .aliasTaken: .foundLobbyAliasTaken
        case .replaced: .foundLobbyReplaced
        case .gone: .foundLobbyGone
        }
    }

    /// What the team must know of it.
    var alarm: TextKey? {
        switch self {
        case .aliasTaken: .alertLobbyAlias
        case .replaced: .alertLobbyReplaced
        case .gone: .alertLobbyGone
        case .alias, .address, .powers, .joining, .guests, .history, .name, .topic: nil
        }
    }
}
