/// A JSON value, for the parts of Matrix whose shape is not ours to fix.
public enum JSON: Sendable, Hashable {
    /// Nothing.
    case null
    /// True or false.
    case bool(Bool)
    /// A whole number written without point or exponent, within 64 bits.
    case int(Int64)
    /// Any other number.
    case number(Double)
    /// Characters.
    case string(String)
    /// Values in order.
    case array([JSON])
    /// Values by name.
    case object([String: JSON])

    /// The value under a key, or nil if this is no object or has no such key.
    public subscript(key: String) -> JSON? {
        object?[key]
    }

    /// The characters, if these are characters.
    public var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The whole number, also when it was written like 1.0.
    public var int: Int64? {
        switch self {
        case .int(let value): value
        case .number(let value): Int64(exactly: value)
        case .null, .bool, .string, .array, .object: nil
        }
    }

    /// The number, whole or not.
    public var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .number(let value): value
        case .null, .bool, .string, .array, .object: nil
        }
    }

    /// True or false, if it is either.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The values in order, if this is an array.
    public var array: [JSON]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    /// The values by name, if this is an object.
    public var object: [String: JSON]? {
        guard case .object(let values) = self else { return nil }
        return values
    }

    /// Whether this is the value `null` itself.
    public var isNull: Bool { self == .null }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    /// Writes `nil` as `null`.
    public init(nilLiteral: ()) { self = .null }
    /// Writes `true` and `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Writes a whole number.
    public init(integerLiteral value: Int64) { self = .int(value) }
    /// Writes a number with a point.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// Writes characters.
    public init(stringLiteral value: String) { self = .string(value) }
    /// Writes values in order.
    public init(arrayLiteral values: JSON...) { self = .array(values) }
    /// Writes values by name; the last of two equal names counts.
    public init(dictionaryLiteral members: (String, JSON)...) {
        self = .object(Dictionary(members) { _, last in last })
    }
}
