internal import Crypto
internal import Foundation

/// The key that wraps every conversation's own key.
///
/// Read from a file that only the bridge can read.
public struct MasterKey: Sendable, Hashable {
    let key: SymmetricKey

    /// What it is called in a ledger; nothing about the key can be learnt from it.
    public let name: String

    /// Two keys are one when their bytes are; compared in constant time.
    public static func == (left: MasterKey, right: MasterKey) -> Bool { left.key == right.key }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// The number of bytes of a master key.
    public static let byteCount = 32

    /// A key from its bytes; nothing when they are not exactly 32.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        key = SymmetricKey(data: bytes)
        // Once, and not at each look into the file: the ring asks for it every time.
        let digest = HMAC<SHA256>.authenticationCode(for: Data("passerelle".utf8), using: key)
        name = Fingerprint.hex(digest.prefix(16))
    }

    /// A fresh random key, as bytes to be written to a file.
    public static func mint() -> [UInt8] {
        Mint.bytes(byteCount)
    }
}

/// Something sealed could not be opened: the wrong key, or a row that was moved or changed.
struct SealBroken: Error {}

/// Seals bytes under a key and binds them to their place, so that rows cannot be swapped.
enum Seal {
    private static let encoder = JSONEncoder()
    private static let decoder = JSONDecoder()

    static func close(_ bytes: Data, with key: SymmetricKey, at place: String) throws -> Data {
        let box = try AES.GCM.seal(bytes, using: key, authenticating: Data(place.utf8))
        guard let combined = box.combined else { throw SealBroken() }
        return combined
    }

    static func open(_ sealed: Data, with key: SymmetricKey, at place: String) throws -> Data {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return try AES.GCM.open(box, using: key, authenticating: Data(place.utf8))
        } catch {
            throw SealBroken()
        }
    }

    static func close(_ value: some Encodable, with key: SymmetricKey, at place: String) throws
        -> Data
    {
        try close(encoder.encode(value), with: key, at: place)
    }

    static func open<Value: Decodable>(
        _ type: Value.Type,
        from sealed: Data,
        with key: SymmetricKey,
        at place: String
    ) throws -> Value {
        try decoder.decode(type, from: open(sealed, with: key, at: place))
    }
}

/// Short, stable names made by hashing.
public enum Fingerprint {
    /// The first 128 bits of SHA-256, as 32 hexadecimal digits.
    public static func short(_ text: String) -> String {
        hex(SHA256.hash(data: Data(text.utf8)).prefix(16))
    }

    /// All of SHA-256, as 64 hexadecimal digits.
    public static func full(_ text: String) -> String {
        hex(SHA256.hash(data: Data(text.utf8)).prefix(32))
    }

    /// All of SHA-256, in base 64.
    public static func base64(_ text: String) -> String {
        Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }

    /// The first 96 bits of HMAC-SHA-256 (RFC 2104), as 24 hexadecimal digits: only whoever has the
    /// secret makes it.
    public static func signed(_ text: String, with secret: [UInt8]) -> String {
        let key = SymmetricKey(data: secret)
        return hex(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key).prefix(12))
    }

    /// With how many bits of zero the SHA-256 of a text begins, 64 at most.
    public static func leadingZeroBits(_ text: String) -> Int {
        let head = SHA256.hash(data: Data(text.utf8)).prefix(8)
        return head.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }.leadingZeroBitCount
    }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func digit(_ half: UInt8) -> UInt8 {
        half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10
    }
}
