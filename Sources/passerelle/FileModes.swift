internal import Documents
internal import Foundation

/// Who else on this machine can read what only the bridge may, or put something in its place.
///
/// `doctor` says it, and `serve` does not start: a ledger and its key that somebody else has copied
/// cannot be made secret again afterwards.
struct FileModes {
    /// A file or folder that is open to others, and what to do.
    struct Fault {
        let what: String
        let remedy: String
    }

    let loading: Loading
    let settings: Settings

    /// What is open to others, of all that is there.
    func faults() -> [Fault] {
        secrets.compactMap(Self.fault) + folders.compactMap(Self.fault(ofFolder:))
    }

    private var ledger: String { loading.path(settings.ledgerFile) }

    private var secrets: [(path: String, isShared: Bool)] {
        // The registration is the homeserver's too, so its group may read it.
        var secrets = [(loading.path(settings.registrationFile), true)]
        secrets += ["", "-wal", "-shm"].map { (ledger + $0, false) }
        // A credential lies in a folder of its own that nobody else can enter.
        if !settings.keyFile.hasPrefix(KeyFile.credential) {
            secrets.append((loading.path(settings.keyFile), false))
        }
        if let token = settings.homeserver.adminTokenFile {
            secrets.append((loading.path(token), false))
        }
        return secrets
    }

    /// Whoever may write into one could put another ledger or key there, however closed those are.
    ///
    /// That others see the names of what lies in it does no harm.
    private var folders: [String] {
        var files = [ledger]
        if !settings.keyFile.hasPrefix(KeyFile.credential) {
            files.append(loading.path(settings.keyFile))
        }
        let folders = files.map { Paths.folder(of: $0) }
        return Set(folders.map { $0.isEmpty ? "." : $0 }).sorted()
    }

    private static func fault(_ path: String, _ isShared: Bool) -> Fault? {
        guard isThere(path) else { return nil }
        do {
            let fault = try SecretFile.fault(path, isShared: isShared)
            return fault.map { Fault(what: "\(path) \($0.what)", remedy: $0.remedy) }
        } catch {
            return Fault(what: "\(path) cannot be looked at", remedy: "who may enter its folder?")
        }
    }

    private static func fault(ofFolder path: String) -> Fault? {
        guard isThere(path), let mode = try? SecretFile.mode(of: path), mode & 0o022 != 0 else {
            return nil
        }
        return Fault(
            what: "\(path) can be written by others",
            remedy: "run: chmod go-w \(path)"
        )
    }

    private static func isThere(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }
}
