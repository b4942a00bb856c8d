extension Rules {
    static func leftovers(_ source: Source) -> [String] {
        guard source.isSwift, source.target != nil else { return [] }
        let forced = #/\btry!|\bas!|\bfatalError\(/#
        // A note to oneself is a comment, so the whole text is read for it.
        let notes = #/\b(?:TODO|FIXME|XXX)\b/#
        let left = zip(1..., source.lines).filter { $0.1.contains(notes) }
        return source.violations("forced") { $0.contains(forced) }
            + left.map { "\(source.path):\($0.0): left over" }
    }

    static func columns(_ source: Source) -> [String] {
        guard source.isSwift else { return [] }
        return zip(1..., source.lines).filter { $0.1.count > 100 }.map { number, line in
            "\(source.path):\(number): \(line.count) columns"
        }
    }

    static let lineCountMax = 300

    static func length(_ source: Source) -> [String] {
        guard source.isSwift, source.target != nil || source.testTarget != nil,
            source.lineCount > lineCountMax
        else { return [] }
        return ["\(source.path): \(source.lineCount) lines"]
    }

    /// Words that say what a thing is made of instead of what it is.
    static func typeNames(_ source: Source) -> [String] {
        guard source.isSwift, source.target != nil else { return [] }
        let declaration = #/\b(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/#
        let empty = #/Session|Ticket|Agent|Manager|Engine|Handler|Queue|DAO|Repository/#
        return source.violations("a type name that says nothing") { line in
            line.matches(of: declaration).contains { String($0.1).contains(empty) }
        }
    }

    static let medianLineCounts = 40...140

    /// Small files on the whole, but not crumbs.
    static func median(_ sources: [Source]) -> [String] {
        let counts = sources.filter { $0.isSwift && $0.target != nil }.map(\.lineCount).sorted()
        guard !counts.isEmpty else { return ["there are no sources"] }
        let median = counts[counts.count / 2]
        return medianLineCounts.contains(median) ? [] : ["the median file has \(median) lines"]
    }

    /// Each target opens with a file of its own name, and that file with a comment.
    static func openingChapters(_ sources: [Source]) -> [String] {
        let targets = Set(sources.filter(\.isSwift).compactMap(\.target))
        return targets.sorted().compactMap { target in
            let names = [
                "\(target).swift", target.prefix(1).uppercased() + target.dropFirst() + ".swift",
            ]
            let opening = sources.first { source in
                names.contains { source.path == "Sources/\(target)/\($0)" }
            }
            guard let opening else { return "Sources/\(target): no file opens the chapter" }
            guard opening.lines.first?.hasPrefix("//") == true else {
                return "\(opening.path): does not begin with a comment"
            }
            return nil
        }
    }
}

extension Source {
    /// Lines as an editor counts them.
    var lineCount: Int { text.hasSuffix("\n") ? lines.count - 1 : lines.count }
}
