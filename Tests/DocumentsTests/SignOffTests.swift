import Desk
import Documents
import Testing

@Suite struct SignOffTests {
    @Test func `an entry is spoken on its last day and not on the next`() throws {
        let script = try script(checkBy: "2026-11-23")
        let today = try Shelves.today
        #expect(script.helplines(on: today).map(\.id) == ["112", "103"])
        #expect(script.helplines(on: today.adding(days: 1)).map(\.id) == ["112"])
    }

    @Test func `an entry whose day has passed is kept, and not spoken`() throws {
        let script = try script(checkBy: "2026-11-22")
        #expect(script.referrals.map(\.id) == ["112", "103", "cpvs"])
        #expect(script.helplines(on: try Shelves.today).map(\.id) == ["112"])
    }

    @Test func `an entry that nobody signed is not spoken`() throws {
        let unsigned = try script(checkBy: "2030-01-01", signature: "")
        #expect(unsigned.referrals.map(\.id) == ["112", "cpvs"])
    }

    private func script(
        checkBy: String,
        signature: String = "    verifiedBy: \"Lou\"\n"
    ) throws -> Script {
        let files = try Example.files(changing: "referrals.yaml") { text in
            var entries = text.split(separator: "  - id:", omittingEmptySubsequences: false)
                .map(String.init)
            entries[2] = entries[2].replacing("2027-11-30", with: checkBy)
                .replacing("    verifiedBy: \"Lou\"\n", with: signature)
            return entries.joined(separator: "  - id:")
        }
        let reading = try Shelves.read(files)
        #expect(reading.isUsable)
        return try #require(reading.value)
    }
}
