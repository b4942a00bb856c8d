public import Desk

/// The other bots of the house, as far as a bot must know them.
public struct Neighbours: Sendable {
    /// The bot that is being read.
    public let own: BotName
    /// Every bot of the house, this one included; nothing where they are not known.
    public let names: [BotName]
    /// The pages' paths of the bots that were read before.
    public let paths: [String: BotName]
    /// The lobbies' addresses of the bots that were read before.
    public let lobbies: [String: BotName]

    /// The other bots of the house.
    public init(
        of own: BotName,
        names: [BotName] = [],
        paths: [String: BotName] = [:],
        lobbies: [String: BotName] = [:]
    ) {
        (self.own, self.names, self.paths, self.lobbies) = (own, names, paths, lobbies)
    }
}
