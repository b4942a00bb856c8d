internal import Foundation

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

    /// Puts a text in the place of a file's: who reads it sees the old or the new, and a power cut
    /// afterwards leaves the new.
    static func replace(_ path: String, with text: String) throws {
        // The new file takes over the old one's permissions.
        try insistOnPrivacy(of: path)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        try insistOnPrivacy(of: path)
        try synchronize(path)
    }

    /// Waits until a file and its name are on the disk.
    static func synchronize(_ path: String) throws {
        let folder = Paths.folder(of: path)
        for place in [path, folder.isEmpty ? "." : folder] {
            guard let handle = FileHandle(forReadingAtPath: place) else {
                throw SecretFileFault(path: place, what: "cannot be opened")
            }
            try handle.synchronize()
            try handle.close()
        }
    }

    /// Nobody but its owner may read a secret, and that is the account that we run under.
    static func insistOnPrivacy(of path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw SecretFileFault(path: path, what: "is missing")
        }
        guard let fault = try fault(path) else { return }
        throw SecretFileFault(path: path, what: fault.what + "; " + fault.remedy)
    }

    /// What is wrong with a secret's file, and what to do; `isShared`: it is another service's
    /// too, so that its group may read it.
    static func fault(
        _ path: String,
        isShared: Bool = false
    ) throws -> (what: String, remedy: String)? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let type = attributes[.type] as? FileAttributeType
        guard type != .typeSymbolicLink else {
            return ("is a link", "name the file itself, or put it here")
        }
        guard type == .typeRegular else { return ("is not a file", "remove it, or name another") }
        let owner = (attributes[.ownerAccountID] as? NSNumber)?.uint32Value
        guard isShared || owner == geteuid() || owner == 0 else {
            let name = attributes[.ownerAccountName] as? String ?? "\(owner ?? 0)"
            // Root could read it, and would leave files behind that the bridge cannot.
            let remedy =
                geteuid() == 0
                ? "run this as that account: runuser -u \(name) -- passerelle …"
                : "run: chown \(geteuid()) \(path)"
            return ("belongs to another account, \(name)", remedy)
        }
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & (isShared ? 0o037 : 0o077) != 0 else { return nil }
        return ("can be read by others", "run: chmod \(isShared ? "640" : "600") \(path)")
    }

    static func mode(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
    }
}

/// What is wrong with a file, for the admin.
struct SecretFileFault: Error, CustomStringConvertible {
    let path: String
    let what: String

    var description: String { "\(path) \(what)" }
}
