public import Desk
internal import Synchronization

/// The scripts in force, by bot.
///
/// Replaced as a whole, so that nobody ever sees half a change.
public final class Scripts: Sendable {
    private let current: Mutex<[BotName: Script]>
    private let former = Mutex<[String: BotName]>([:])

    /// The scripts to begin with.
    public init(_ scripts: [Script]) {
        current = Mutex(Dictionary(uniqueKeysWithValues: scripts.map { ($0.name, $0) }))
    }

    /// Puts other scripts in force, all at once.
    public func replace(_ scripts: [Script]) {
        let new = Dictionary(uniqueKeysWithValues: scripts.map { ($0.name, $0) })
        let old = current.withLock { current in
            defer { current = new }
            return current
        }
        former.withLock { former in
            for script in old.values { former[script.webPath] = script.name }
        }
    }

    /// The bot whose page had this path before its files were changed; nothing where none had.
    ///
    /// Whoever is in a talk has the old page open, and must not lose it.
    func script(onceAtPath path: String) -> Script? {
        former.withLock { $0[path] }.flatMap { self[$0] }
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
