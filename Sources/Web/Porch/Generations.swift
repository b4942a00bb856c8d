/// A table that forgets whoever was not seen for a while and never grows past its number.
///
/// There is a young half and an old one. When a period is over the old half is dropped whole and
/// the young one becomes the old: whoever is written down stays for one period at least and two at
/// most, and forgetting costs nothing, however many there are. While the young half is full nobody
/// new is taken in; `countMax` is the number of each half.
struct Generations<Key: Hashable, Value> {
    private let countMax: Int
    private let periodMilliseconds: Int64
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    private var turnedAt: Int64 = 0

    init(countMax: Int, periodMilliseconds: Int64) {
        (self.countMax, self.periodMilliseconds) = (countMax, periodMilliseconds)
    }

    /// All that are written down.
    var count: Int { young.count + old.keys.count { young[$0] == nil } }

    mutating func turn(at now: Int64) {
        // A clock that was set back starts the period again.
        guard now >= turnedAt else { return turnedAt = now }
        guard now - turnedAt >= periodMilliseconds else { return }
        old = now - turnedAt >= 2 * periodMilliseconds ? [:] : young
        young = [:]
        turnedAt = now
    }

    mutating func removeAll() {
        (young, old) = ([:], [:])
    }

    /// Writing nothing forgets; what has no place is not written down.
    subscript(_ key: Key) -> Value? {
        get { young[key] ?? old[key] }
        set {
            if newValue == nil {
                young[key] = nil
                old[key] = nil
            } else if young[key] != nil || young.count < countMax {
                young[key] = newValue
            } else if old[key] != nil {
                old[key] = newValue
            }
        }
    }
}
