/// Finds an account of the team, or a room of the chat network, in words that are for a visitor.
///
/// A `!` that was forgotten makes "transférer @bea" a line for her, and a client that completes
/// names writes them in a moment. What begins so is never meant for a child.
enum AccountNames {
    static func stand(in text: String, of team: Team) -> Bool {
        let lowered = text.lowercased()
        // Links as clients write them (CS, "Matrix URIs and links").
        if lowered.contains("matrix.to/") || lowered.contains("matrix:u/")
            || lowered.contains("matrix:r")
        {
            return true
        }
        let names = Set(team.members.keys.map { $0.shortName.lowercased() })
        let servers = Set(team.members.keys.map { $0.serverName.lowercased() })
        return lowered.split { $0.isWhitespace || brackets.contains($0) }.contains { word in
            isName(word, names, servers)
        }
    }

    /// Whether a line is an order about a colleague whose `!` was forgotten, and her `@` with it:
    /// "inviter bea".
    static func follow(_ text: String, of team: Team, _ commands: CommandWords) -> Bool {
        let words = Folded.words(text)
        guard words.count == 2, let order = commands.read(String(words[0])),
            order == .handOver || order == .invite
        else { return false }
        return team.members.keys.contains { Folded.text($0.shortName) == words[1] }
    }

    private static func isName(
        _ word: Substring,
        _ names: Set<String>,
        _ servers: Set<String>
    ) -> Bool {
        guard let sigil = word.firstIndex(where: { "@!#".contains($0) }) else { return false }
        let rest = word[word.index(after: sigil)...]
        let name = rest.prefix { $0.isLetter || $0.isNumber || "._-=/+".contains($0) }
        let server = rest.dropFirst(name.count)
        if server.first == ":", servers.contains(where: { server.dropFirst().hasPrefix($0) }) {
            return true
        }
        if word[sigil] == "!" { return name.count >= roomNameCharactersMin }
        var plain = name
        while plain.last.map({ ".-".contains($0) }) == true { plain.removeLast() }
        return word[sigil] == "@" && names.contains(String(plain))
    }

    /// The name of a room since version 12 has no server: it is a digest (CS, "Room version 12").
    private static let roomNameCharactersMin = 40
    private static let brackets = Set("()[]<>{}\"'«»“”‘’,;`*")
}
