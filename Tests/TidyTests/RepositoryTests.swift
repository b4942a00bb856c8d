import Testing

@Suite struct RepositoryTests {
    static let repository = Result { try Repository() }

    @Test(arguments: Rules.all)
    func `every file keeps the rule`(_ rule: Rules.Rule) throws {
        let violations = try Self.repository.get().sources.flatMap(rule.check)
        #expect(violations.isEmpty, "\(rule)\n\(violations.joined(separator: "\n"))")
    }

    @Test func `the files are found at all`() throws {
        let sources = try Self.repository.get().sources
        #expect(sources.contains { $0.path == "Package.swift" })
        #expect(sources.contains { $0.path == "Sources/Desk/Desk.swift" })
        #expect(sources.contains { $0.path == "Tests/TidyTests/RepositoryTests.swift" })
        #expect(!sources.contains { $0.path.contains(".build") })
    }

    @Test func `files are small on the whole, but not crumbs`() throws {
        let violations = Rules.median(try Self.repository.get().sources)
        #expect(violations.isEmpty, "\(violations)")
    }

    @Test func `each target opens its own chapter`() throws {
        let violations = Rules.openingChapters(try Self.repository.get().sources)
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `the README names every target`() throws {
        let violations = Rules.readme(try Self.repository.get().sources)
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `each outside library has one home`() {
        #expect(Rules.fencedTwice(Rules.mayImport) == [])
    }

    /// An allowance that nothing needs any more is a hole.
    @Test func `no allowance outlives its reason`() throws {
        let sources = try Self.repository.get().sources
        for path in Rules.defaultAllowed.keys {
            let source = try #require(sources.first { $0.path == path }, "\(path)")
            #expect(source.code.contains { $0.contains(#/\bdefault\s*:/#) }, "\(path)")
        }
    }
}
