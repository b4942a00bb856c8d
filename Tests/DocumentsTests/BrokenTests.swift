import Desk
import Documents
import Foundation
import Testing

@Suite struct BrokenTests {
    @Test(arguments: try Broken.all())
    func `a mistake is answered with exactly these complaints`(broken: Broken) throws {
        let complaints = try broken.complaints()
        #expect(complaints == broken.expected)
        #expect(!broken.expected.isEmpty)
    }

    @Test func `there is a file for every kind of mistake`() throws {
        #expect(try Broken.all().count >= 60)
    }

    @Test func `the bot around them has no mistake of its own`() throws {
        let reading = try Shelves.read(Example.files())
        #expect(reading.complaints.map(\.rendered) == [])
        #expect(reading.isUsable)
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

    /// Every complaint; those about this file without its path.
    func complaints() throws -> [String] {
        try found().map { complaint in
            let isOwn = complaint.file == name
            return isOwn ? String(complaint.rendered.dropFirst(name.count + 1)) : complaint.rendered
        }
    }

    private func found() throws -> [Complaint] {
        let kind = String(name.prefix { $0 != "." })
        let file = SourceFile(path: name, text: text)
        switch kind {
        case "settings": return SettingsFile.read(file).complaints
        case "registration": return RegistrationFile.read(file).complaints
        case "postal": return PostalCodes.read(file).complaints
        case "texts":
            let isWhole = text.contains("#! incomplete")
            let completed = isWhole ? text : Example.completed(text)
            return try inBot(SourceFile(path: name, text: completed), as: "texts.fr.yaml")
        default:
            return try inBot(file, as: "\(kind).yaml")
        }
    }

    private func inBot(_ file: SourceFile, as fileName: String) throws -> [Complaint] {
        var files = try Example.files()
        try #require(files[fileName] != nil, "no such file in a bot's folder")
        files[fileName] = file
        return try Shelves.read(files).complaints
    }
}
