@testable import Desk

/// One event as it was heard.
struct Hearing {
    let event: Event
    let before: Conversation
    let effects: [Effect]
    let after: Conversation

    var relayed: [LineID] {
        effects.compactMap { if case .relay(let id) = $0 { id } else { nil } }
    }

    var opened: [CounsellorID] {
        effects.compactMap { if case .open(let opening) = $0 { opening.owner } else { nil } }
    }

    var shown: [Line] {
        effects.compactMap { if case .show(let line) = $0 { line } else { nil } }
    }

    var refused: Bool {
        if case .refuse? = effects.first { true } else { false }
    }

    /// What a page tells by itself is said in a room: nothing else follows then.
    var turnedAway: Bool {
        guard before.door == .lobby, let line = shown.first, line.author == .bot else {
            return false
        }
        let words = line.text.reveal()
        return Self.turningAway.contains { words.hasPrefix($0) }
    }

    private static let turningAway = [TextKey.lobbyTooLong, .lobbyTooMany, .lobbyOver].map {
        String((TestScript.sentences[$0] ?? "?").prefix { $0 != "{" })
    }
}

/// What the desk promises whatever happens, checked by its own bookkeeping.
struct Promises {
    private var arrivedClosed = false
    private var posted = false
    private var kept: [LineID] = []
    private var relayed: Set<LineID> = []
    private var botLines: Set<LineID> = []

    /// The first promise that a hearing breaks.
    mutating func broken(by hearing: Hearing) -> String? {
        if hearing.refused { return brokenRefusal(hearing) }
        return brokenOwner(hearing) ?? brokenDoor(hearing) ?? brokenEnd(hearing)
            ?? brokenLine(hearing) ?? brokenNotice(hearing) ?? brokenForgetting(hearing)
    }

    private func brokenRefusal(_ hearing: Hearing) -> String? {
        guard hearing.effects.count == 1 else { return "something follows a refusal" }
        return hearing.before == hearing.after ? nil : "a refusal left a trace"
    }

    private func brokenOwner(_ hearing: Hearing) -> String? {
        let before = hearing.before.owner
        for opened in hearing.opened where before != nil && before != opened {
            return "two owners"
        }
        guard let now = hearing.after.owner else {
            return hearing.relayed.isEmpty ? nil : "relayed to nobody"
        }
        guard now != before else { return nil }
        let wasAsked = hearing.before.talk?.successor == now && hearing.event.actor == now
        return wasAsked || hearing.opened.contains(now) ? nil : "an owner in secret"
    }

    /// Who came while the door was closed makes no work for anybody who does not ask for it.
    private mutating func brokenDoor(_ hearing: Hearing) -> String? {
        if hearing.before.stage == .arriving, hearing.after.stage == .closed {
            arrivedClosed = true
        }
        // Unless she leaves a letter: that is asking for an answer.
        if hearing.after.stage == .writing { arrivedClosed = false }
        guard arrivedClosed else { return nil }
        for effect in hearing.effects {
            switch effect {
            case .post, .edit, .alert, .call, .open, .relay, .fetch, .tick, .admit, .dismiss,
                .close:
                return "a closed door reached the staff"
            case .tellStaff, .reload, .advise, .wipe:
                guard hearing.event.isByStaff else { return "a closed door called the staff" }
            case .show, .meet, .tell, .markRead, .letGo, .hush, .decline, .remove, .forgetVisitor,
                .remind, .unremind,
                .unremindAll, .hasten, .wake, .amend, .attach, .amendOwn, .bringAnswers, .keepPass,
                .dropPass, .audit, .clearRoom, .clearDirect, .admitUndelivered, .forget,
                .wipeNotices, .retry, .refuse:
                break
            }
        }
        return nil
    }

    /// After the end nothing more is shown, except that a line was lost to one who may still look.
    private func brokenEnd(_ hearing: Hearing) -> String? {
        guard hearing.before.stage.isOver, !hearing.shown.isEmpty else { return nil }
        // In a room of her own she may ask, and is answered.
        if hearing.turnedAway || hearing.before.door == .lobby && hearing.event.isHers {
            return nil
        }
        // She may still begin a letter.
        if hearing.after.stage == .writing { return nil }
        // And she may read the answer to one at any hour.
        if case .visitorSaid(_, .code) = hearing.event { return nil }
        if case .failed(_, .line) = hearing.event, hearing.before.stage != .ended(.visitor) {
            return nil
        }
        return "something was shown after the end"
    }

    private mutating func brokenLine(_ hearing: Hearing) -> String? {
        let wasWaiting = kept
        // What she wrote in the lobby, once she has agreed.
        kept += hearing.shown.map(\.id).filter { $0.rawValue.hasPrefix("lobby-") }
        if let id = hearing.acceptedWords {
            if hearing.after.unheard.contains(id) {
                kept.append(id)
            } else if !hearing.relayed.contains(id), !hearing.wasAnswer {
                return "an accepted line was lost"
            }
            guard hearing.shown.contains(where: { $0.id == id }) else {
                return "an accepted line is not shown to its author"
            }
        }
        for id in hearing.relayed {
            guard relayed.insert(id).inserted else { return "a line was relayed twice" }
        }
        if case .claimed = hearing.event, hearing.before.owner == nil, hearing.after.owner != nil {
            guard hearing.relayed == wasWaiting else {
                return "what waited was not brought in order"
            }
            kept = []
        }
        if hearing.after.stage.isOver { kept = [] }
        return hearing.after.unheard == kept ? nil : "the lines that wait are not those that came"
    }

    private mutating func brokenNotice(_ hearing: Hearing) -> String? {
        for effect in hearing.effects {
            switch effect {
            case .post:
                // Whoever comes back to a place that was kept is announced again, and a letter is
                // another matter than the waiting before it.
                guard !posted || [.kept, .writing, .letter].contains(hearing.before.stage.name)
                else { return "two notices" }
                posted = true
            case .edit:
                guard posted else { return "a change of no notice" }
            case .show(let line) where line.author == .bot:
                guard botLines.insert(line.id).inserted else { return "two bot lines of one name" }
            case .show, .forgetVisitor, .tellStaff, .alert, .call, .reload, .open, .relay, .advise,
                .tick, .admit, .dismiss, .close, .meet, .tell, .markRead, .letGo, .hush, .decline,
                .remove,
                .remind,
                .unremind, .unremindAll, .hasten, .wake, .amend, .attach, .fetch, .amendOwn,
                .bringAnswers, .keepPass, .dropPass, .audit, .clearRoom, .clearDirect,
                .admitUndelivered, .forget,
                .wipe, .wipeNotices, .retry, .refuse:
                break
            }
        }
        return nil
    }

    private func brokenForgetting(_ hearing: Hearing) -> String? {
        guard hearing.after.stage.isOver, !hearing.before.stage.isOver else { return nil }
        let isSet = hearing.effects.contains { effect in
            if case .remind(.forget, _) = effect { true } else { false }
        }
        return isSet ? nil : "an end without a time of forgetting"
    }
}

extension Hearing {
    /// The visitor's words, if they were accepted.
    fileprivate var acceptedWords: LineID? {
        guard case .visitorSaid(let id, .text(let words)) = event, !refused, !turnedAway,
            !isTouch(words.reveal())
        else { return nil }
        return id
    }

    /// Where the page has buttons, a number or a word is typed instead: no words of hers.
    private func isTouch(_ words: String) -> Bool {
        guard before.door == .lobby, RandomWalk.touches.contains(words) else { return false }
        return switch before.stage {
        case .intake: true
        case .kept(_, isCalled: true), .referred, .writing, .closed, .ended: words == "1"
        case .waiting: words == "1" && after.stage == .writing
        case .arriving, .kept, .held, .talking, .letter: false
        }
    }

    /// Words that answered a question: the talk went on.
    fileprivate var wasAnswer: Bool {
        before.stage.name == .intake && after.stage != before.stage
    }
}

extension Stage {
    fileprivate var isOver: Bool {
        switch self {
        case .closed, .ended: true
        case .arriving, .intake, .waiting, .kept, .held, .talking, .referred, .writing, .letter:
            false
        }
    }
}

extension Event {
    /// What is answered to the one who did it, or an alarm.
    fileprivate var isByStaff: Bool {
        switch self {
        case .claimed, .commanded, .counsellorSaid, .counsellorShowed, .counsellorChanged,
            .imageLost, .postedOther, .staffed, .staffMoved, .reloadRefused, .failed, .house:
            true
        case .arrived, .visitorSaid, .visitorEnded, .visitorSaw, .visitorMoved, .cameToLobby,
            .wroteInLobby, .wroteElsewhere, .visitorChanged, .visitorTouched, .visitorPostedOther,
            .visitorAsked,
            .visitorErased, .imageCame, .counsellorRead, .counsellorCame, .counsellorLeft,
            .roomEncrypted, .roomTakenAway, .due:
            false
        }
    }

    /// Something that she did in her own room.
    fileprivate var isHers: Bool {
        switch self {
        case .visitorSaid, .visitorAsked, .visitorPostedOther, .visitorEnded, .visitorTouched: true
        case .arrived, .visitorSaw, .visitorMoved, .cameToLobby, .wroteInLobby, .wroteElsewhere,
            .visitorChanged, .visitorErased, .claimed, .commanded, .reloadRefused, .staffed,
            .staffMoved, .counsellorSaid, .counsellorShowed, .imageCame, .imageLost,
            .counsellorChanged, .counsellorRead, .counsellorCame, .counsellorLeft, .postedOther,
            .roomEncrypted, .roomTakenAway, .failed, .due, .house:
            false
        }
    }

    /// The counsellor who did it, where one did.
    fileprivate var actor: CounsellorID? {
        switch self {
        case .claimed(let who), .commanded(_, _, let who), .counsellorSaid(_, _, let who),
            .counsellorShowed(_, _, let who), .counsellorChanged(_, _, let who),
            .counsellorRead(_, _, let who), .counsellorCame(let who), .counsellorLeft(let who),
            .postedOther(let who):
            who
        case .arrived, .visitorSaid, .visitorEnded, .visitorSaw, .visitorMoved, .cameToLobby,
            .wroteInLobby, .wroteElsewhere, .visitorChanged, .visitorTouched, .visitorPostedOther,
            .visitorAsked,
            .visitorErased,
            .imageCame, .imageLost,
            .reloadRefused, .staffed, .staffMoved, .roomEncrypted, .roomTakenAway, .failed, .due,
            .house:
            nil
        }
    }
}
