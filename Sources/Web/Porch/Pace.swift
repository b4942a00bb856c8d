internal import Desk
internal import Relay
internal import Synchronization

/// How fast one tab may speak.
///
/// Each tab has a cell, and there are never more cells than in the beginning: a flood of made-up
/// secrets takes a drop here and a drop there, and fills no memory. That two tabs share a cell is
/// rare, and then they share an allowance that is larger than what one person types.
final class Pace: Sendable {
    static let cellCount = 65_536

    private let allowance: Allowance
    private let cells: Mutex<[Bucket]>

    init(_ allowance: Allowance) {
        self.allowance = allowance
        cells = Mutex(Array(repeating: Bucket(allowance, at: 0), count: Self.cellCount))
    }

    /// What one more was taken for was not done.
    func giveBack(_ visitor: VisitorKey) {
        cells.withLock { cells in
            cells[Int(visitor.mark % UInt64(Self.cellCount))].giveOne(allowance)
        }
    }

    /// One more from a tab.
    ///
    /// - Returns: After how many seconds it may be tried again, or nothing when it may be now.
    func secondsToWait(_ visitor: VisitorKey, at now: Int64) -> Int? {
        cells.withLock { cells in
            let cell = Int(visitor.mark % UInt64(Self.cellCount))
            cells[cell].fill(allowance, at: now)
            guard cells[cell].hasOne else {
                let milliseconds = cells[cell].milliseconds(untilOneBy: allowance)
                return Int((milliseconds + 999) / 1_000)
            }
            cells[cell].takeOne()
            return nil
        }
    }
}
