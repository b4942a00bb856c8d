import Foundation
import Testing

@Suite struct CheckTests {
    @Test func `a good house has nothing to complain about`() throws {
        let house = try CopiedHouse()
        let outcome = try house.check("--strict")
        #expect(outcome.output == "2 bots, 0 errors, 0 warnings\n")
        #expect(outcome.status == 0)
    }

    @Test func `a warning is told, and is an error only when strict`() throws {
        let house = try CopiedHouse()
        try house.change("\(CopiedHouse.dutch)/hours.yaml") {
            $0.replacing("weekly: {monday: [\"18:00-21:00\"]}", with: "weekly: {}")
        }
        let kind = try house.check()
        #expect(kind.status == 0)
        #expect(kind.lines.count == 2)
        #expect(kind.output.contains("warning: the week has no opening"))
        #expect(kind.lines.last == "2 bots, 0 errors, 1 warning")
        let strict = try house.check("--strict")
        #expect(strict.status == 1)
        #expect(strict.output.contains("error: the week has no opening"))
        #expect(strict.lines.last == "2 bots, 1 error, 0 warnings")
    }

    @Test func `a bot beside the others is read before anybody adds it to the settings`() throws {
        let house = try CopiedHouse()
        try house.change("passerelle.yaml") {
            $0.replacing(#/\n  - folder: [^\n]*nu-praat[^\n]*(\n    [^\n]*)*/#, with: "")
        }
        let whole = try house.check("--strict")
        #expect(
            whole.output
                == "2 bots, 0 errors, 0 warnings (not in the settings: nu-praat-ik-erover)\n"
        )
        try house.write("zone: Mars\n", to: "\(CopiedHouse.dutch)/hours.yaml")
        #expect(try house.check().status == 1)
        #expect(try house.check("--bot", CopiedHouse.dutch).status == 1)
        #expect(try house.check("--bot", CopiedHouse.french).status == 0)
    }

    @Test func `an error is told with its place`() throws {
        let house = try CopiedHouse()
        try house.write(
            "zone: Europe/Brussels\nweekly: {monday: [\"18:00-21:00\"]}\nholidays: maybe\n",
            to: Self.hours
        )
        let outcome = try house.check()
        #expect(outcome.status == 1)
        #expect(
            outcome.lines.first == "maintenant-jen-parle/hours.yaml:3:11: error: \"holidays\" "
                + "cannot be \"maybe\" – known here: open, closed"
        )
    }

    @Test func `editors get a list`() throws {
        let house = try CopiedHouse()
        #expect(try house.check("--format", "json").output == "[\n\n]\n")
        try house.write(
            "zone: Europe/Brussels\nweekly: {monday: [\"18:00-21:00\"]}\nholidays: maybe\n",
            to: Self.hours
        )
        let outcome = try house.check("--format", "json")
        #expect(outcome.status == 1)
        let rows = try JSONDecoder().decode([Row].self, from: Data(outcome.output.utf8))
        let row = try #require(rows.first { $0.severity == "error" })
        #expect((row.file, row.line, row.column) == (Self.hours, 3, 11))
        #expect(row.what == "\"holidays\" cannot be \"maybe\"")
        #expect(row.remedy == "known here: open, closed")
    }

    private struct Row: Decodable {
        let file: String
        let line: Int
        let column: Int
        let severity: String
        let what: String
        let remedy: String?
    }

    private static let hours = "\(CopiedHouse.french)/hours.yaml"

    @Test func `one bot alone is complained about alone`() throws {
        let house = try CopiedHouse()
        try house.write("zone: Mars\n", to: Self.hours)
        let other = try house.check("--bot", CopiedHouse.dutch)
        #expect(other.output == "1 bot, 0 errors, 0 warnings\n")
        #expect(other.status == 0)
        #expect(try house.check("--bot", CopiedHouse.french).status == 1)
    }

    @Test func `a bot that is not in the settings is not silently well`() throws {
        let house = try CopiedHouse()
        let outcome = try house.check("--bot", "maintenant")
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("there is no bot called maintenant"))
        #expect(outcome.errors.contains("known: maintenant-jen-parle, nu-praat-ik-erover"))
    }

    @Test func `a format that does not exist is refused`() throws {
        let outcome = try CopiedHouse().check("--format", "xml")
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("xml"))
    }
}
