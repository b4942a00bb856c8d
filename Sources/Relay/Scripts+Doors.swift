public import Desk

/// The doors of the bots.
extension Scripts {
    /// The bot whose page has this path; nothing where there is none.
    ///
    /// `check` refuses two bots on one path.
    public func script(atPath path: String) -> Script? {
        if let script = self[BotName(path)], script.webPath == path { return script }
        return names.lazy.compactMap { self[$0] }.first { $0.webPath == path }
    }
}
