internal import Desk

/// `bot.yaml`: who the bot is, and its numbers.
struct BotFile {
    let language: Language
    let persona: String
    let exitAddress: String
    let limits: ScriptLimits

    static func read(_ file: SourceFile, _ findings: Findings) -> BotFile? {
        let known = ["language", "persona", "exit_address", "limits"]
        guard let table = Table.whole(file, knowing: known, findings) else { return nil }
        let languages = Language.allCases.map { ($0.rawValue, $0) }
        let language = table.required("language", example: "fr")?
            .word("\"language\"", among: languages, findings)
        let persona = table.text("persona", example: "\"Intervenante\"")
        let example = "\"https://fr.wikipedia.org/\""
        let exit = table.required("exit_address", example: example)?
            .address("\"exit_address\"", schemes: ["https"], example: example, findings)
        let limits = readLimits(table, findings)
        guard let language, let persona, let exit else { return nil }
        return BotFile(
            language: language,
            persona: persona,
            exitAddress: exit,
            limits: limits
        )
    }

    private static func readLimits(_ table: Table, _ findings: Findings) -> ScriptLimits {
        let usual = ScriptLimits()
        let known = ["waiting", "line_characters", "unheard_lines", "forget_after_hours"]
        guard let leaf = table.optional("limits"),
            let limits = Table(leaf, knowing: known, "\"limits\"", findings)
        else { return usual }
        return ScriptLimits(
            waitingCountMax: limits.count(
                "waiting",
                in: 1...1_000,
                otherwise: usual.waitingCountMax
            ),
            lineCharactersMax: limits.count(
                "line_characters",
                in: 200...8_000,
                otherwise: usual.lineCharactersMax
            ),
            unheardLineCountMax: limits.count(
                "unheard_lines",
                in: 1...1_000,
                otherwise: usual.unheardLineCountMax
            ),
            forgetAfterHours: limits.count(
                "forget_after_hours",
                in: 1...720,
                otherwise: usual.forgetAfterHours
            )
        )
    }
}
