internal import Desk

/// `replies.yaml`: ready replies that lead on to other services.
enum RepliesFile {
    /// The reply whose services the page shows on every screen.
    static let helplines = "helplines"

    static func read(
        _ file: SourceFile,
        directory: Directory?,
        _ findings: Findings
    ) -> [String: Reply]? {
        guard let table = Table.whole(file, knowing: ["replies"], findings) else { return nil }
        var seen = Seen("reply", findings)
        var replies: [String: Reply] = [:]
        for item in table.requiredList("replies", example: "[]") {
            let known = ["id", "text", "referrals"]
            guard let table = Table(item, knowing: known, "a reply", findings) else { continue }
            let id = table.required("id", example: "adult").flatMap { seen.id($0) }
            let text = table.text("text", example: "\"Ce chat est pour les jeunes.\"")
            if let leaf = table.optional("text") { Wording.checkSpoken(leaf, findings) }
            let referrals = readReferrals(table, directory, findings)
            guard let id, let text else { continue }
            replies[id] = Reply(text: text, referrals: referrals)
        }
        if replies[helplines] == nil {
            findings.error(
                "no reply is called \"\(helplines)\"",
                at: table.place,
                remedy: "add it: its services are what the page shows on every screen"
            )
        }
        return replies
    }

    private static func readReferrals(
        _ table: Table,
        _ directory: Directory?,
        _ findings: Findings
    ) -> [String] {
        let referrals: [String] = table.list("referrals").compactMap { item in
            guard let id = item.text("an entry of \"referrals\"", findings) else { return nil }
            // Where the directory could not be read at all, its own complaints are enough.
            if let directory, !directory.ids.contains(id) {
                findings.error(
                    "no referral is called \"\(id)\"",
                    at: item.place,
                    remedy: Spelling.remedy(for: id, in: directory.ids.sorted())
                )
            }
            return id
        }
        if let directory, !referrals.isEmpty, !referrals.contains(where: directory.speaks) {
            findings.warning(
                "none of these services may be spoken today",
                at: table.place,
                remedy: "see the complaints about referrals.yaml"
            )
        }
        return referrals
    }
}
