/// Answers what comes to a bot without belonging to one conversation: orders in the staff room, and
/// claims of numbers that nobody has.
public struct Reception {
    private let moment: Moment
    private let script: Script
    private var around: Surroundings

    /// Says what shall be done about an event for which there is no conversation.
    public static func hear(
        _ event: Event,
        at moment: Moment,
        following script: Script,
        beside around: inout Surroundings
    ) -> [Effect] {
        let script = script.on(moment.civil.date)
        var reception = Reception(moment: moment, script: script, around: around)
        let effects = reception.decide(event)
        let before = around.team
        around = reception.around
        return effects + around.noteDuty(since: before, at: moment, following: script)
    }

    private mutating func decide(_ event: Event) -> [Effect] {
        switch event {
        case .claimed(let counsellor):
            // A reaction to something that is no notice is small talk.
            guard let number = around.number, isOfTeam(counsellor) else { return [] }
            return [tell(.nobodyWaits, ["number": "\(number)"], counsellor)]
        case .commanded(let command, _, let counsellor):
            guard isOfTeam(counsellor) else { return [] }
            return obey(command, by: counsellor)
        case .reloadRefused(let complaints):
            let text = say(.reloadRefused, ["complaints": complaints])
            return [.tellStaff(text, mention: nil)]
        case .staffed(let members):
            let gone = around.team.members.keys.filter { members[$0] == nil }
            around.team.seat(members)
            return giveUpTalks(of: gone)
        case .staffMoved(let counsellor, let isIn):
            guard !isIn else {
                around.team.join(counsellor)
                return []
            }
            around.team.leave(counsellor)
            return giveUpTalks(of: [counsellor])
        case .house(let event):
            return Self.hearHouse(event, following: script)
        case .arrived, .visitorSaid, .visitorEnded, .visitorSaw, .visitorMoved, .cameToLobby,
            .wroteInLobby, .wroteElsewhere, .visitorChanged, .visitorTouched, .visitorPostedOther,
            .visitorAsked, .visitorErased, .counsellorSaid, .counsellorShowed, .imageCame,
            .imageLost, .counsellorChanged, .counsellorRead, .counsellorCame, .counsellorLeft,
            .postedOther, .roomEncrypted, .roomTakenAway, .failed, .due:
            return []
        }
    }

    private mutating func obey(_ command: Command, by counsellor: CounsellorID) -> [Effect] {
        switch command {
        case .help: [tell(.staffHelp, [:], counsellor)]
        case .unknown(let word, let meant): [tellUnknown(word, meant, counsellor)]
        case .elsewhere(let word): [tell(.commandOfRoom, ["command": word], counsellor)]
        case .misspelt(let meant): [tellMisspelt(meant, counsellor)]
        case .unread(let how): [tell(.commandHow, ["command": how], counsellor)]
        case .list: [.tellStaff(list, mention: counsellor)]
        case .reload: isAdmin(counsellor) ? [.reload(for: counsellor)] : [refuse(counsellor)]
        case .retry: [.retry(Retry(for: counsellor, following: script))]
        case .onDuty(let howLong): putOnDuty(counsellor, for: howLong)
        case .offDuty: takeOffDuty(counsellor)
        case .hours: [.tellStaff(hours, mention: counsellor)]
        case .closeDoor(let howLong, let reason):
            order(by: counsellor, because: reason) { $0.close(for: howLong) }
        case .openDoor(let howLong): order(by: counsellor) { $0.open(for: howLong) }
        case .held: [.tellStaff(held, mention: counsellor)]
        case .release(nil): [.tellStaff(held, mention: counsellor)]
        case .release(let number?):
            // With a number of somebody who is there, the conversation answers.
            [tell(.nobodyHeld, ["number": "\(number)"], counsellor)]
        case .close, .giveBack, .handOver, .accept, .invite, .readyAnswer, .refer, .alarm,
            .giveCode, .takeBackCode, .pause, .keepWaiting, .heavy, .hold:
            []  // The counselling room's own; see `Conversation`.
        }
    }

    /// Whoever leaves the team leaves nobody alone: her talks wait for another.
    private func giveUpTalks(of gone: [CounsellorID]) -> [Effect] {
        gone.flatMap(around.team.talks).sorted().map { .wake($0, .orphan) }
            + gone.flatMap(around.team.awaiting).sorted().map { .wake($0, .same) }
    }

    // MARK: Who may

    private func isOfTeam(_ counsellor: CounsellorID) -> Bool {
        around.team.members[counsellor] != nil
    }

    private func isAdmin(_ counsellor: CounsellorID) -> Bool {
        around.team.members[counsellor] == .admin
    }

    private func refuse(_ counsellor: CounsellorID) -> Effect { tell(.adminsOnly, [:], counsellor) }

    // MARK: Saying

    private func say(_ key: TextKey, _ values: [String: String] = [:]) -> String {
        script.texts.say(key, values, to: script.audience)
    }

    private func tell(
        _ key: TextKey,
        _ values: [String: String],
        _ counsellor: CounsellorID
    ) -> Effect {
        .tellStaff(say(key, values), mention: counsellor)
    }

    private func tellUnknown(
        _ word: Confidential<String>,
        _ meant: String?,
        _ counsellor: CounsellorID
    ) -> Effect {
        let text = say(.unknownCommand, ["command": word.reveal()])
        let more = meant.map { say(.meantCommand, ["command": $0]) } ?? say(.staffHelp)
        return .tellStaff(text + "\n" + more, mention: counsellor)
    }

    private func tellMisspelt(_ meant: String?, _ counsellor: CounsellorID) -> Effect {
        let more = meant.map { say(.meantCommand, ["command": $0]) } ?? say(.staffHelp)
        return .tellStaff(say(.misspeltCommand) + "\n" + more, mention: counsellor)
    }

    /// Who waits, in the order of serving, and why somebody goes ahead.
    private var list: String {
        [seatList, letterList].compactMap(\.self).joined(separator: "\n")
    }

    /// The letters without an answer, the day of each, and who has taken it.
    private var letterList: String? {
        let rows = around.team.letters.map { number, letter in
            let minutes = Int(letter.sentAt / 60_000 - moment.milliseconds / 60_000)
            let day = moment.civil.adding(minutes: minutes).date
            let taken = letter.owner.map { " · " + $0.shortName } ?? ""
            return "#\(number) · " + OpeningWords.day(day, in: script.language) + taken
        }
        return rows.isEmpty ? nil : say(.waitingLetters, ["list": rows.joined(separator: "\n")])
    }

    private var seatList: String {
        let seats = around.waitingRoom.seats
        guard !seats.isEmpty else { return say(.waitingListEmpty) }
        let rows = seats.map { seat in
            let minutes = max(0, (moment.milliseconds - seat.since) / 60_000)
            let why = around.waitingRoom.reasons(of: seat).map { " · " + say($0.key) }
            return "#\(seat.number) · \(minutes) min" + why.joined()
        }
        return say(.waitingList, ["list": rows.joined(separator: "\n")])
    }

    private var held: String {
        let rows = around.team.held.sorted { $0.key < $1.key }.map { number, until in
            "#\(number) · " + clock(until)
        }
        guard !rows.isEmpty else { return say(.heldNone) }
        return say(.heldList, ["list": rows.joined(separator: "\n")])
    }

    // MARK: Duty

    private mutating func putOnDuty(
        _ counsellor: CounsellorID,
        for howLong: HowLong?
    ) -> [Effect] {
        guard let until = howLong.map(openUntil) ?? endOfService else {
            return [tell(.timePassed, [:], counsellor)]
        }
        around.team.putOnDuty(counsellor, until: until)
        // Whoever waits for her hears that she has come.
        return [tell(.dutyOn, ["until": clock(until)], counsellor)]
            + around.team.awaiting(counsellor).map { .wake($0, .same) }
    }

    /// Her talks stay hers until she gives them back or over.
    private mutating func takeOffDuty(_ counsellor: CounsellorID) -> [Effect] {
        around.team.takeOffDuty(counsellor)
        let talks = around.team.talks(of: counsellor)
        guard !talks.isEmpty else { return [tell(.dutyOff, [:], counsellor)] }
        let list = talks.map { "#\($0)" }.joined(separator: ", ")
        return [tell(.dutyOffTalks, ["list": list], counsellor)]
    }

    /// The end of the slot that is open now, or of the next one.
    private var endOfService: Int64 {
        let door = Doorway(script, around.team.order, at: moment)
        if let minutes = door.minutesUntilClosing {
            return after(min(minutes, Self.serviceMinutesMax))
        }
        guard let wait = door.minutesUntilOpening, let opening = door.nextOpening,
            let length = script.hours.minutesUntilClosing(at: opening)
        else { return after(Self.serviceMinutesUsual) }
        return after(wait + min(length, Self.serviceMinutesMax))
    }

    private static let serviceMinutesUsual = 240
    /// Where the door hardly ever closes, nobody is there until it does.
    private static let serviceMinutesMax = 720

    // MARK: The door

    /// What the hours say, what was ordered, and who is there.
    private var hours: String {
        let door = Doorway(script, around.team.order, at: moment)
        let state =
            if let minutes = door.minutesUntilClosing {
                say(.doorIsOpen, ["until": clock(after(minutes))])
            } else if let opening = door.openingWords(in: script.language) {
                say(.doorIsClosed, ["opening": opening])
            } else {
                say(.hoursUnreadable)
            }
        let onDuty = around.team.onDuty(at: moment.milliseconds).map(\.shortName)
        let names = onDuty.isEmpty ? "–" : onDuty.joined(separator: ", ")
        return state + "\n" + say(.dutyList, ["names": names])
    }

    private mutating func order(
        by counsellor: CounsellorID,
        because reason: Confidential<String>? = nil,
        _ change: (inout Reception) -> (TextKey, Int64?, AuditEntry.What)?
    ) -> [Effect] {
        guard isAdmin(counsellor) else { return [refuse(counsellor)] }
        guard let (key, until, what) = change(&self) else {
            return [tell(.timePassed, [:], counsellor)]
        }
        let values = until.map { ["until": clock($0)] } ?? [:]
        let entry = AuditEntry(what: what, by: counsellor, until: until, reason: reason)
        return [
            tell(key, values, counsellor), .audit(entry),
            // Whoever waits is told at once, and whose place is kept is called.
            .hasten(.closing), .hasten(.opening),
        ]
    }

    private mutating func close(for howLong: HowLong?) -> (TextKey, Int64?, AuditEntry.What) {
        let restOfDay = 1_440 - moment.civil.minute
        let door = Doorway(script, nil, at: moment)
        let until = howLong.map(closedUntil) ?? after(max(restOfDay, door.minutesUntilClosing ?? 0))
        around.team.order = .closed(until: until)
        return (.doorClosed, until, .closedDoor)
    }

    private mutating func open(for howLong: HowLong?) -> (TextKey, Int64?, AuditEntry.What)? {
        guard let howLong else {
            around.team.order = nil
            return (.doorAsHours, nil, .openedDoor)
        }
        guard let until = openUntil(howLong) else { return nil }
        around.team.order = .open(until: until)
        return (.doorOpened, until, .openedDoor)
    }

    // MARK: Time

    private func after(_ minutes: Int) -> Int64 {
        moment.instant(afterWallMinutes: minutes)
    }

    /// So many minutes from now, and no second less: it ends with a full minute.
    private func atLeast(_ minutes: Int) -> Int64 {
        (moment.milliseconds + 59_999) / 60_000 * 60_000 + Int64(minutes) * 60_000
    }

    private func openUntil(_ howLong: HowLong) -> Int64? {
        howLong.openMinutes(from: moment.civil).map { end($0, of: howLong) }
    }

    private func closedUntil(_ howLong: HowLong) -> Int64 {
        end(howLong.closedMinutes(from: moment.civil), of: howLong)
    }

    private func end(_ minutes: Int, of howLong: HowLong) -> Int64 {
        howLong.endsByClock(minutes) ? after(minutes) : atLeast(minutes)
    }

    /// A time as people read it, with its day where that is not today.
    private func clock(_ instant: Int64) -> String {
        let then = moment.civil(at: instant)
        guard then.date != moment.civil.date else { return then.clock }
        return OpeningWords.say(then, from: moment.civil, in: script.language)
    }
}
