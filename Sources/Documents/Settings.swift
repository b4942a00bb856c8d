/// How this installation is set up.
///
/// Paths are as written; only the executable knows what they are relative to.
public struct Settings: Sendable, Hashable {
    /// The chat network's server and the way to it.
    public struct Homeserver: Sendable, Hashable {
        /// Where it answers, such as `http://127.0.0.1:8008`.
        public let address: String
        /// The path of a Unix socket to speak through instead.
        public let unixSocket: String?
        /// Its server name: what stands after the colon in an account.
        public let name: String
        /// A PEM file of the only authorities to trust.
        public let certificateAuthorityFile: String?
        /// A proxy on the way.
        public let proxy: String?
        /// A file with the access token of one of its admins.
        public let adminTokenFile: String?

        /// A homeserver as the file states it.
        public init(
            address: String,
            unixSocket: String? = nil,
            name: String,
            certificateAuthorityFile: String? = nil,
            proxy: String? = nil,
            adminTokenFile: String? = nil
        ) {
            (self.address, self.unixSocket, self.name) = (address, unixSocket, name)
            (self.certificateAuthorityFile, self.proxy) = (certificateAuthorityFile, proxy)
            self.adminTokenFile = adminTokenFile
        }
    }

    /// Where we listen.
    public struct Listener: Sendable, Hashable {
        /// The address of one interface, such as `127.0.0.1`.
        public let host: String
        /// The port.
        public let port: Int

        /// An interface and a port.
        public init(host: String, port: Int) {
            (self.host, self.port) = (host, port)
        }
    }

    /// A bot, and who answers for it.
    public struct BotPlace: Sendable, Hashable {
        /// Its folder.
        public let folder: String
        /// Accounts of those who talk with visitors.
        public let counsellors: [String]
        /// Accounts of those who look after the bot.
        public let admins: [String]

        /// A bot as the file states it.
        public init(folder: String, counsellors: [String], admins: [String]) {
            (self.folder, self.counsellors, self.admins) = (folder, counsellors, admins)
        }
    }

    /// What is done when the homeserver cannot be reached.
    public struct Outage: Sendable, Hashable {
        /// Whoever waits or talks is told after this.
        public let tellAfterSeconds: Int
        /// Nobody more is let in after this.
        public let closeAfterSeconds: Int
        /// What has been on its way for so long is told to the staff room.
        public let alarmAfterMinutes: Int

        /// The times as the file states them.
        public init(
            tellAfterSeconds: Int = 60,
            closeAfterSeconds: Int = 300,
            alarmAfterMinutes: Int = 5
        ) {
            self.tellAfterSeconds = tellAfterSeconds
            self.closeAfterSeconds = closeAfterSeconds
            self.alarmAfterMinutes = alarmAfterMinutes
        }
    }

    /// The chat network's server.
    public let homeserver: Homeserver
    /// What is done when it cannot be reached.
    public let outage: Outage
    /// The file that introduces us to it.
    public let registrationFile: String
    /// Where visitors' browsers come in, behind the operator's own web server.
    public let web: Listener
    /// The sites that may show the visitors' page inside their own, such as `https://example.org`.
    public let embedOn: [String]
    /// How visitors are let in there.
    public let entrance: Entrance
    /// Where the homeserver comes in.
    public let appservice: Listener
    /// How the homeserver reaches us there.
    public let appserviceAddress: String
    /// The database.
    public let ledgerFile: String
    /// The key that what is said is sealed with.
    public let keyFile: String
    /// The bots.
    public let bots: [BotPlace]
    /// So many counselling rooms are kept ready.
    public let spareRoomCount: Int
    /// The bot's account: the part between `@` and the colon.
    public let botLocalpart: String
    /// How the accounts of ghosts begin.
    public let ghostPrefix: String

    /// Settings from their parts.
    public init(
        homeserver: Homeserver,
        outage: Outage = Outage(),
        registrationFile: String,
        web: Listener,
        embedOn: [String] = [],
        entrance: Entrance = Entrance(),
        appservice: Listener,
        appserviceAddress: String,
        ledgerFile: String,
        keyFile: String,
        bots: [BotPlace],
        spareRoomCount: Int = 4,
        botLocalpart: String = "passerelle",
        ghostPrefix: String = "passerelle_jeune_"
    ) {
        (self.homeserver, self.outage) = (homeserver, outage)
        self.registrationFile = registrationFile
        (self.web, self.embedOn, self.entrance) = (web, embedOn, entrance)
        self.appservice = appservice
        self.appserviceAddress = appserviceAddress
        (self.ledgerFile, self.keyFile, self.bots) = (ledgerFile, keyFile, bots)
        self.spareRoomCount = spareRoomCount
        (self.botLocalpart, self.ghostPrefix) = (botLocalpart, ghostPrefix)
    }
}
