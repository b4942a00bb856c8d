import Desk
import Documents
import Testing

@Suite struct PostalTests {
    @Test func `the shipped table knows every code once and without a complaint`() throws {
        let table = try Shelves.file("Sources/passerelle/Data/be_postal_codes.csv")
        let reading = PostalCodes.read(table)
        #expect(reading.complaints.isEmpty)
        let provinces = try #require(reading.value)
        #expect(provinces.count > 1_100)
        #expect(Set(provinces.values) == Set(Province.allCases))
        // Two traps: a code that looks like Antwerp's, and Brussels, which is no province.
        #expect(provinces["2070"] == .eastFlanders)
        #expect(provinces["1000"] == .brussels)
        #expect(provinces["9999"] == nil)
    }

    @Test func `a table saved by a spreadsheet is read the same`() throws {
        let text =
            "# note\r\npostal_code,municipality_fr,province_fr\r\n5000,Namur,Province de Namur\r\n"
        let reading = PostalCodes.read(SourceFile(path: "codes.csv", text: text))
        #expect(reading.complaints.isEmpty)
        #expect(reading.value == ["5000": .namur])
    }
}
