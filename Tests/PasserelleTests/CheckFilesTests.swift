import Testing

/// What the disk can do to the files.
@Suite struct CheckFilesTests {
    @Test func `settings that are not there are one error`() throws {
        let outcome = try CopiedHouse().check(config: "elsewhere.yaml")
        #expect(outcome.status == 1)
        #expect(
            outcome.lines == [
                "elsewhere.yaml:1:1: error: the file cannot be read – check that it is there, "
                    + "readable for this account, and UTF-8",
                "0 bots, 1 error, 0 warnings",
            ]
        )
    }

    @Test func `a file that is not UTF-8 is one error, and not missing`() throws {
        let house = try CopiedHouse()
        let name = "\(CopiedHouse.french)/intake.yaml"
        try house.write([0x71, 0x3A, 0x20, 0xE9, 0x0A], to: name)
        let outcome = try house.check()
        #expect(outcome.status == 1)
        #expect(outcome.lines.count == 2)
        #expect(outcome.output.hasPrefix("\(name):1:1: error: the file cannot be read"))
    }

    @Test func `a file that is not there is one error`() throws {
        let house = try CopiedHouse()
        try house.remove("\(CopiedHouse.french)/replies.yaml")
        let outcome = try house.check()
        #expect(outcome.status == 1)
        #expect(outcome.lines.count == 2)
        #expect(outcome.output.contains("/replies.yaml:1:1: error: the file is missing"))
    }

    @Test func `a misspelt folder is one error, where the settings name it`() throws {
        let house = try CopiedHouse()
        // Another bot that leads there is not wrong because of it.
        try house.change("\(CopiedHouse.french)/replies.yaml") { text in
            text.replacing("  - id: dutch\n", with: "  - id: dutch\n    bot: nu-praat-ik-erover\n")
        }
        #expect(try house.check().status == 0)
        try house.change("passerelle.yaml") {
            $0.replacing("folder: nu-praat-ik-erover", with: "folder: nu-praat-ik-ervoer")
        }
        let outcome = try house.check()
        #expect(outcome.status == 1)
        #expect(
            outcome.lines == [
                "passerelle.yaml:7:13: error: there is no folder nu-praat-ik-ervoer – did you "
                    + "mean \"nu-praat-ik-erover\"?",
                "2 bots, 1 error, 0 warnings (not in the settings: nu-praat-ik-erover)",
            ]
        )
    }

    @Test func `an empty folder is one error`() throws {
        let house = try CopiedHouse()
        try house.change("passerelle.yaml") {
            $0.replacing("folder: nu-praat-ik-erover", with: "folder: \(CopiedHouse.french)/empty")
        }
        try house.makeFolder("\(CopiedHouse.french)/empty")
        let outcome = try house.check()
        #expect(outcome.status == 1)
        #expect(outcome.lines.count == 2)
        let complaint =
            "passerelle.yaml:7:13: error: no bot is in the folder maintenant-jen-parle/empty"
        #expect(outcome.output.hasPrefix(complaint))
    }

    @Test func `two bots on one page are found, also when only one is asked for`() throws {
        let house = try CopiedHouse()
        try house.change("\(CopiedHouse.dutch)/bot.yaml") {
            $0.replacing(#/web: .*/#, with: "web: espace")
        }
        let outcome = try house.check("--bot", CopiedHouse.dutch)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("has the page /espace already"))
    }
}

@Suite struct SchemaCommandTests {
    @Test func `a schema is printed by its name`() throws {
        let outcome = try CopiedHouse().run(["schema", "hours"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("\"title\" : \"Passerelle: hours.yaml\""))
    }

    @Test func `a schema that does not exist is refused`() throws {
        let outcome = try CopiedHouse().run(["schema", "weather"])
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("there is no schema called weather"))
    }
}
