import Documents
import Foundation
import Testing

/// The schemas in `config/schemas`.
///
/// Whether files pass them is for `Tests/schemas.py`, with a validator that is not ours.
@Suite struct SchemaTests {
    @Test func `the schemas in the repository are those that the program writes today`() throws {
        let folder = Shelves.root.appending(path: "config/schemas").path(percentEncoded: false)
        let present = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(present.sorted() == Schemas.all.map(\.fileName).sorted())
        for schema in Schemas.all {
            let written = try Shelves.file("config/schemas/\(schema.fileName)").text
            #expect(written == schema.json, "run: passerelle schema (\(schema.fileName))")
        }
    }

    @Test(arguments: try paths())
    func `a shipped file names its schema in its first line`(path: String) throws {
        let line = try #require(try Shelves.file(path).text.split(separator: "\n").first)
        let mark = "# yaml-language-server: $schema="
        try #require(line.hasPrefix(mark), "\(line)")
        let folder = Shelves.root.appending(path: path).deletingLastPathComponent()
        let schema = folder.appending(path: String(line.dropFirst(mark.count))).standardizedFileURL
        let stem = try #require(path.split(separator: "/").last?.split(separator: ".").first)
        let own = Shelves.root.appending(path: "config/schemas/\(stem).schema.json")
        #expect(schema.path(percentEncoded: false) == own.path(percentEncoded: false))
        #expect(FileManager.default.fileExists(atPath: own.path(percentEncoded: false)))
    }

    private static func paths() throws -> [String] {
        let bots = try Shelves.shipped.flatMap { name in
            try Shelves.shipped(name).keys.sorted().map { "bots/\(name)/\($0)" }
        }
        return bots + ["config/passerelle.yaml"]
    }
}
