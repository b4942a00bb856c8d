import Synchronization

@testable import Store

/// Keys that a test changes while somebody looks.
final class Watched: Sendable {
    private let now: Mutex<[MasterKey]>

    init(_ keys: [MasterKey]) {
        now = Mutex(keys)
    }

    var keys: [MasterKey] { now.withLock(\.self) }

    func set(_ keys: [MasterKey]) {
        now.withLock { $0 = keys }
    }
}
