internal import Store

/// Signs what is handed out and must come back unchanged; good as long as this process lives.
public struct Stamp: Sendable {
    private let secret = Mint.bytes(32)

    /// A fresh one.
    public init() {}

    /// 24 hexadecimal digits that nobody else can put under a text.
    public func mark(_ text: String) -> String {
        Fingerprint.signed(text, with: secret)
    }

    /// 16 hexadecimal digits of chance, so that no two texts are the same.
    public static func chance() -> String {
        Mint.hex(byteCount: 8)
    }
}

/// How much work stands behind a text: the bits of zero with which its SHA-256 begins.
public func workBits(of text: String) -> Int {
    Fingerprint.leadingZeroBits(text)
}
