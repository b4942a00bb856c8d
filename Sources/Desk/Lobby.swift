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
