/// Something a person wrote or is called: it passes through our hands but never into a log.
///
/// Printing, dumping or reflecting shows three dots. `reveal()` is the only way in, so that every
/// place where words leave the box can be found by searching for it.
public struct Confidential<Value: Sendable & Hashable>: Sendable, Hashable {
    private let value: Value

    /// Closes the box around a value.
    public init(_ value: Value) {
        self.value = value
    }

    /// Opens the box.
    ///
    /// Only for storing (sealed) and for delivering to the other side.
    public func reveal() -> Value {
        value
    }
}

extension Confidential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Three dots, whatever is inside.
    public var description: String { "•••" }
    /// Three dots, whatever is inside.
    public var debugDescription: String { "•••" }
    /// A mirror with nothing in it.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Confidential: Codable where Value: Codable {
    /// Reads the bare value.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Value.self))
    }

    /// Writes the bare value; only the ledger does this, and seals it at once.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
