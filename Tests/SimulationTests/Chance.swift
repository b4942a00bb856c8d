import Support
import Synchronization

/// Chance that can be repeated: one stream for everything, so that a seed is the whole story.
final class Chance: Sendable {
    private let state: Mutex<Splitmix>

    init(seed: UInt64) {
        state = Mutex(Splitmix(seed: seed))
    }

    func bits() -> UInt64 {
        state.withLock { $0.next() }
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
