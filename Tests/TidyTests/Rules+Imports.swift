extension Rules {
    /// Who may know whom.
    ///
    /// The same table stands in the architecture; the compiler alone does not enforce it.
    static let mayImport: [String: Set<String>] = [
        "Desk": [],
        "Documents": ["Desk", "Yams", "Foundation"],
        "Rehearsal": ["Desk", "Foundation"],
        "Store": ["Desk", "GRDB", "Crypto", "CryptoExtras", "Foundation", "Synchronization"],
        "Clibcurl": [],
        "Curl": ["Clibcurl", "Foundation", "Glibc", "Synchronization"],
        "Matrix": ["Curl", "Foundation"],
        "Relay": [
            "Store", "Desk", "ServiceLifecycle", "UnixSignals", "Logging", "Foundation",
            "Synchronization",
        ],
        "Rooms": ["Relay", "Matrix", "Desk", "Foundation", "Synchronization", "Logging"],
        "Web": [
            "Relay", "Matrix", "Desk", "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore",
            "NIOEmbedded", "NIOHTTP1", "NIOHTTPCompression",
            "Foundation", "Synchronization", "Logging",
        ],
        "passerelle": [
            "Desk", "Documents", "Rehearsal", "Store", "Curl", "Matrix", "Relay", "Rooms", "Web",
            "ArgumentParser", "Foundation", "Logging", "ServiceLifecycle", "UnixSignals",
            "Synchronization",
        ],
    ]

    static func imports(_ source: Source) -> [String] {
        guard source.isSwift, let target = source.target, let allowed = mayImport[target] else {
            return []
        }
        return zip(1..., source.code).compactMap { number, line in
            guard let module = imported(line), !allowed.contains(module) else { return nil }
            return "\(source.path):\(number): \(target) may not import \(module)"
        }
    }

    static func namedInTable(_ source: Source) -> [String] {
        guard let target = source.target, mayImport[target] == nil else { return [] }
        return ["\(source.path): the import table has no target \(target)"]
    }

    /// The module of an import, whatever stands before and behind it.
    static func imported(_ line: String) -> String? {
        let import_ =
            #/
            ^ \s* (?:@\w+(?:\([^)]*\))?\s+)* (?:\w+\s+)? import\s+
            (?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)? (\w+)
            /#
        return line.firstMatch(of: import_).map { String($0.1) }
    }

    /// Libraries from outside that more than one target may use.
    static let shared: Set = [
        "Foundation", "Logging", "Synchronization", "ServiceLifecycle", "UnixSignals", "Glibc",
        "NIOCore", "HTTPTypes",
    ]

    /// Each outside library stands in exactly one target of the table.
    static func fencedTwice(_ table: [String: Set<String>]) -> [String] {
        var homes: [String: [String]] = [:]
        for (target, modules) in table {
            for module in modules.subtracting(table.keys).subtracting(shared) {
                homes[module, default: []].append(target)
            }
        }
        return homes.filter { $0.value.count > 1 }.map { library, targets in
            "\(library) stands in \(targets.sorted().joined(separator: " and "))"
        }
    }
}
