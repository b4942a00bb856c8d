import Foundation

/// What the command line asks for: `--seed 7 --seconds 60 --notes FOLDER --only json,line`.
struct Order {
    var seed: UInt64 = 1
    var seconds = 60
    /// Where the input that is being tried is written.
    var notes = ".run/fuzz"
    /// The subjects' names; all when empty.
    var only: [String] = []
    /// How long one input may take before that counts as a hang.
    var patience = Duration.seconds(20)

    init(_ arguments: some Collection<String>) throws {
        var rest = Array(arguments)[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw Contradiction(description: name) }
            switch name {
            case "--seed": seed = try Self.number(value)
            case "--seconds": seconds = Int(try Self.number(value))
            case "--patience": patience = .seconds(Int(try Self.number(value)))
            case "--notes": notes = value
            case "--only": only = value.split(separator: ",").map(String.init)
            default: throw Contradiction(description: "what is \(name)?")
            }
        }
    }

    private static func number(_ text: String) throws -> UInt64 {
        guard let number = UInt64(text) else { throw Contradiction(description: text) }
        return number
    }
}
