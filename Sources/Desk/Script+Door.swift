/// What the door says to whoever stands before it.
extension Script {
    /// The next opening in words; nothing where none is known.
    public func nextOpeningWords(at time: CivilTime, in language: Language? = nil) -> String? {
        hours.nextOpening(after: time).map {
            OpeningWords.say($0, from: time, in: language ?? self.language)
        }
    }

    /// What the bot says to whoever comes when nobody is let in: why, and when the door opens.
    public func closedText(at time: CivilTime, in voice: Voice? = nil) -> String {
        let voice = voice ?? self.voice
        guard let opening = nextOpeningWords(at: time, in: voice.language) else {
            return texts.say(.closedUnknown, in: voice)
        }
        if hours.isOpen(at: time) { return texts.say(.tooLate, ["opening": opening], in: voice) }
        let closed = texts.say(.closed, ["opening": opening], in: voice)
        guard let reason = hours.known?.reason(on: time.date) else { return closed }
        let today = texts.say(.closedToday, ["reason": reason.said(in: voice)], in: voice)
        return today + "\n" + closed
    }
}
