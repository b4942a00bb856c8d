/// A token or password: it passes through our hands but never into a log.
public struct Secret: Sendable, Hashable {
    private let characters: String

    /// Closes the box around the characters.
    public init(_ characters: String) {
        self.characters = characters
    }

    /// Opens the box.
    ///
    /// Only for putting it on the wire.
    public func reveal() -> String {
        characters
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Three dots, whatever is inside.
    public var description: String { "•••" }
    /// Three dots, whatever is inside.
    public var debugDescription: String { "•••" }
    /// A mirror with nothing in it.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Compares two byte strings in a time that does not tell where they first differ.
///
/// AS, "Authorization": the homeserver proves itself with the `hs_token`. A comparison that stops
/// at the first wrong byte would let a patient stranger guess it byte by byte. Only the length of
/// the presented value can be learnt, and the stranger knows that already.
public func constantTimeEquals(_ presented: some Sequence<UInt8>, _ expected: some Sequence<UInt8>)
    -> Bool
{
    let presented = Array(presented)
    let expected = Array(expected)
    var difference: UInt8 = presented.count == expected.count ? 0 : 1
    for (place, byte) in presented.enumerated() {
        let other = expected.isEmpty ? ~byte : expected[place % expected.count]
        difference |= byte ^ other
    }
    return difference == 0
}
