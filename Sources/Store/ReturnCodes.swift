internal import Crypto
internal import CryptoExtras
public import Desk
internal import Foundation
internal import GRDB

/// Makes return codes, and the slow digests under which their passes are kept.
///
/// One at a time: whoever guesses does not get far, and nobody else's memory is used up. Whoever
/// has tried least comes first, so that a child who has one code never waits behind a flood of
/// guesses; before all of them come the codes that the house itself makes, for a counsellor's word
/// may be waiting behind one.
public actor ReturnCodes {
    /// So many wait already, and all of them have tried no more often: try again a little later.
    public struct Crowded: Error, Sendable {}

    /// The number of digits of a code: more than fifty bits of chance.
    public static let digitCount = VisitorEntry.codeDigitCount

    /// Memory and time of one digest: about 16 MB and some 40 ms.
    private static let rounds = 16_384

    /// What makes a digest of a code and a salt.
    typealias Digesting = @Sendable (_ code: String, _ salt: Data) async throws -> CodeDigest

    private let salt: Data
    private let makeDigest: Digesting
    private var turns: Turns<CheckedContinuation<Void, any Error>>
    private var isBusy = false

    /// The codes of one ledger: without its master key they are good for nothing.
    ///
    /// So many wait for a digest at once, some seconds of work.
    public init(_ ledger: Ledger, waitingMax: Int = 64) {
        self.init(ledger, waitingMax: waitingMax) { try await Self.slowDigest($0, $1) }
    }

    /// With digests that are made elsewhere: a test decides how long one takes.
    init(_ ledger: Ledger, waitingMax: Int, _ makeDigest: @escaping Digesting) {
        (salt, self.makeDigest) = (ledger.codeSalt, makeDigest)
        turns = Turns(countMax: waitingMax)
    }

    /// How many wait for their turn now.
    public var waitingCount: Int { turns.count }

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
    /// Where nobody has chosen words in a language, digits stand for them. It comes `after` whoever
    /// has tried less often; without that, before all.
    ///
    /// - Throws: `Crowded` where too many wait.
    public func fresh(
        _ form: CodeForm,
        in language: Language,
        after tries: Int? = nil
    ) async throws -> FreshCode {
        switch form {
        case .words:
            guard let list = CodeWords.list(in: language) else {
                return try await freshDigits(tries)
            }
            let words = Mint.choose(CodeWords.count, of: list.shown)
            let digest = try await digest(
                words.map(Folded.text).joined(separator: " "),
                after: tries
            )
            // A voice that reads aloud rests at each comma.
            return FreshCode(code: Confidential(words.joined(separator: ", ")), digest: digest)
        case .digits:
            return try await freshDigits(tries)
        }
    }

    private func freshDigits(_ tries: Int?) async throws -> FreshCode {
        let digits = Mint.digits(Self.digitCount)
        let groups = stride(from: 0, to: digits.count, by: 4).map { start in
            String(digits.dropFirst(start).prefix(4))
        }
        let code = groups.joined(separator: " ")
        return FreshCode(
            code: Confidential(code),
            digest: try await digest(digits, after: tries)
        )
    }

    /// The digest of a code as somebody typed it; nothing where it cannot be one.
    ///
    /// It comes `after` whoever has tried less often; without that, before all.
    ///
    /// - Throws: `Crowded` where too many wait.
    public func digest(ofTyped typed: String, after tries: Int? = nil) async throws -> CodeDigest? {
        let digits = typed.filter { $0.isASCII && $0.isNumber }
        if digits.count == Self.digitCount { return try await digest(digits, after: tries) }
        guard let words = CodeWords.read(typed) else { return nil }
        return try await digest(words, after: tries)
    }

    private func digest(_ code: String, after tries: Int?) async throws -> CodeDigest {
        if isBusy {
            try await withCheckedThrowingContinuation { turn in
                turns.join(turn, after: tries ?? -1)?.resume(throwing: Crowded())
            }
        }
        isBusy = true
        defer {
            isBusy = false
            if let next = turns.next() {
                // Nobody comes in between: it is handed on as it is.
                isBusy = true
                next.resume()
            }
        }
        return try await makeDigest(code, salt)
    }

    /// Beside the actor: whoever comes meanwhile takes a place in the line at once.
    @concurrent private static func slowDigest(
        _ code: String,
        _ salt: Data
    ) async throws -> CodeDigest {
        let key = try KDF.Scrypt.deriveKey(
            from: Data(code.utf8),
            salt: salt,
            outputByteCount: 32,
            rounds: rounds,
            blockSize: 8,
            parallelism: 1
        )
        // What is written down is a mark made with the slow key, never the key.
        let mark = HMAC<SHA256>.authenticationCode(for: Data("pass".utf8), using: key)
        return CodeDigest(Fingerprint.hex(mark))
    }
}
