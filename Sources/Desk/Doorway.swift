/// The bot's door at one moment: its hours, and what an admin ordered.
struct Doorway: Sendable {
    let hours: Hours
    let order: Team.DoorOrder?
    let moment: Moment
    /// Whether no counsellor can be reached, whatever hours and orders say.
    let isShut: Bool

    init(
        _ script: Script,
        _ order: Team.DoorOrder?,
        at moment: Moment,
        isShut: Bool = false
    ) {
        (hours, self.order, self.moment) = (script.hours, order, moment)
        self.isShut = isShut
    }

    private var now: CivilTime { moment.civil }

    /// The end of an order that holds now, seen from now.
    private func minutes(until instant: Int64) -> Int { moment.wallMinutes(until: instant) }

    /// Whether somebody should be there.
    var isOpen: Bool {
        switch order {
        case .closed(let until)? where until > moment.milliseconds: false
        case .open(let until)? where until > moment.milliseconds: true
        case .closed, .open, nil: hours.isOpen(at: now)
        }
    }

    /// Whether a visitor may still come in.
    var admits: Bool {
        guard !isShut else { return false }
        return switch order {
        case .closed(let until)? where until > moment.milliseconds: false
        case .open(let until)? where until > moment.milliseconds: true
        case .closed, .open, nil: hours.admits(at: now)
        }
    }

    /// Whether the door would be open if nobody had ordered anything.
    var isClosedByOrder: Bool { !isOpen && hours.isOpen(at: now) }

    /// Minutes until it closes; nothing when it is closed or nobody knows.
    var minutesUntilClosing: Int? {
        guard isOpen else { return nil }
        let planned = hours.minutesUntilClosing(at: now)
        guard case .open(let until)? = order, until > moment.milliseconds else { return planned }
        return max(minutes(until: until), planned ?? 0)
    }

    /// When it opens next; nothing where none is known.
    var nextOpening: CivilTime? {
        guard case .closed(let until)? = order, until > moment.milliseconds else {
            return hours.nextOpening(after: now)
        }
        let end = now.adding(minutes: minutes(until: until))
        return hours.admits(at: end) ? end : hours.nextOpening(after: end)
    }

    /// The next opening in words; nothing where none is known.
    ///
    /// Nobody knows when an outage ends.
    func openingWords(in language: Language) -> String? {
        guard !isShut else { return nil }
        return nextOpening.map { OpeningWords.say($0, from: now, in: language) }
    }

    /// Minutes until it opens next.
    var minutesUntilOpening: Int? {
        nextOpening.map { opening in
            let days = opening.date.daysSince1970 - now.date.daysSince1970
            return days * 1_440 + opening.minute - now.minute
        }
    }
}

extension CivilTime {
    /// So many minutes later on the wall clock.
    func adding(minutes: Int) -> CivilTime {
        let all = date.daysSince1970 * 1_440 + minute + minutes
        let day = all >= 0 ? all / 1_440 : (all - 1_439) / 1_440
        return CivilTime(date: CivilDate(daysSince1970: day), minute: all - day * 1_440)
    }
}
