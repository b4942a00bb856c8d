extension Rules {
    static func timeAndChance(_ source: Source) -> [String] {
        guard source.isSwift, source.target != nil,
            !["WallClock.swift", "Mint.swift"].contains(source.name)
        else { return [] }
        let pattern =
            #/
            \bDate\(\) | \.now\b | \bUUID\(\) | \.random\( | \.randomElement\( | \.shuffled?\(
            | SystemRandomNumberGenerator
            /#
        return source.violations("time or chance outside WallClock and Mint") {
            $0.contains(pattern)
        }
    }

    static func looseTasks(_ source: Source) -> [String] {
        guard source.isSwift, source.target != nil else { return [] }
        let pattern = #/\bTask(?:<[^>]*>)?\s*(?:\([^)]*\)\s*)?\{|\bTask\.(?:detached|immediate)\b/#
        return source.violations("a task that nobody waits for") { $0.contains(pattern) }
    }

    static func unsafeCode(_ source: Source) -> [String] {
        guard source.isSwift, let target = source.target, target != "Curl" else { return [] }
        let pattern = #/\bunsafe\b|\bUnsafe\w*Pointer\b|\bunsafeBitCast\b|nonisolated\(unsafe\)/#
        return source.violations("unsafe code outside Curl") { $0.contains(pattern) }
    }

    static func printing(_ source: Source) -> [String] {
        guard source.isSwift, let target = source.target, target != "passerelle" else { return [] }
        let pattern = #/(?:^|[^.\w])(?:debugPrint|print|dump)\(/#
        return source.violations("prints") { $0.contains(pattern) }
    }

    /// Files that may use `default:` because they switch over what is not ours, with the reason.
    static let defaultAllowed = [
        "Sources/Desk/OpeningWords.swift": "a number of days",
        "Sources/Desk/Moment.swift": "the number of a month",
        "Sources/Desk/VisitorName.swift": "Unicode's categories",
    ]

    /// A `default:` would swallow the next event or effect in silence.
    static func defaults(_ source: Source) -> [String] {
        guard source.isSwift, let target = source.target,
            ["Desk", "Store", "Relay"].contains(target), defaultAllowed[source.path] == nil
        else { return [] }
        return source.code.indices.compactMap { index in
            guard source.code[index].contains(#/^\s*(?:@unknown\s+)?default\s*:/#) else {
                return nil
            }
            let near = source.lines[max(0, index - 1)...min(index + 1, source.lines.count - 1)]
            guard !near.contains(where: { $0.contains(#/\/\/.*not ours/#) }) else { return nil }
            return "\(source.path):\(index + 1): default over what may be ours"
        }
    }
}
