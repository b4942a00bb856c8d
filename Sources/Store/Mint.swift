/// Makes what nobody can guess.
///
/// The only place in Passerelle where chance comes in.
public enum Mint {
    /// Random bytes from the operating system's generator, fit for keys.
    public static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// Random decimal digits.
    static func digits(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return String((0..<count).map { _ in "0123456789".randomElement(using: &generator) ?? "0" })
    }

    /// So many of some words, each with the same chance every time.
    static func choose(_ count: Int, of words: [String]) -> [String] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).compactMap { _ in words.randomElement(using: &generator) }
    }

    /// Random hexadecimal digits, fit for tokens and names: two digits for each byte of chance.
    public static func hex(byteCount: Int) -> String {
        Fingerprint.hex(bytes(byteCount))
    }
}
