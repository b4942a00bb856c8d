/// What the door says to whoever stands before it.
extension Script {
    /// How the door stands at a moment, with what somebody ordered about it.
    ///
    /// `isShut` says that no counsellor can be reached.
    public func door(
        at moment: Moment,
        ordered order: Team.DoorOrder?,
        isShut: Bool = false
    ) -> DoorView {
        let doorway = Doorway(self, order, at: moment, isShut: isShut)
        return DoorView(
            isOpen: doorway.admits,
            nextOpening: { doorway.openingWords(in: $0) },
            closedText: { on(moment.civil.date).closedText(doorway, to: $0) }
        )
    }

    /// Whether the door is open while nobody is there to answer: nobody on duty, where the bot asks
    /// for that, or nobody in the team at all.
    public func isOpenAndUnattended(at moment: Moment, by team: Team) -> Bool {
        guard Doorway(self, team.order, at: moment).isOpen else { return false }
        if limits.dutyIsRequired { return team.onDuty(at: moment.milliseconds).isEmpty }
        return team.members.isEmpty
    }

    /// What the bot says to whoever comes when nobody is let in: why, and when the door opens.
    func closedText(_ door: Doorway, to audience: Audience? = nil) -> String {
        let audience = audience ?? self.audience
        guard let opening = door.openingWords(in: audience.language) else {
            return texts.say(.closedUnknown, to: audience)
        }
        let key: TextKey = door.isOpen ? .tooLate : .closed
        let text = texts.say(key, ["opening": opening], to: audience)
        return [unusual(door, to: audience), text].compactMap(\.self).joined(separator: "\n")
    }

    /// Why the door is not as on other days of the week; nothing where the file does not say so, or
    /// where it was an admin who closed it.
    func unusual(_ door: Doorway, to audience: Audience) -> String? {
        let date = door.moment.civil.date
        guard !door.isClosedByOrder, let hours = hours.known, let reason = hours.reason(on: date)
        else { return nil }
        let key: TextKey = hours.slots(on: date).isEmpty ? .closedToday : .otherHoursToday
        return texts.say(key, ["reason": reason.said(to: audience)], to: audience)
    }
}

/// The door as somebody before it sees it.
public struct DoorView: Sendable {
    /// Whether somebody who comes now is let in.
    public let isOpen: Bool
    /// The next opening in words of a language; nothing where none is known.
    public let nextOpening: @Sendable (Language) -> String?
    /// What is said to somebody who is not let in.
    public let closedText: @Sendable (Audience) -> String
}
