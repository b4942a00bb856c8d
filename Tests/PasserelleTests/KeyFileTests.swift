import Foundation
import Relay
import Testing

@testable import passerelle

/// Where the key that seals everything may lie.
@Suite struct KeyFileTests {
    /// 32 bytes, as the file holds them.
    private static let line = Data(repeating: 7, count: 32).base64EncodedString()

    private final class Credentials {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "passerelle-key-\(UUID().uuidString)")

        init() throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        /// As systemd hands them over: readable for the group too, in a folder that is not.
        func put(_ name: String, _ text: String, mode: Int = 0o440) throws {
            let path = folder.appending(path: name).path
            try Data(text.utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }

        func file(_ written: String, isService: Bool = true) throws -> KeyFile {
            try KeyFile(
                written: written,
                loading: Loading(
                    configPath: folder.appending(path: "passerelle.yaml").path,
                    today: WallClock().today
                ),
                environment: isService ? ["CREDENTIALS_DIRECTORY": folder.path] : [:]
            )
        }
    }

    @Test func `a credential is read where systemd has put it, whoever else may read it`() throws {
        let credentials = try Credentials()
        try credentials.put("passerelle.key", Self.line + "\n")
        let file = try credentials.file("credential:passerelle.key")
        #expect(file.isCredential)
        #expect(try file.read().map(\.line) == [Self.line])
        _ = try file.ring(ledgerExists: true)
        _ = try file.ring(ledgerExists: false)
    }

    @Test func `outside of the service a credential is not known, and that is said`() throws {
        let credentials = try Credentials()
        let fault = #expect(throws: SecretFileFault.self) {
            try credentials.file("credential:passerelle.key", isService: false)
        }
        #expect(fault?.description.contains("CREDENTIALS_DIRECTORY") == true)
    }

    @Test func `a credential that is missing or no key is never made up`() throws {
        let credentials = try Credentials()
        let missing = try credentials.file("credential:passerelle.key")
        for ledgerExists in [true, false] {
            #expect(throws: SecretFileFault.self) { try missing.ring(ledgerExists: ledgerExists) }
        }
        #expect(!FileManager.default.fileExists(atPath: missing.path))
        for text in ["", "\n", "AAAA\n", Self.line + "\nnot a key\n"] {
            try credentials.put("other.key", text, mode: 0o600)
            let file = try credentials.file("credential:other.key")
            #expect(throws: SecretFileFault.self, "“\(text)”") { try file.read() }
        }
        let path = credentials.folder.appending(path: "other.key")
        try Data([0xFF, 0xFE, 0, 1]).write(to: path)
        let file = try credentials.file("credential:other.key")
        let fault = #expect(throws: SecretFileFault.self) { try file.read() }
        #expect(fault?.description.contains("does not hold a key of 32 bytes") == true)
    }

    @Test func `a key in a file is made at the first start, for its owner alone`() throws {
        let credentials = try Credentials()
        let file = try credentials.file("passerelle.key")
        _ = try file.ring(ledgerExists: false)
        #expect(try SecretFile.mode(of: file.path) == 0o600)
        _ = try file.ring(ledgerExists: true)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o640],
            ofItemAtPath: file.path
        )
        #expect(throws: SecretFileFault.self) { try file.ring(ledgerExists: true) }
        try FileManager.default.removeItem(atPath: file.path)
        #expect(throws: SecretFileFault.self) { try file.ring(ledgerExists: true) }
    }
}
