import Desk
import Documents
import Testing

/// Whatever hands make of a good bot: reading never ends the process, and what it accepts can be
/// spoken.
///
/// A seed that fails is the report.
@Suite struct MutationTests {
    private static let mutationsPerSeed = 60

    @Test(arguments: UInt64(1)...8)
    func `a bot with slips in it is refused with a reason, or can be used`(seed: UInt64) throws {
        let files = try Example.sketch()
        var acceptedCount = 0
        for index in 0..<Self.mutationsPerSeed {
            let mutation = try Mutation(seed: seed << 32 + UInt64(index), of: files)
            var changed = files
            changed[mutation.fileName] = SourceFile(path: mutation.fileName, text: mutation.text)
            let reading = try Shelves.read(Example.completed(changed))
            let faults: [String]
            if let script = reading.value {
                acceptedCount += 1
                faults = try Self.faults(of: script)
            } else {
                let isTold = reading.complaints.contains { $0.severity == .error }
                faults = isTold ? [] : ["refused without a reason"]
            }
            #expect(faults == [], "seed \(seed), \(index): \(mutation.fileName)\n\(mutation.text)")
        }
        // Neither everything nor nothing is accepted, or this would be no test.
        #expect((5...(Self.mutationsPerSeed - 5)).contains(acceptedCount))
    }

    @Test(arguments: Shelves.shipped)
    func `no answer to a shipped bot's questions leads to a dead end`(name: String) throws {
        let script = try #require(try Shelves.read(Shelves.shipped(name), name: name).value)
        #expect(try Self.faults(of: script) == [])
    }

    @Test(arguments: UInt64(1)...4)
    func `settings with slips in them end nothing`(seed: UInt64) throws {
        let files = ["passerelle.yaml": try Shelves.file("config/passerelle.yaml")]
        for index in 0..<Self.mutationsPerSeed {
            let mutation = try Mutation(seed: seed << 32 + UInt64(index), of: files)
            let reading = SettingsFile.read(SourceFile(path: "x.yaml", text: mutation.text))
            let isTold = reading.complaints.contains { $0.severity == .error }
            #expect((reading.value == nil) == isTold, "\(mutation.text)")
        }
    }

    @Test func `a script that cannot be used is found out`() throws {
        let good = try #require(try Shelves.read(Example.files()).value)
        #expect(try Self.faults(of: good) == [])
        let led = Question(id: "age", kind: .text, text: "Quel âge ?", next: .refer("adult"))
        let mute = Script(
            name: good.name,
            title: good.title,
            languages: good.languages,
            zone: good.zone,
            hours: good.hours,
            persona: good.persona,
            intake: [led],
            replies: good.replies,
            referrals: good.referrals,
            provinces: good.provinces,
            texts: Texts([:]),
            limits: good.limits,
            exitAddress: good.exitAddress
        )
        let faults = try Self.faults(of: mute)
        #expect(faults.contains { $0.hasPrefix("greeting is empty") })
        #expect(faults.contains("closed: "))
        #expect(faults.contains("nobody is reached"))
    }

    private static func faults(of script: Script) throws -> [String] {
        let today = try Shelves.today
        let bands: [AgeBand?] = [nil] + AgeBand.allCases
        let audiences = script.languages.flatMap { language in
            bands.map { Audience(language, band: $0) }
        }
        var faults: [String] = []
        for audience in audiences {
            for key in TextKey.allCases where script.texts.say(key, to: audience).isEmpty {
                faults.append("\(key.rawValue) is empty for \(audience)")
            }
            for saying in sayings(of: script) where saying.said(to: audience).isEmpty {
                faults.append("\(saying.wordings) is empty for \(audience)")
            }
            for day in 0..<21 {
                let time = CivilTime(date: today.adding(days: day), minute: day * 67 % 1_440)
                let door = script.door(at: Moment(milliseconds: 0, civil: time), ordered: nil)
                let text = door.closedText(audience)
                if !text.contains("112") { faults.append("closed: \(text)") }
            }
        }
        let ways = Ways(through: script, at: CivilTime(date: today, minute: 1_140))
        if ways.humanCount == 0 { faults.append("nobody is reached") }
        return faults + ways.deadEnds
    }

    /// What the bot says besides its texts.
    private static func sayings(of script: Script) -> [Saying] {
        let replies = script.replies
        let timed = replies.waiting + replies.counsellorSilent + replies.visitorSilent
        return script.intake.map(\.text) + script.intake.flatMap(\.choices).map(\.label)
            + replies.byID.values.map(\.text) + timed.map(\.text) + replies.words.map(\.text)
            + replies.answers.map(\.text) + script.referrals.map(\.about)
    }
}
