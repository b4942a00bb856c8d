import Desk
import Documents
import Foundation
import Testing

/// The bots that we ship, read as they are.
@Suite struct ShippedTests {
    @Test(arguments: Shelves.shipped)
    func `a shipped bot has no errors, and warns of nothing but what the operator must still do`(
        name: String
    ) throws {
        let reading = try Shelves.read(Shelves.shipped(name), name: name)
        let unsigned = "is spoken, but the operator has not signed it yet"
        let unexpected = reading.complaints.filter { !$0.what.hasSuffix(unsigned) }
        let allowed = try #require(Self.allowed[name])
        #expect(unexpected.map(\.what) == allowed, "\(unexpected.map(\.rendered))")
        let script = try #require(reading.value)
        // Every entry is spoken, and each of them still asks for its signature.
        let signed = reading.complaints.filter { $0.what.hasSuffix(unsigned) }
        #expect(signed.count == script.referrals.count)
        #expect(signed.allSatisfy { $0.severity == .warning })
    }

    static let allowed: [String: [String]] = [
        "maintenant-jen-parle": [],
        "nu-praat-ik-erover": ["the week has no opening, so the door stays closed"],
    ]

    @Test func `the French bot is open on a Monday evening and closed on a holiday`() throws {
        let script = try script("maintenant-jen-parle")
        let monday = try Shelves.today
        let holiday = try #require(CivilDate(year: 2026, month: 12, day: 25))
        #expect(script.hours.isOpen(at: CivilTime(date: monday, minute: 18 * 60)))
        #expect(script.hours.isOpen(at: CivilTime(date: monday, minute: 21 * 60 - 1)))
        #expect(!script.hours.isOpen(at: CivilTime(date: monday, minute: 21 * 60)))
        #expect(!script.hours.isOpen(at: CivilTime(date: holiday, minute: 19 * 60)))
        #expect(script.zone == "Europe/Brussels")
    }

    @Test(arguments: Shelves.shipped)
    func `a shipped bot leads adults and other languages on`(name: String) throws {
        let script = try script(name)
        let choices = script.intake.flatMap(\.choices)
        let led = choices.filter { if case .refer? = $0.next { true } else { false } }
        #expect(led.count >= 4)
        #expect(led.contains { $0.band == .adult })
        #expect(script.persona != script.title)
    }

    @Test(arguments: Shelves.shipped)
    func `in danger a shipped bot says 112 at once, and on every screen`(name: String) throws {
        let script = try script(name)
        let helplines = script.helplines(on: try Shelves.today)
        #expect(helplines.first?.phone == "112")
        #expect(helplines.count >= 3)
        let marked = script.intake.flatMap(\.choices).filter { $0.mark != nil }
        #expect(!marked.isEmpty)
        for choice in marked {
            let reply = choice.says.flatMap { script.replies[$0] }
            let said = reply?.text.said(to: script.audience) ?? ""
            #expect(said.contains("112"), "\(choice.id): \(said)")
        }
    }

    @Test(arguments: Shelves.shipped)
    func `no text of a shipped bot has a line break at its end`(name: String) throws {
        let script = try script(name)
        for key in TextKey.allCases {
            let text = script.texts.say(key, to: script.audience)
            #expect(!text.isEmpty, "\(key)")
            #expect(text == text.trimmingCharacters(in: .whitespacesAndNewlines), "\(key)")
        }
    }

    private func script(_ name: String) throws -> Script {
        try #require(try Shelves.read(Shelves.shipped(name), name: name).value)
    }
}
