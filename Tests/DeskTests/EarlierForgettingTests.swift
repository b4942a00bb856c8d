import Desk
import Testing

/// A name and a room may be forgotten before the talk itself.
@Suite struct EarlierForgettingTests {
    private static let moment = Moment(
        milliseconds: 0,
        civil: CivilTime(date: CivilDate(daysSince1970: 20_833), minute: 720)
    )

    @Test func `each has its own time, counted from the end`() {
        var talk = Conversation(number: 1, bot: BotName("essai"), door: .web)
        let effects = Self.end(
            &talk,
            ScriptLimits(forgetAnswersAfterHours: 2, leaveRoomAfterHours: 1)
        )
        let hour: Int64 = 3_600_000
        #expect(effects.contains(.remind(.forgetAnswers, at: 2 * hour)))
        #expect(effects.contains(.remind(.leaveRoom, at: hour)))
        #expect(effects.contains(.remind(.forget, at: 24 * hour)))
    }

    @Test func `without a time of their own they go with the talk`() {
        var talk = Conversation(number: 1, bot: BotName("essai"), door: .web)
        let effects = Self.end(&talk, ScriptLimits())
        let earlier = effects.filter { effect in
            guard case .remind(let reminder, _) = effect else { return false }
            return reminder == .forgetAnswers || reminder == .leaveRoom
        }
        #expect(earlier.isEmpty)
    }

    @Test func `then the name and the answers are gone and the notice is taken back`() {
        var talk = Conversation(number: 1, bot: BotName("essai"), door: .web)
        let limits = ScriptLimits(forgetAnswersAfterHours: 2)
        _ = Self.hear(.arrived, &talk, limits)
        let name = Event.visitorSaid(LineID("1"), .text(Confidential("Lou")))
        _ = Self.hear(name, &talk, limits)
        #expect(talk.name != nil)
        _ = Self.hear(.due(.forgetAnswers), &talk, limits)
        #expect(talk.name != nil, "not while it lasts")
        _ = Self.hear(.visitorEnded(forgetting: false), &talk, limits)
        #expect(Self.hear(.due(.forgetAnswers), &talk, limits) == [.wipeNotices])
        #expect(talk.name == nil)
        #expect(talk.answers.isEmpty)
    }

    private static func end(_ talk: inout Conversation, _ limits: ScriptLimits) -> [Effect] {
        hear(.arrived, &talk, limits) + hear(.visitorEnded(forgetting: false), &talk, limits)
    }

    private static func hear(
        _ event: Event,
        _ talk: inout Conversation,
        _ limits: ScriptLimits
    ) -> [Effect] {
        let allDay = [OpeningHours.Slot(start: 0, end: 1_440)]
        let weekly = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, allDay) })
        let hours = Hours.known(OpeningHours(weekly: weekly, holidays: .open))
        var around = Surroundings(team: Team())
        return talk.hear(
            event,
            at: moment,
            following: TestScript.script(hours: hours, limits: limits),
            beside: &around
        )
    }
}
