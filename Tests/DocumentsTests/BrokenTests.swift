import Desk
import Documents
import Foundation
import Testing

@Suite struct BrokenTests {
    @Test(arguments: try Broken.all())
    func `a mistake is answered with exactly these complaints`(broken: Broken) throws {
        #expect(try broken.complaints() == broken.expected)
    }

    @Test func `there is a file for every kind of mistake`() throws {
        #expect(try Broken.all().count >= 40)
    }
}

/// One file with a mistake in it.
struct Broken: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String

    var testDescription: String { name }

    static func all() throws -> [Broken] {
        let folder = try #require(Bundle.module.url(forResource: "Broken", withExtension: nil))
        let path = folder.path(percentEncoded: false)
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { name in
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return Broken(name: name, text: text)
        }
    }

    /// The complaints that the file itself asks for.
    var expected: [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("#> ") }.map { String($0.dropFirst(3)) }
    }

    /// The complaints about this file, without its path.
    func complaints() throws -> [String] {
        let kind = name.prefix { $0 != "." }
        let file = SourceFile(path: name, text: kind == "texts" ? completed : text)
        let found: [Complaint]
        switch kind {
        case "settings": found = SettingsFile.read(file).complaints
        case "registration": found = RegistrationFile.read(file).complaints
        case "postal": found = PostalCodes.read(file).complaints
        case "texts": found = try inBot(file, as: "texts.fr.yaml")
        default: found = try inBot(file, as: "\(kind).yaml")
        }
        return found.filter { $0.file == name }.map {
            String($0.rendered.dropFirst(name.count + 1))
        }
    }

    private func inBot(_ file: SourceFile, as fileName: String) throws -> [Complaint] {
        var files = try Shelves.bot("maintenant-jen-parle")
        #expect(files[fileName] != nil, "no such file in a bot's folder")
        files[fileName] = file
        return try Shelves.read(files).complaints
    }

    /// With every text that the file does not write, so that only its own mistake is left.
    private var completed: String {
        guard !text.contains("#! incomplete") else { return text }
        let missing = TextKey.allCases.map(\.rawValue).filter { !text.contains("  \($0):") }
        return text + missing.map { "\n  \($0): \"112\"" }.joined()
    }
}
