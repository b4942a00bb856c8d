public import Desk
public import Matrix

/// Who works here, and under which accounts the bridge speaks.
public struct Office: Sendable {
    /// The people of one bot.
    public struct Staff: Sendable, Hashable {
        /// Those who answer visitors.
        public let counsellors: [UserID]
        /// Those who may also change things.
        public let admins: [UserID]

        /// The people as the configuration names them.
        public init(counsellors: [UserID], admins: [UserID]) {
            (self.counsellors, self.admins) = (counsellors, admins)
        }

        /// Everybody, once.
        var everyone: [UserID] {
            counsellors + admins.filter { !counsellors.contains($0) }
        }
    }

    /// The device under which the bridge sends: with one, the homeserver remembers transaction ids.
    static let device = "PASSERELLE"

    let homeserver: Homeserver
    let serverName: String
    let appserviceID: String
    let botLocalpart: String
    let ghostPrefix: String
    let staff: [BotName: Staff]
    /// What only the homeserver's admin may do; nothing where no token of hers is given to us.
    let administration: Administration?

    /// An office on one homeserver.
    public init(
        homeserver: Homeserver,
        serverName: String,
        appserviceID: String,
        botLocalpart: String,
        ghostPrefix: String,
        staff: [BotName: Staff],
        administration: Administration? = nil
    ) {
        (self.homeserver, self.serverName) = (homeserver, serverName)
        (self.appserviceID, self.botLocalpart) = (appserviceID, botLocalpart)
        (self.ghostPrefix, self.staff) = (ghostPrefix, staff)
        self.administration = administration
    }

    var botUser: UserID { UserID(localpart: botLocalpart, serverName: serverName) }

    /// The bot's voice.
    var bot: Voice { voice(of: botUser) }

    func ghostLocalpart(_ ghost: Int) -> String { ghostPrefix + "\(ghost)" }

    func ghostUser(_ ghost: Int) -> UserID {
        UserID(localpart: ghostLocalpart(ghost), serverName: serverName)
    }

    /// The voice of a ghost, through which a visitor speaks.
    func ghost(_ ghost: Int) -> Voice { voice(of: ghostUser(ghost)) }

    /// Whether an account is the bridge's own: what it says is an echo, never a counsellor.
    func isOurs(_ user: UserID) -> Bool {
        guard let localpart = user.localpart, user.serverName == serverName else { return false }
        return localpart == botLocalpart || localpart.hasPrefix(ghostPrefix)
    }

    func staffAlias(of bot: BotName) -> RoomAlias {
        RoomAlias(rawValue: "#\(staffAliasLocalpart(of: bot)):\(serverName)")
    }

    func lobbyAlias(of bot: BotName) -> RoomAlias {
        RoomAlias(rawValue: "#\(lobbyAliasLocalpart(of: bot)):\(serverName)")
    }

    func lobbyAliasLocalpart(of bot: BotName) -> String { "passerelle_lobby_\(bot.rawValue)" }

    func alarmAliasLocalpart(of bot: BotName) -> String { "passerelle_alarm_\(bot.rawValue)" }

    func staffAliasLocalpart(of bot: BotName) -> String { "passerelle_staff_\(bot.rawValue)" }

    /// An account before it has its device.
    func withoutDevice(_ user: UserID) -> Voice {
        homeserver.acting(as: .bridge(user: user, device: nil))
    }

    private func voice(of user: UserID) -> Voice {
        homeserver.acting(as: .bridge(user: user, device: Self.device))
    }
}
