/// The `bots:` part of the settings: each folder, and the people who answer there.
enum BotPlaces {
    static let definition: Definition = [
        .required("folder", .text, "The bot's folder.", example: "bots/maintenant-jen-parle"),
        .optional("counsellors", .list(.text), "The accounts of those who answer."),
        .optional("admins", .list(.text), "The accounts of those who may change things."),
    ]

    static func read(
        _ table: Table,
        on server: String?,
        beside own: Accounts.Own,
        _ findings: Findings
    ) -> [Settings.BotPlace] {
        guard let leaf = table.leaf("bots"), let items = leaf.items("\"bots\"", findings)
        else { return [] }
        if items.isEmpty {
            findings.error("there is no bot", at: leaf.place, remedy: "name at least one folder")
        }
        var names: Set<String> = []
        return items.compactMap { item in
            guard let table = Table(item, definition, "a bot", findings) else { return nil }
            let folder = table.text("folder")
            let accounts = Accounts(server: server, own: own, findings: findings)
            let counsellors = accounts.list(table, "counsellors")
            let admins = accounts.list(table, "admins")
            guard let folder else { return nil }
            let place = table.optional("folder")?.place ?? table.place
            if !Seen.isID(name(of: folder)) {
                findings.error(
                    "\"\(name(of: folder))\" cannot be the path of a page",
                    at: place,
                    remedy: "name the folder with letters without accents, digits, - and _"
                )
            }
            if !names.insert(name(of: folder)).inserted {
                findings.error(
                    "two bots are called \"\(name(of: folder))\"",
                    at: place,
                    remedy: "the folder's name is the page's path: rename one"
                )
            }
            if table.isLeftOut("counsellors") {
                findings.error(
                    "nobody answers for \"\(name(of: folder))\"",
                    at: table.place,
                    remedy: "add for example: counsellors: [\"@ana:\(server ?? "example.org")\"]"
                )
            }
            return Settings.BotPlace(folder: folder, counsellors: counsellors, admins: admins)
        }
    }

    private static func name(of folder: String) -> String {
        folder.split(separator: "/").last.map(String.init) ?? folder
    }
}
