internal import Crypto
internal import CryptoExtras
public import Desk
internal import Foundation

/// Makes return codes, and the slow digests under which their passes are kept.
///
/// One at a time: whoever guesses does not get far, and nobody else's memory is used up.
public actor ReturnCodes {
    /// The number of digits of a code: more than fifty bits of chance.
    public static let digitCount = 16

    /// Memory and time of one digest: about 16 MB and some 40 ms.
    private static let rounds = 16_384

    private let salt: Data

    /// The codes of one ledger: with another master key they are good for nothing.
    public init(_ ledger: Ledger) {
        let mark = HMAC<SHA256>.authenticationCode(
            for: Data("return codes".utf8),
            using: ledger.master.key
        )
        salt = Data(mark)
    }

    /// A code that nobody has had, with its digest.
    public func fresh() throws -> FreshCode {
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
        guard digits.count == Self.digitCount else { return nil }
        return try digest(digits)
    }

    private func digest(_ digits: String) throws -> CodeDigest {
        let key = try KDF.Scrypt.deriveKey(
            from: Data(digits.utf8),
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
