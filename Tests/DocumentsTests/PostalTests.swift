import Desk
import Documents
import Testing

@Suite struct PostalTests {
    @Test func `the shipped table knows every code once and without a complaint`() throws {
        let table = try Shelves.file("Sources/passerelle/Data/be_postal_codes.csv")
        let reading = PostalCodes.read(table, in: .fr)
        #expect(reading.complaints.isEmpty)
        let provinces = try #require(reading.value)
        #expect(provinces.count > 1_100)
        #expect(Set(provinces.values).count == 11)
        // Two traps: a code that looks like Antwerp's, and Brussels, which is no province.
        #expect(provinces["2070"] == "Province de Flandre orientale")
        #expect(provinces["1000"] == "Bruxelles-Capitale")
        #expect(provinces["9999"] == nil)
    }

    @Test(arguments: zip(Language.allCases, ["de Liège", "Luik", "of Liège", "Lüttich"]))
    func `the provinces are named in the bot's language`(language: Language, name: String) throws {
        #expect(try #require(try Shelves.provinces(in: language)["4000"]).hasSuffix(name))
    }

    @Test func `a table saved by a spreadsheet is read the same`() throws {
        let text =
            "# note\r\npostal_code,municipality_fr,province_fr\r\n5000,Namur,Province de Namur\r\n"
        let reading = PostalCodes.read(SourceFile(path: "codes.csv", text: text))
        #expect(reading.complaints.isEmpty)
        #expect(reading.value == ["5000": "Province de Namur"])
    }
}
