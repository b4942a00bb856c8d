import Desk
import Documents
import Testing

@Suite struct SignOffTests {
    @Test func `an entry is spoken on its last day and not on the next`() throws {
        let onTime = try script(checkBy: "2026-11-23")
        #expect(onTime.referrals.map(\.id) == ["112", "103"])
        let late = try script(checkBy: "2026-11-22")
        #expect(late.referrals.map(\.id) == ["112"])
    }

    @Test func `an entry that nobody signed is not spoken`() throws {
        let unsigned = try script(checkBy: "2030-01-01", signature: "")
        #expect(unsigned.referrals.map(\.id) == ["112"])
    }

    private func script(
        checkBy: String,
        signature: String = "verifiedBy: \"Lou\""
    ) throws -> Script {
        var files = try Shelves.bot("maintenant-jen-parle")
        let text = """
            referrals:
              - {id: "112", name: A, about: B, phone: "112", source: s, verifiedOn: 2026-11-01,
                 verifiedBy: Lou, checkBy: 2030-01-01}
              - id: "103"
                name: Écoute-Enfants
                about: Gratuit.
                phone: "103"
                source: "103ecoute.be"
                verifiedOn: 2026-11-01
                checkBy: \(checkBy)
                \(signature)
            """
        files["referrals.yaml"] = SourceFile(path: "referrals.yaml", text: text)
        let helplines = """
            replies:
              - {id: helplines, text: Ici, referrals: ["112", "103"]}
            """
        files["replies.yaml"] = SourceFile(path: "replies.yaml", text: helplines)
        files["intake.yaml"] = SourceFile(path: "intake.yaml", text: "questions: []")
        let reading = try Shelves.read(files)
        #expect(reading.isUsable)
        return try #require(reading.value)
    }
}
