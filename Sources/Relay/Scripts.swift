public import Desk
internal import Synchronization

/// The scripts in force, by bot.
///
/// Replaced as a whole, so that nobody ever sees half a change.
public final class Scripts: Sendable {
    private let current: Mutex<[BotName: Script]>

    /// The scripts to begin with.
    public init(_ scripts: [Script]) {
        current = Mutex(Dictionary(uniqueKeysWithValues: scripts.map { ($0.name, $0) }))
    }

    /// Puts other scripts in force, all at once.
    public func replace(_ scripts: [Script]) {
        let new = Dictionary(uniqueKeysWithValues: scripts.map { ($0.name, $0) })
        current.withLock { $0 = new }
    }

    /// The script of a bot; nothing when there is no such bot.
    public subscript(_ bot: BotName) -> Script? {
        current.withLock { $0[bot] }
    }

    /// Every bot's name, in order.
    public var names: [BotName] {
        current.withLock { $0.keys.sorted { $0.rawValue < $1.rawValue } }
    }
}
