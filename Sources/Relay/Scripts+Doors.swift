public import Desk

/// The doors of the bots.
extension Scripts {
    /// The bot whose page has this path; nothing where there is none.
    ///
    /// `check` refuses two bots on one path. One that is given up leads to its bot until the house
    /// is started anew, if no other bot has taken it.
    public func script(atPath path: String) -> Script? {
        if let script = self[BotName(path)], script.webPath == path { return script }
        return names.lazy.compactMap { self[$0] }.first { $0.webPath == path }
            ?? script(onceAtPath: path)
    }
}
