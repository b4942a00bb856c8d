internal import Glibc

/// How many files and connections this process may have open at once (getrlimit(2)).
public enum OpenFiles {
    /// Takes as many as the system lets it have without being asked.
    ///
    /// - Returns: How many that are.
    public static func takeAll() -> Int {
        var limit = rlimit()
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        // A process can always read its own limit, and raise it to the hard one.
        guard unsafe getrlimit(files, &limit) == 0 else { return 0 }
        var most = limit
        most.rlim_cur = most.rlim_max
        if unsafe setrlimit(files, &most) == 0 { limit = most }
        return Int(min(limit.rlim_cur, rlim_t(Int32.max)))
    }
}
