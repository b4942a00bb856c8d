import Desk
import Documents
import Foundation
import Testing

/// A number that nobody vouches for any more is said nowhere; the emergency number always is.
@Suite struct LapsedTests {
    /// Everything that a bot says without being asked by a person of the team.
    private static func said(by script: Script, on day: CivilDate) -> [String] {
        let script = script.on(day)
        let keys = TextKey.allCases.filter { !"\($0)".hasPrefix("room") && $0 != .staffHelp }
        let bands: [AgeBand?] = [nil] + AgeBand.allCases
        let texts = keys.flatMap { key in
            bands.map { script.texts.say(key, to: Audience(script.language, band: $0)) }
        }
        let door = script.door(at: Moment(milliseconds: 0, civil: evening(day)), ordered: nil)
        return texts + [door.closedText(script.audience)]
            + script.helplines(on: day).map { $0.spoken(to: script.audience) }
    }

    private static func evening(_ day: CivilDate) -> CivilTime {
        CivilTime(date: day, minute: 23 * 60)
    }

    private static func numbers(in texts: [String]) -> Set<String> {
        Set(texts.flatMap { $0.matches(of: #/\d{3,}/#).map { String($0.output) } })
    }

    @Test(arguments: Shelves.shipped)
    func `a shipped bot says no number but 112 once all have lapsed`(name: String) throws {
        let reading = try Shelves.read(Shelves.shipped(name), name: name)
        let script = try #require(reading.value)
        let today = try Shelves.today
        let own = name.hasPrefix("nu") ? "106" : "107"
        #expect(Self.numbers(in: Self.said(by: script, on: today)).isSuperset(of: ["112", own]))
        let last = try #require(script.referrals.compactMap(\.checkBy).max())
        let after = Self.said(by: script, on: last.adding(days: 1))
        #expect(Self.numbers(in: after) == ["112"])
        #expect(after.allSatisfy { !$0.contains("{numéro:") && !$0.contains("{nummer:") })
    }

    @Test(arguments: Shelves.shipped)
    func `no reply of a shipped bot has a number written out but 112`(name: String) throws {
        let reading = try Shelves.read(Shelves.shipped(name), name: name)
        let replies = try #require(reading.value?.replies)
        let timed = replies.waiting + replies.counsellorSilent + replies.visitorSilent
        let sayings =
            replies.byID.values.map(\.text) + timed.map(\.text) + replies.words.map(\.text)
            + replies.answers.map(\.text)
        let written = sayings.flatMap(\.wordings).map { Texts.withoutBlanks($0) }
        #expect(Self.numbers(in: written) == ["112"])
    }
}
