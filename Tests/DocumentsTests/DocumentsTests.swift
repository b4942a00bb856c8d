// These tests hold what an admin is told. The bots and settings that we ship are read as they are;
// every file in `Broken/` is a kind of mistake, and ends with the complaints that it must cause.
//
// Such a file's name begins with what it stands in for (`hours.`, `texts.`, `settings.` …); the
// rest of its bot is the small one in `Example/`, which has no mistake. Lines that begin with `#>`
// are all complaints about the whole bot, those about the file itself without its path. Sentences
// that a texts file does not write are filled in, but for those after `#! without`; `#! incomplete`
// keeps the file as it is.
import Desk
@testable import Documents
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

    static let shipped = ["maintenant-jen-parle", "nu-praat-ik-erover"]

    /// The files of a folder that a bot's reader looks for.
    static func bot(in path: String) throws -> [String: SourceFile] {
        let folder = root.appending(path: path).path(percentEncoded: false)
        let present = try FileManager.default.contentsOfDirectory(atPath: folder)
        let wanted = BotFolder.fileNames.filter(present.contains)
        return try Dictionary(
            uniqueKeysWithValues: wanted.map { ($0, try file("\(path)/\($0)")) }
        )
    }

    static func shipped(_ name: String) throws -> [String: SourceFile] {
        try bot(in: "bots/\(name)")
    }

    static let provinces: [String: Province] = [
        "1000": .brussels, "5000": .namur, "9000": .eastFlanders,
    ]

    /// Reads a bot on the day of the tests, as one of a house.
    static func read(
        _ files: [String: SourceFile],
        name: String = "example",
        on day: CivilDate? = nil
    ) throws -> Reading<Script> {
        let own = BotName(name)
        let names = (shipped + ["other"]).map { BotName($0) } + [own]
        return BotFolder.read(
            files,
            provinces: provinces,
            on: try day ?? today,
            beside: Neighbours(
                of: own,
                names: names,
                paths: ["autre": BotName("other")],
                lobbies: ["taken": BotName("other")]
            )
        )
    }
}

/// The small bot in `Example/`.
enum Example {
    static func files() throws -> [String: SourceFile] {
        completed(try sketch())
    }

    /// The files as they lie there, without the sentences that are filled in.
    static func sketch() throws -> [String: SourceFile] {
        let files = try Shelves.bot(in: "Tests/DocumentsTests/Example")
        return Dictionary(
            uniqueKeysWithValues: files.map { ($0, SourceFile(path: $0, text: $1.text)) }
        )
    }

    static func completed(_ files: [String: SourceFile]) -> [String: SourceFile] {
        files.mapValues { file in
            let isTexts = file.path.hasPrefix("texts.")
            return isTexts ? SourceFile(path: file.path, text: completed(file.text)) : file
        }
    }

    /// The example with other words in one of its files.
    static func files(
        changing name: String,
        _ change: (String) -> String
    ) throws -> [String: SourceFile] {
        var files = try files()
        let file = try #require(files[name])
        files[name] = SourceFile(path: name, text: change(file.text))
        return files
    }

    /// A texts file with every sentence that it does not write, so that only its own mistake is
    /// left; its lines stay where they are, so it writes one of its two parts, at its end.
    static func completed(_ text: String) -> String {
        let isPage = text.contains("page:\n")
        let own = isPage ? words : sentences
        let without = text.split(separator: "\n").first { $0.hasPrefix("#! without ") } ?? ""
        let left = without.split(separator: " ").map(String.init)
        let filled = own.filter { !text.contains("\n  \($0.0):") && !left.contains($0.0) }
        let isWithCommands = text.contains("commands:\n")
        let isBegun = isPage || text.contains("texts:\n")
        return text + (isBegun ? "" : "texts:\n") + lines(filled)
            + (isPage ? "texts:\n" + lines(sentences) : "page:\n" + lines(words))
            + (isWithCommands ? "" : commands)
    }

    /// The English words, which every bot has.
    private static let commands =
        "commands:\n" + CommandWord.allCases.map { "  \($0.rawValue): [\($0.rawValue)]\n" }.joined()

    private static let sentences = TextKey.allCases.map { ($0.rawValue, $0.essentials) }
    private static let words = PageWord.allCases.map { ($0.rawValue, [String]()) }

    /// Each with words of its own, and with the number and the blanks that some must name.
    private static func lines(_ texts: [(key: String, essentials: [String])]) -> String {
        texts.map { key, essentials in
            let blanks = essentials.map { " {\($0)}" }.joined()
            return "  \(key): \"112 \(key)\(blanks)\(listed(in: key))\"\n"
        }.joined()
    }

    /// The list of commands has to name every one.
    private static func listed(in key: String) -> String {
        guard ["staff_help", "room_help"].contains(key) else { return "" }
        return CommandWord.allCases.map { " !\($0.rawValue)" }.joined()
    }
}
