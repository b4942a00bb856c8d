import Synchronization

/// Chance that can be repeated: one stream for everything, so that a seed is the whole story.
/// (Splitmix: Steele, Lea and Flood, 2014.)
final class Chance: Sendable {
    private let state: Mutex<UInt64>

    init(seed: UInt64) {
        state = Mutex(seed)
    }

    func bits() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    func within(_ range: ClosedRange<Int64>) -> Int64 {
        let width = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int64(bits() % width)
    }

    func count(_ range: ClosedRange<Int>) -> Int {
        Int(within(Int64(range.lowerBound)...Int64(range.upperBound)))
    }

    /// Whether something happens that does so many times in a thousand.
    func happens(_ permille: Int) -> Bool {
        bits() % 1_000 < UInt64(permille)
    }

    func one<Value>(of values: [Value]) -> Value {
        values[Int(bits() % UInt64(values.count))]
    }
}
