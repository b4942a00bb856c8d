import Foundation

/// Where one test's real parts write; gone when the last of them is.
///
/// In memory where the machine has such a place: these databases have to survive a killed process,
/// not a power cut, and Synapse is half as fast again without a disk.
public final class LiveFolder: Sendable {
    /// Its path.
    public let path: String

    /// Makes a new one.
    ///
    /// With `PASSERELLE_KEEP=1` it stays, for a look at the logs.
    public init() throws {
        let memory = "/dev/shm"
        let manager = FileManager.default
        let parent = manager.isWritableFile(atPath: memory) ? memory : Live.root + "/.run/live"
        path = parent + "/passerelle-live-" + UUID().uuidString.prefix(8).lowercased()
        try manager.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    deinit {
        guard Live.environment["PASSERELLE_KEEP"] != "1" else { return }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of something inside.
    public func path(of name: String) -> String {
        path + "/" + name
    }

    /// Writes a text, with a file's mode of its own where one is said.
    ///
    /// Its folder is made when there is none.
    public func write(_ text: String, to name: String, mode: Int? = nil) throws {
        let file = URL(filePath: path(of: name))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
        guard let mode else { return }
        let path = file.path(percentEncoded: false)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    /// Every file under it, for tests that look for what must not be there.
    public func files() -> [String] {
        let names = FileManager.default.subpaths(atPath: path) ?? []
        return names.map(path(of:)).filter { name in
            let kind = try? FileManager.default.attributesOfItem(atPath: name)[.type]
            return kind as? FileAttributeType == .typeRegular
        }
    }
}
