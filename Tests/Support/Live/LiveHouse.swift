public import Curl
public import Matrix

/// Everything at once: a homeserver, the bridge, and counsellors who have joined the staff rooms.
public final class LiveHouse: Sendable {
    /// Where everything is written.
    public let folder: LiveFolder
    /// Carries what the test asks; wide enough for hundreds of open streams.
    public let courier: Courier
    /// The homeserver.
    public let synapse: Synapse
    /// The bridge.
    public let bridge: Bridge
    /// Counsellors and the admin, by localpart.
    public let accounts: [String: Account]
    /// The staff rooms, by bot.
    public let staffRooms: [String: RoomID]

    /// The bot that tests visit when they do not say which.
    public static let usualBot = "maintenant-jen-parle"

    /// Starts everything and waits until a counsellor could begin to work.
    public static func open(
        bots: [String] = [usualBot],
        counsellors: [String] = ["ana", "bea"],
        admin: String = "chef",
        rateLimits: Synapse.RateLimits = .asBridgeAdmin,
        hours: Bridge.Hours = .always,
        talksAtOnce: Int? = nil,
        imageKilobytes: Int? = nil,
        lobby: [String]? = nil,
        homeserverLines: [String] = [],
        federates: Bool = false,
        diskKibibytes: Int? = nil,
        settings: [String: JSON] = [:],
        isAdministered: Bool = false
    ) async throws -> LiveHouse {
        let folder = try LiveFolder()
        let courier = Courier(capacity: wide)
        let bridge = try Bridge(
            in: folder,
            courier: courier,
            bots: bots,
            hours: hours,
            talksAtOnce: talksAtOnce,
            lobby: lobby,
            diskKibibytes: diskKibibytes,
            settings: settings
        )
        if let imageKilobytes {
            for bot in bots { try bridge.allow(bot, imageKilobytes: imageKilobytes) }
        }
        let synapse = try Synapse(
            in: folder,
            courier: courier,
            rateLimits: rateLimits,
            lines: homeserverLines,
            registrations: [bridge.registration],
            federates: federates
        )
        try await bridge.register(
            at: synapse.address,
            named: synapse.name,
            counsellors: counsellors,
            admins: [admin],
            adminToken: isAdministered ? folder.path(of: "admin.token") : nil
        )
        try await synapse.start()
        var accounts: [String: Account] = [:]
        for person in counsellors + [admin] {
            accounts[person] = try await synapse.makeAccount(person, isAdmin: person == admin)
        }
        if isAdministered, let token = accounts[admin]?.token {
            try folder.write(token.reveal(), to: "admin.token", mode: 0o600)
        }
        try await bridge.start()
        var rooms: [String: RoomID] = [:]
        for bot in bots {
            let alias = RoomAlias(rawValue: "#passerelle_staff_\(bot):\(synapse.name)")
            for account in accounts.values {
                rooms[bot] = try await account.join(alias)
            }
        }
        return LiveHouse(folder, courier, synapse, bridge, accounts, rooms)
    }

    private init(
        _ folder: LiveFolder,
        _ courier: Courier,
        _ synapse: Synapse,
        _ bridge: Bridge,
        _ accounts: [String: Account],
        _ staffRooms: [String: RoomID]
    ) {
        self.folder = folder
        self.courier = courier
        self.synapse = synapse
        self.bridge = bridge
        self.accounts = accounts
        self.staffRooms = staffRooms
    }

    /// Someone who has just opened a bot's page.
    public func visitor(at bot: String = usualBot) -> VisitorClient {
        VisitorClient(page: bridge.page(of: bot), courier: courier)
    }

    /// Ends everything, the bridge first, as at home.
    public func close() async throws {
        try await bridge.stop()
        try await synapse.stop()
        courier.close()
    }

    /// A courier for many people at once.
    public static let wide = Courier.Capacity(connectionsMax: 512, connectionsPerHostMax: 512)
}
