internal import Foundation
internal import Store

/// Where the master key is kept: a file that only the bridge's own account may read, or a
/// credential that systemd hands to the service.
///
/// One key a line, the one in force first. There are two only while `rekey` changes them, or when
/// it was stopped in the middle.
struct KeyFile {
    let path: String
    let isCredential: Bool

    /// `credential:NAME` is looked for in the folder that systemd names to the service.
    init(written: String, loading: Loading, environment: [String: String]) throws {
        guard written.hasPrefix(Self.credential) else {
            (path, isCredential) = (loading.path(written), false)
            return
        }
        let name = String(written.dropFirst(Self.credential.count))
        guard let folder = environment["CREDENTIALS_DIRECTORY"] else {
            throw SecretFileFault(
                path: written,
                what: "is known to the service only: systemd sets CREDENTIALS_DIRECTORY; run it "
                    + "with systemd-run --pipe -p User=… -p LoadCredential=\(name):…"
            )
        }
        (path, isCredential) = ((folder as NSString).appendingPathComponent(name), true)
    }

    static let credential = "credential:"

    /// The ring of keys; made at the first start.
    func ring(ledgerExists: Bool) throws -> KeyRing {
        if !FileManager.default.fileExists(atPath: path) {
            // A new key could not open what the old one has sealed.
            guard !ledgerExists, !isCredential else {
                throw SecretFileFault(path: path, what: "is missing, but the ledger needs it")
            }
            try SecretFile.write(Self.line(MasterKey.mint()), to: path)
        }
        return try KeyRing { try read().map(\.key) }
    }

    /// A key and the line that holds it.
    struct Kept {
        let key: MasterKey
        let line: String
    }

    func read() throws -> [Kept] {
        // A credential lies in a folder of its own that nobody else can enter.
        if !isCredential { try SecretFile.insistOnPrivacy(of: path) }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw SecretFileFault(path: path, what: "cannot be read")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let kept = lines.filter { !$0.isEmpty }.map { line in
            let bytes = Data(base64Encoded: line).map(Array.init) ?? []
            return MasterKey(bytes: bytes).map { Kept(key: $0, line: line) }
        }
        guard !kept.isEmpty, !kept.contains(where: { $0 == nil }) else {
            throw SecretFileFault(path: path, what: "does not hold a key of 32 bytes")
        }
        return kept.compactMap(\.self)
    }

    /// Puts keys in the place of those that are there, at once and durably.
    func replace(with lines: [String]) throws {
        let text = lines.map { $0 + "\n" }.joined()
        try SecretFile.replace(path, with: text)
    }

    static func line(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString() + "\n"
    }
}
