/// Paths as admins write them.
enum Paths {
    /// The folder of a path; nothing where it names none.
    ///
    /// Foundation's `deletingLastPathComponent` ends the process at "." (Swift 6.3 on Linux).
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
