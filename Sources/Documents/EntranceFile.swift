/// `web:` in the settings.
enum EntranceFile {
    static let definition: Definition = [
        .optional("listen", .text, "Address and port."),
        .optional("socket", .text, "A Unix socket to listen at in place of the port."),
        .optional("address", .address(["https", "http"]), "Where visitors find the page."),
        .optional(
            "embed_on",
            .list(.address(["https"])),
            "The sites that may show the page inside their own."
        ),
        .optional("address_from", .word(sources.map(\.0)), "Who says from where a visitor comes."),
        .optional("arrivals_per_address", .table(allowance), "Talks begun from one address."),
        .optional("arrivals", .table(allowance), "Talks begun at all."),
        .optional("lines_per_tab", .table(allowance), "Lines sent by one tab."),
        .optional("work", .table(work), "What browsers work out when very many come."),
    ]

    private static let work: Definition = [
        .optional("from_per_minute", .count(1...100_000), "Talks begun, from which on they work."),
        .optional("hardest", .count(0...4), "How hard it may become; 0 is never any."),
    ]

    private static let sources: [(String, Settings.Entrance.Addresses)] = [
        ("nobody", .nobody), ("peer", .peer), ("x-forwarded-for", .proxy),
    ]

    private static let allowance: Definition = [
        .optional("at_once", .count(1...100_000), "So many at once."),
        .optional("per_minute", .count(1...100_000), "And then so many a minute."),
    ]

    static func read(_ table: Table, _ findings: Findings) -> Settings.Entrance {
        let usual = Settings.Entrance()
        let socket = table.text("socket")
        if socket != nil, let listen = table.optional("listen") {
            findings.error(
                "the page cannot be both at a port and at a socket",
                at: listen.place,
                remedy: "leave out \"listen\" or \"socket\""
            )
        }
        let addresses = table.word("address_from", among: sources)
        // At a socket the other end is always the operator's own program.
        if socket != nil, addresses == .peer {
            findings.error(
                "at a socket nobody has an address",
                at: table.optional("address_from")?.place ?? table.place,
                remedy: "write nobody or x-forwarded-for"
            )
        }
        return Settings.Entrance(
            socket: socket,
            address: table.address("address"),
            addresses: addresses ?? usual.addresses,
            arrivalsPerAddress: read(
                "arrivals_per_address",
                in: table,
                otherwise: usual.arrivalsPerAddress
            ),
            arrivals: read("arrivals", in: table, otherwise: usual.arrivals),
            linesPerTab: read("lines_per_tab", in: table, otherwise: usual.linesPerTab),
            work: readWork(table, otherwise: usual.work)
        )
    }

    private static func readWork(
        _ table: Table,
        otherwise usual: Settings.Entrance.Work
    ) -> Settings.Entrance.Work {
        guard let part = table.table("work") else { return usual }
        return Settings.Entrance.Work(
            fromPerMinute: part.count("from_per_minute", otherwise: usual.fromPerMinute),
            hardest: part.count("hardest", otherwise: usual.hardest)
        )
    }

    private static func read(
        _ name: String,
        in table: Table,
        otherwise usual: Settings.Entrance.Allowance
    ) -> Settings.Entrance.Allowance {
        guard let part = table.table(name) else { return usual }
        return Settings.Entrance.Allowance(
            atOnce: part.count("at_once", otherwise: usual.atOnce),
            perMinute: part.count("per_minute", otherwise: usual.perMinute)
        )
    }
}
