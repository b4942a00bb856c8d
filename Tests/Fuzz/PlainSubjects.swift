import Desk
import Documents
import Foundation
import Matrix
import Store
import Support

/// The readers that need nothing but their input.
enum PlainSubjects {
    static func all() throws -> [Subject] {
        [
            Subject(name: "json") { try json($0) },
            Subject(name: "transaction") { bytes in _ = try? Transaction.parse(bytes) },
            Subject(name: "sync") { bytes in _ = try? SyncResponse.parse(bytes) },
            Subject(name: "registration") { try told(RegistrationFile.read(file($0))) },
            Subject(
                name: "settings",
                shipped: [try shipped("config/passerelle.yaml")]
            ) { try told(SettingsFile.read(file($0))) },
            try bot(),
        ]
    }

    private static func file(_ bytes: [UInt8]) -> SourceFile {
        SourceFile(path: "x.yaml", text: String(decoding: bytes, as: UTF8.self))
    }

    static func shipped(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: Live.root + "/" + path)))
    }

    /// What was read and written again is the same.
    private static func json(_ bytes: [UInt8]) throws {
        guard let value = try? JSON.parse(bytes) else { return }
        let written = value.encoded()
        guard let again = try? JSON.parse(written), again.encoded() == written else {
            throw Contradiction(description: "what was written is not read again")
        }
    }

    /// There is a value, or a reason why there is none.
    private static func told<Value>(_ reading: Reading<Value>) throws {
        let isTold = reading.complaints.contains { $0.severity == .error }
        guard reading.value != nil || isTold else {
            throw Contradiction(description: "refused without a reason")
        }
    }

    /// A bot's folder in which one file is another one; its first byte says which.
    private static func bot() throws -> Subject {
        let name = BotName("maintenant-jen-parle")
        let folder = "bots/" + name.rawValue + "/"
        let names =
            ["bot.yaml", "hours.yaml", "intake.yaml", "referrals.yaml", "replies.yaml"]
            + ["texts.fr.yaml"]
        let good = try names.map { try shipped(folder + $0) }
        let files = zip(names, good).map { ($0, SourceFile(path: $0, text: text($1))) }
        let shelf = Dictionary(uniqueKeysWithValues: files)
        guard let today = CivilDate(year: 2026, month: 11, day: 30) else {
            throw Contradiction(description: "the day")
        }
        return Subject(name: "bot", shipped: zip(0..., good).map { [UInt8($0)] + $1 }) { bytes in
            guard let first = bytes.first else { return }
            let changed = names[Int(first) % names.count]
            var files = shelf
            files[changed] = SourceFile(path: changed, text: text(Array(bytes.dropFirst())))
            let neighbours = Neighbours(of: name, names: [name])
            try told(BotFolder.read(files, provinces: [:], on: today, beside: neighbours))
        }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
