/// `config/passerelle.yaml`.
public enum SettingsFile {
    /// Reads the settings; there are none while anything is wrong.
    public static func read(_ file: SourceFile) -> Reading<Settings> {
        let findings = Findings(path: file.path)
        let settings = read(file, findings)
        return Reading(
            value: findings.hasErrors ? nil : settings,
            complaints: findings.complaints
        )
    }

    static let definition: Definition = [
        .required(
            "homeserver",
            .table(homeserver),
            "The homeserver.",
            example: "{address: \"http://127.0.0.1:8008\", name: example.org}"
        ),
        .required(
            "registration",
            .text,
            "The file that the homeserver shares with us.",
            example: "registration.yaml"
        ),
        .optional("web", .table(EntranceFile.definition), "The visitors' page."),
        .optional("appservice", .table(appservice), "Where the homeserver reaches us."),
        .required(
            "ledger",
            .table(ledger),
            "What is written down.",
            example: "{file: passerelle.sqlite, key: passerelle.key}"
        ),
        .required(
            "bots",
            .list(.table(BotPlaces.definition)),
            "The bots and their people.",
            example: "[{folder: bots/my-bot, …}]"
        ),
        .optional("outage", .table(OutageFile.definition), "When the homeserver is away."),
        .optional("rooms", .table(rooms), "Counselling rooms."),
        .optional("accounts", .table(accounts), "The bridge's own accounts."),
    ]

    private static let homeserver: Definition = [
        .required(
            "address",
            .address(["http", "https"]),
            "Its client address.",
            example: "\"http://127.0.0.1:8008\""
        ),
        .required("name", .text, "Its server name.", example: "example.org"),
        .optional("unix_socket", .text, "A socket to reach it by."),
        .optional("certificate_authority", .text, "Who signed its certificate."),
        .optional("proxy", .address(["socks5h", "socks5", "http"]), "A proxy to reach it by."),
        .optional("admin_token", .text, "A file with an admin's token, for removing rooms."),
    ]

    private static let appservice: Definition = [
        .optional("listen", .text, "Address and port."),
        .optional("address", .address(["http", "https"]), "As the homeserver sees it."),
    ]

    private static let ledger: Definition = [
        .required("file", .text, "The database.", example: "passerelle.sqlite"),
        .required("key", .text, "The key that seals it.", example: "passerelle.key"),
    ]

    private static let rooms: Definition = [
        .optional("spare", .count(1...50), "So many rooms are kept ready.")
    ]

    private static let accounts: Definition = [
        .optional("bot", .text, "The bot's account."),
        .optional("ghost_prefix", .text, "How visitors' accounts begin."),
    ]

    private static func read(_ file: SourceFile, _ findings: Findings) -> Settings? {
        guard let table = Table.whole(file, definition, findings) else { return nil }
        let homeserver = readHomeserver(table, findings)
        let registration = table.text("registration")
        let page = table.table("web")
        let web = listener(
            page,
            in: table.optional("web"),
            usual: .init(host: "127.0.0.1", port: 8080),
            findings
        )
        let part = table.table("appservice")
        let appservice = listener(
            part,
            in: table.optional("appservice"),
            usual: .init(host: "127.0.0.1", port: 8009),
            findings
        )
        let address = appserviceAddress(part, appservice)
        let ledger = readLedger(table, findings)
        let hasPort = page?.optional("socket") == nil
        if let web, let appservice, hasPort, Listening.clash(web, appservice) {
            let written = part?.optional("listen") ?? page?.optional("listen")
            findings.error(
                "the page and the homeserver cannot share port \(appservice.port)",
                at: written?.place ?? table.place,
                remedy: "give web and appservice a port each"
            )
        }
        let accounts = readAccounts(table, findings)
        let bots = BotPlaces.read(table, on: homeserver?.name, beside: accounts, findings)
        let rooms = table.table("rooms")
        guard let homeserver, let registration, let web, let appservice, let address, let ledger
        else { return nil }
        return Settings(
            homeserver: homeserver,
            outage: OutageFile.read(table.table("outage"), findings),
            registrationFile: registration,
            web: web,
            embedOn: page.map { Sites.read($0, findings) } ?? [],
            entrance: page.map { EntranceFile.read($0, findings) } ?? .init(),
            appservice: appservice,
            appserviceAddress: address,
            ledgerFile: ledger.file,
            keyFile: ledger.key,
            bots: bots,
            spareRoomCount: rooms?.count("spare", otherwise: 4) ?? 4,
            botLocalpart: accounts.bot,
            ghostPrefix: accounts.ghosts
        )
    }

    private static func readHomeserver(
        _ table: Table,
        _ findings: Findings
    ) -> Settings.Homeserver? {
        guard let part = table.table("homeserver") else { return nil }
        let address = part.address("address")
        let name = part.text("name")
        let proxy = part.address("proxy")
        guard let address, let name else { return nil }
        return Settings.Homeserver(
            // Paths are appended, so a slash at the end would be there twice.
            address: address.last == "/" ? String(address.dropLast()) : address,
            unixSocket: part.text("unix_socket"),
            name: name,
            certificateAuthorityFile: part.text("certificate_authority"),
            proxy: proxy,
            adminTokenFile: part.text("admin_token")
        )
    }

    private static func listener(
        _ part: Table?,
        in leaf: Leaf?,
        usual: Settings.Listener,
        _ findings: Findings
    ) -> Settings.Listener? {
        guard leaf != nil else { return usual }
        guard let part else { return nil }
        guard let listen = part.optional("listen") else { return usual }
        return Listening.read(listen, findings)
    }

    private static func appserviceAddress(
        _ part: Table?,
        _ listener: Settings.Listener?
    ) -> String? {
        if let part, part.optional("address") != nil { return part.address("address") }
        return listener.map(Listening.address)
    }

    private static func readLedger(
        _ table: Table,
        _ findings: Findings
    ) -> (file: String, key: String)? {
        guard let part = table.table("ledger") else { return nil }
        let file = part.text("file")
        let key = part.text("key")
        guard let file, let key else { return nil }
        if file == key {
            findings.error(
                "the ledger and its key cannot be one file",
                at: part.place,
                remedy: "keep the key elsewhere, best on another disk"
            )
        }
        return (file, key)
    }

    private static func readAccounts(
        _ table: Table,
        _ findings: Findings
    ) -> Accounts.Own {
        let part = table.table("accounts")
        let written = part?.optional("bot")
        let prefix = part?.optional("ghost_prefix")
        let bot = written.flatMap { Accounts.localpart($0, findings) } ?? "passerelle"
        let ghosts = prefix.flatMap { Accounts.localpart($0, findings) } ?? "passerelle_jeune_"
        if bot.hasPrefix(ghosts), let place = (prefix ?? written)?.place {
            findings.error(
                "the bot \"\(bot)\" would pass for a visitor: those begin with \"\(ghosts)\"",
                at: place,
                remedy: "choose a prefix with which the bot's account does not begin"
            )
        }
        return Accounts.Own(bot: bot, ghosts: ghosts)
    }
}
