internal import Foundation
internal import Store

/// Files that only the bridge's own account may read.
enum SecretFile {
    /// Writes a file that is never readable for anybody else, not even for a moment.
    static func write(_ text: String, to path: String) throws {
        let isWritten = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isWritten else {
            throw SecretFileFault(path: path, what: "cannot be written")
        }
    }

    /// The master key; made at the first start.
    static func masterKey(at path: String, ledgerExists: Bool) throws -> MasterKey {
        if !FileManager.default.fileExists(atPath: path) {
            // A new key could not open what the old one has sealed.
            guard !ledgerExists else {
                throw SecretFileFault(path: path, what: "is missing, but the ledger needs it")
            }
            try write(Data(MasterKey.mint()).base64EncodedString() + "\n", to: path)
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o077 == 0 else {
            throw SecretFileFault(path: path, what: "can be read by others; run: chmod 600 \(path)")
        }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Data(base64Encoded: trimmed), let key = MasterKey(bytes: Array(bytes))
        else { throw SecretFileFault(path: path, what: "does not hold a key of 32 bytes") }
        return key
    }
}

/// What is wrong with a file, for the admin.
struct SecretFileFault: Error, CustomStringConvertible {
    let path: String
    let what: String

    var description: String { "\(path) \(what)" }
}
