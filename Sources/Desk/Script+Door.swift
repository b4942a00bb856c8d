/// What the door says to whoever stands before it.
extension Script {
    /// The next opening in words; nothing where none is known.
    public func nextOpeningWords(at time: CivilTime, in language: Language? = nil) -> String? {
        hours.nextOpening(after: time).map {
            OpeningWords.say($0, from: time, in: language ?? self.language)
        }
    }

    /// What the bot says to whoever comes when nobody is let in: why, and when the door opens.
    public func closedText(at time: CivilTime, to audience: Audience? = nil) -> String {
        let audience = audience ?? self.audience
        guard let opening = nextOpeningWords(at: time, in: audience.language) else {
            return texts.say(.closedUnknown, to: audience)
        }
        if hours.isOpen(at: time) { return texts.say(.tooLate, ["opening": opening], to: audience) }
        let closed = texts.say(.closed, ["opening": opening], to: audience)
        guard let reason = hours.known?.reason(on: time.date) else { return closed }
        let today = texts.say(.closedToday, ["reason": reason.said(to: audience)], to: audience)
        return today + "\n" + closed
    }
}
