internal import Crypto
internal import CryptoExtras
public import Desk
internal import Foundation
internal import GRDB

/// Makes return codes, and the slow digests under which their passes are kept.
///
/// One at a time: whoever guesses does not get far, and nobody else's memory is used up.
public actor ReturnCodes {
    /// The number of digits of a code: more than fifty bits of chance.
    public static let digitCount = VisitorEntry.codeDigitCount

    /// Memory and time of one digest: about 16 MB and some 40 ms.
    private static let rounds = 16_384

    private let salt: Data

    /// The codes of one ledger: without its master key they are good for nothing.
    public init(_ ledger: Ledger) {
        salt = ledger.codeSalt
    }

    /// What the codes of a ledger are salted with.
    ///
    /// Sealed under the master key and kept when that one changes, so that codes go on.
    static func salt(_ db: Database, _ master: SymmetricKey, of bridge: String) throws -> Data {
        let read = "SELECT value FROM bridge WHERE name = 'codes'"
        if let kept = try String.fetchOne(db, sql: read), let sealed = Data(base64Encoded: kept) {
            return try Seal.open(sealed, with: master, at: Place.codes(bridge))
        }
        let mark = HMAC<SHA256>.authenticationCode(for: Data("return codes".utf8), using: master)
        let sealed = try Seal.close(Data(mark), with: master, at: Place.codes(bridge))
        let write = "INSERT INTO bridge (name, value) VALUES ('codes', ?)"
        try db.execute(sql: write, arguments: [sealed.base64EncodedString()])
        return Data(mark)
    }

    /// A code that nobody has had, with its digest.
    ///
    /// Where nobody has chosen words in a language, digits stand for them.
    public func fresh(_ form: CodeForm, in language: Language) throws -> FreshCode {
        switch form {
        case .words:
            guard let list = CodeWords.list(in: language) else { return try freshDigits() }
            let words = Mint.choose(CodeWords.count, of: list.shown)
            let digest = try digest(words.map(Folded.text).joined(separator: " "))
            // A voice that reads aloud rests at each comma.
            return FreshCode(code: Confidential(words.joined(separator: ", ")), digest: digest)
        case .digits:
            return try freshDigits()
        }
    }

    private func freshDigits() throws -> FreshCode {
        let digits = Mint.digits(Self.digitCount)
        let groups = stride(from: 0, to: digits.count, by: 4).map { start in
            String(digits.dropFirst(start).prefix(4))
        }
        let code = groups.joined(separator: " ")
        return FreshCode(code: Confidential(code), digest: try digest(digits))
    }

    /// The digest of a code as somebody typed it; nothing where it cannot be one.
    public func digest(ofTyped typed: String) throws -> CodeDigest? {
        let digits = typed.filter { $0.isASCII && $0.isNumber }
        if digits.count == Self.digitCount { return try digest(digits) }
        return try CodeWords.read(typed).map { try digest($0) }
    }

    private func digest(_ code: String) throws -> CodeDigest {
        let key = try KDF.Scrypt.deriveKey(
            from: Data(code.utf8),
            salt: salt,
            outputByteCount: 32,
            rounds: Self.rounds,
            blockSize: 8,
            parallelism: 1
        )
        // What is written down is a mark made with the slow key, never the key.
        let mark = HMAC<SHA256>.authenticationCode(for: Data("pass".utf8), using: key)
        return CodeDigest(Fingerprint.hex(mark))
    }
}
