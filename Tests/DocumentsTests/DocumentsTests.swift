// These tests hold what an admin is told. The bots and settings that we ship are read as they are;
// every file in `Broken/` is one mistake, and ends with the complaints that it must cause.
//
// Such a file's name begins with what it stands in for (`hours.`, `texts.`, `settings.` …), and the
// rest of its bot is the shipped French one. Lines that begin with `#>` are the expected complaints
// without the path; `#! incomplete` keeps the missing texts from being filled in.
import Desk
import Documents
import Foundation
import Testing

/// The files that are tested, from the disk: only tests and the executable may look there.
enum Shelves {
    /// The day on which the shipped files were last looked through.
    static var today: CivilDate {
        get throws { try #require(CivilDate(year: 2026, month: 11, day: 23)) }
    }

    static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    static func file(_ path: String) throws -> SourceFile {
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        return SourceFile(path: path, text: text)
    }

    static func bot(_ name: String) throws -> [String: SourceFile] {
        let folder = root.appending(path: "bots/\(name)").path(percentEncoded: false)
        let present = try FileManager.default.contentsOfDirectory(atPath: folder)
        let wanted = BotFolder.fileNames.filter(present.contains)
        return try Dictionary(
            uniqueKeysWithValues: wanted.map { ($0, try file("bots/\(name)/\($0)")) }
        )
    }

    static func provinces(in language: Language) throws -> [String: String] {
        let table = try file("Sources/passerelle/Data/be_postal_codes.csv")
        let reading = PostalCodes.read(table, in: language)
        return try #require(reading.value)
    }

    /// Reads a bot on the day of the tests.
    static func read(
        _ files: [String: SourceFile],
        name: String = "maintenant-jen-parle"
    ) throws -> Reading<Script> {
        BotFolder.read(
            name: BotName(name),
            files: files,
            provinces: try provinces(in: .fr),
            on: try today
        )
    }
}
