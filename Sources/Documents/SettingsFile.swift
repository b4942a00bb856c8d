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

    private static let known = [
        "homeserver", "registration", "web", "appservice", "ledger", "bots", "rooms", "accounts",
    ]

    private static func read(_ file: SourceFile, _ findings: Findings) -> Settings? {
        guard let table = Table.whole(file, knowing: known, findings) else { return nil }
        let homeserver = readHomeserver(table, findings)
        let registration = table.text("registration", example: "registration.yaml")
        let web = listener(table, "web", usual: .init(host: "127.0.0.1", port: 8080), findings)
        let appservice = listener(
            table,
            "appservice",
            usual: .init(host: "127.0.0.1", port: 8009),
            findings
        )
        let address = appserviceAddress(table, appservice, findings)
        let ledger = readLedger(table, findings)
        let bots = BotPlaces.read(table, on: homeserver?.name, findings)
        let rooms = part(table, "rooms", knowing: ["spare"], findings)
        let accounts = readAccounts(table, findings)
        guard let homeserver, let registration, let web, let appservice, let address, let ledger
        else { return nil }
        return Settings(
            homeserver: homeserver,
            registrationFile: registration,
            web: web,
            appservice: appservice,
            appserviceAddress: address,
            ledgerFile: ledger.file,
            keyFile: ledger.key,
            bots: bots,
            spareRoomCount: rooms?.count("spare", in: 1...50, otherwise: 4) ?? 4,
            botLocalpart: accounts.bot,
            ghostPrefix: accounts.ghosts
        )
    }

    /// A table inside the file that may be left out.
    private static func part(
        _ table: Table,
        _ key: String,
        knowing known: [String],
        _ findings: Findings
    ) -> Table? {
        table.optional(key).flatMap { Table($0, knowing: known, "\"\(key)\"", findings) }
    }

    private static func readHomeserver(
        _ table: Table,
        _ findings: Findings
    ) -> Settings.Homeserver? {
        let known = ["address", "name", "unix_socket", "certificate_authority", "proxy"]
        let example = "\"http://127.0.0.1:8008\""
        let whole = "{address: \(example), name: example.org}"
        guard let leaf = table.required("homeserver", example: whole),
            let part = Table(leaf, knowing: known, "\"homeserver\"", findings)
        else { return nil }
        let address = part.required("address", example: example)?
            .address("\"address\"", schemes: ["http", "https"], example: example, findings)
        let name = part.text("name", example: "example.org")
        let proxyExample = "\"socks5h://127.0.0.1:9050\""
        let proxy = part.optional("proxy")?.address(
            "\"proxy\"",
            schemes: ["socks5h", "socks5", "http"],
            example: proxyExample,
            findings
        )
        guard let address, let name else { return nil }
        return Settings.Homeserver(
            // Paths are appended, so a slash at the end would be there twice.
            address: address.last == "/" ? String(address.dropLast()) : address,
            unixSocket: part.optionalText("unix_socket"),
            name: name,
            certificateAuthorityFile: part.optionalText("certificate_authority"),
            proxy: proxy
        )
    }

    private static func listener(
        _ table: Table,
        _ key: String,
        usual: Settings.Listener,
        _ findings: Findings
    ) -> Settings.Listener? {
        guard let leaf = table.optional(key) else { return usual }
        let known = key == "appservice" ? ["listen", "address"] : ["listen"]
        guard let part = Table(leaf, knowing: known, "\"\(key)\"", findings) else { return nil }
        guard let listen = part.optional("listen") else { return usual }
        return Listening.read(listen, findings)
    }

    private static func appserviceAddress(
        _ table: Table,
        _ listener: Settings.Listener?,
        _ findings: Findings
    ) -> String? {
        // The listener's reader has checked the keys of this table already.
        if let fields = table.optional("appservice")?.tableFields,
            let leaf = fields.first(where: { $0.key == "address" })?.value, !leaf.isBlank
        {
            return leaf.address(
                "\"address\"",
                schemes: ["http", "https"],
                example: "\"http://127.0.0.1:8009\"",
                findings
            )
        }
        return listener.map(Listening.address)
    }

    private static func readLedger(
        _ table: Table,
        _ findings: Findings
    ) -> (file: String, key: String)? {
        let whole = "{file: passerelle.sqlite, key: passerelle.key}"
        guard let leaf = table.required("ledger", example: whole),
            let part = Table(leaf, knowing: ["file", "key"], "\"ledger\"", findings)
        else { return nil }
        let file = part.text("file", example: "passerelle.sqlite")
        let key = part.text("key", example: "passerelle.key")
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
    ) -> (bot: String, ghosts: String) {
        let part = part(table, "accounts", knowing: ["bot", "ghost_prefix"], findings)
        let bot = part?.optional("bot").flatMap { Accounts.localpart($0, findings) }
        let ghosts = part?.optional("ghost_prefix").flatMap { Accounts.localpart($0, findings) }
        return (bot ?? "passerelle", ghosts ?? "passerelle_jeune_")
    }
}
