import Desk
import Documents
import Foundation

/// The bots that we ship, from the disk.
enum Shipped {
    static let names = ["maintenant-jen-parle", "nu-praat-ik-erover"]

    /// Something that the measuring leans on is not as it must be.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func fileNames(in folder: String) throws -> [String] {
        let path = root.appending(path: folder).path(percentEncoded: false)
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    static func provinces() throws -> [String: Province] {
        let path = "Sources/passerelle/Data/be_postal_codes.csv"
        let reading = PostalCodes.read(SourceFile(path: path, text: try text(path)))
        guard let provinces = reading.value else { throw Unusable(description: path) }
        return provinces
    }

    /// Reads a bot as `passerelle check` does, on the day on which its files were looked through.
    static func read(_ name: String, _ provinces: [String: Province]) throws -> Script {
        guard let today = CivilDate(year: 2026, month: 11, day: 30) else {
            throw Unusable(description: "the day")
        }
        let present = try fileNames(in: "bots/\(name)")
        let wanted = BotFolder.fileNames.filter(present.contains)
        let files = try wanted.map { fileName in
            let path = "bots/\(name)/\(fileName)"
            return (fileName, SourceFile(path: path, text: try text(path)))
        }
        let reading = BotFolder.read(
            Dictionary(uniqueKeysWithValues: files),
            provinces: provinces,
            on: today,
            beside: Neighbours(of: BotName(name), names: names.map { BotName($0) })
        )
        guard let script = reading.value, reading.isUsable else {
            throw Unusable(description: "\(name) has errors: run passerelle check")
        }
        return script
    }
}
