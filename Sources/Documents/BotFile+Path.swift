internal import Desk

/// The page's address among the doors of `bot.yaml`.
extension BotFile {
    /// The path as it is written; nothing where the folder's name serves.
    static func readPath(
        _ doors: Table?,
        in table: Table,
        beside neighbours: Neighbours,
        _ findings: Findings
    ) -> String? {
        let leaf = doors?.optional("web")
        let written = leaf?.text("\"web\"", findings)
        if let leaf, let written, !Seen.isID(written) {
            findings.error(
                "\"\(written)\" cannot be the path of a page",
                at: leaf.place,
                remedy: "letters without accents, digits, - and _"
            )
        }
        let path = written ?? neighbours.own.rawValue
        if let other = neighbours.paths[path] {
            findings.error(
                "\"\(other.rawValue)\" has the page /\(path) already",
                at: leaf?.place ?? table.place,
                remedy: "give one of the two another path under doors: {web: …}"
            )
        }
        return written
    }

    /// Warns of a path that has a word of what the bot is called, or is its folder's name.
    static func warnOfTelling(
        _ written: String?,
        of names: [String],
        at place: Place,
        beside neighbours: Neighbours,
        _ findings: Findings
    ) {
        let path = written ?? neighbours.own.rawValue
        guard path == neighbours.own.rawValue || tells(path, of: names) else { return }
        findings.warning(
            "the address /\(path) tells what the page is: it stands in the browser's history",
            at: place,
            remedy: "a neutral word such as /espace would say nothing, under doors: {web: …}"
        )
    }

    /// Whether somebody who sees the path in a list of pages can tell the bot from it.
    ///
    /// Words run together count too; short ones are in every name.
    private static func tells(_ path: String, of names: [String]) -> Bool {
        let words = Folded.text(path).split { !$0.isLetter }
        let letters = words.joined()
        if words.contains("viol") || tellingBeginnings.contains(where: letters.contains) {
            return true
        }
        return names.flatMap(Folded.words).contains { word in
            word.count >= wordLettersMin && letters.contains(word)
        }
    }

    private static let wordLettersMin = 4

    /// What such a service is about, in the languages of the country.
    private static let tellingBeginnings = [
        "abus", "agress", "geweld", "incest", "misbruik", "seksue", "sexue", "slachtoffer",
        "verkracht", "victim", "violenc",
    ]
}
