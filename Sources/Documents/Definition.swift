/// What can stand in a place of a file.
///
/// Readers read by it and `Schemas` describe it to editors, so both always say the same.
indirect enum Shape: Sendable {
    /// A single value, read as text whatever YAML would make of it.
    case text
    /// A text that must stand in quotes, such as a phone number.
    case quoted
    /// A whole number.
    case count(ClosedRange<Int>)
    /// A word out of a closed list.
    case word([String])
    /// A day, such as `2026-12-24`.
    case date
    /// From and to on a 24-hour clock, such as `18:00-21:00`.
    case slot
    /// A full address with one of these schemes.
    case address([String])
    /// A name for the bot itself: letters without accents, digits, - and _.
    case id
    /// Words that people read: a text, or one for each language, or one for each age.
    case saying
    /// Words in one language: a text, or one for each age.
    case banded
    /// Any number of these.
    case list(Shape)
    /// Known keys.
    case table(Definition)
    /// Keys out of a closed list, all with the same shape of value.
    case each([String], Shape)
    /// Any keys, all with the same shape of value.
    case any(Shape)
    /// One of these.
    case either([Shape])
}

/// One key of a table.
struct Key: Sendable {
    let name: String
    let shape: Shape
    /// For editors: what it is for, in a sentence.
    let about: String
    /// For whoever forgot it, as it could stand in the file.
    let example: String
    let isRequired: Bool

    static func required(
        _ name: String,
        _ shape: Shape,
        _ about: String,
        example: String
    ) -> Key {
        Key(name: name, shape: shape, about: about, example: example, isRequired: true)
    }

    static func optional(_ name: String, _ shape: Shape, _ about: String) -> Key {
        Key(name: name, shape: shape, about: about, example: "", isRequired: false)
    }
}

/// The keys that a table knows, in the order in which a person would write them.
struct Definition: Sendable, ExpressibleByArrayLiteral {
    let keys: [Key]
    private let byName: [String: Key]

    init(_ keys: [Key]) {
        self.keys = keys
        byName = Dictionary(uniqueKeysWithValues: keys.map { ($0.name, $0) })
    }

    init(arrayLiteral keys: Key...) {
        self.init(keys)
    }

    var names: [String] { keys.map(\.name) }

    func knows(_ name: String) -> Bool { byName[name] != nil }

    /// A key by its name; a reader that asks for one that is not defined is wrong itself.
    subscript(_ name: String) -> Key {
        guard let key = byName[name] else {
            preconditionFailure("\(name) is read but not defined")
        }
        return key
    }
}
