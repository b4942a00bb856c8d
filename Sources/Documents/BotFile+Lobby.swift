internal import Desk

/// The lobby among the doors of `bot.yaml`.
extension BotFile {
    static let lobby: Definition = [
        .required(
            "alias",
            .id,
            "The first part of the room's address: accueil for #accueil:your-server.",
            example: "accueil"
        ),
        .optional(
            "other_servers",
            .among(Words.welcomes),
            "Whether people of other homeservers may come in; cannot be changed later."
        ),
        .optional(
            "guests",
            .among(Words.welcomes),
            "Whether guests of the homeserver, who have no account, may come in."
        ),
        .optional(
            "directory",
            .among(Words.listings),
            "Whether it stands in the homeserver's list of public rooms."
        ),
        .optional(
            "let_go_after_minutes",
            .count(1...120),
            "So many minutes after she came she is let go, met or not."
        ),
    ]

    static func readLobby(
        _ doors: Table?,
        beside neighbours: Neighbours,
        _ findings: Findings
    ) -> Lobby? {
        guard let lobby = doors?.table("lobby") else { return nil }
        let federates = lobby.word("other_servers", among: Words.welcomes) ?? false
        let admitsGuests = lobby.word("guests", among: Words.welcomes) ?? false
        let isListed = lobby.word("directory", among: Words.listings) ?? false
        let minutes = lobby.count("let_go_after_minutes", otherwise: Lobby.usualLetGoMinutes)
        guard let alias = lobby.leaf("alias"), let written = alias.text("\"alias\"", findings)
        else { return nil }
        guard Seen.isID(written), !written.hasPrefix("passerelle_") else {
            findings.error(
                "\"\(written)\" cannot be the address of the lobby",
                at: alias.place,
                remedy: "letters without accents, digits, - and _, not beginning with passerelle_"
            )
            return nil
        }
        if let other = neighbours.lobbies[written] {
            findings.error(
                "\"\(other.rawValue)\" has the lobby #\(written) already",
                at: alias.place,
                remedy: "give one of the two another alias"
            )
        }
        return Lobby(
            alias: written,
            federates: federates,
            admitsGuests: admitsGuests,
            isListed: isListed,
            letGoMinutes: minutes
        )
    }
}
