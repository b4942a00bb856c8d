/// Makes what nobody can guess.
///
/// The only place in Passerelle where chance comes in.
public enum Mint {
    /// Random bytes from the operating system's generator, fit for keys.
    public static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        // Eight at a time: the system is asked anew for each number.
        var word: UInt64 = 0
        return (0..<count).map { index in
            word = index % 8 == 0 ? generator.next() : word >> 8
            return UInt8(truncatingIfNeeded: word)
        }
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
