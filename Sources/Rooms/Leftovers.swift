internal import Desk
internal import Matrix

/// What can still be read in a staff room and should be gone; it is walked newest first.
struct Leftovers {
    /// Whose notices are there.
    var forgotten: Set<ConversationNumber> = []
    /// What people wrote about notices that are taken back.
    private var notes: Set<EventID> = []
    private var oldCount = 0
    /// What was taken back only because it was old: it may have been no notice at all, and what
    /// people wrote about it has its own end.
    private var aged: Set<EventID> = []
    /// What people said about an event, which comes later in the walk.
    private var said: [EventID: Set<EventID>] = [:]

    mutating func look(at event: Matrix.Event, isOurs: Bool, before instant: Int64) {
        var about: Set<EventID> = said.removeValue(forKey: event.id) ?? []
        if let target = event.redacts, isOurs, event.content[OwnFields.aged] == true {
            aged.insert(target)
        }
        guard !event.isRedacted else {
            if isOurs, !aged.contains(event.id) { notes.formUnion(about) }
            return
        }
        if event.isSaid, event.originServerMilliseconds < instant,
            OwnFields.conversation(of: event) == nil
        {
            oldCount += 1
        }
        if !isOurs { about.insert(event.id) }
        for target in event.isAbout {
            said[target] = (said[target] ?? []).union(about)
        }
    }

    func finding(of bot: BotName) -> Finding {
        let room = "in the staff room"
        if !forgotten.isEmpty {
            let numbers = forgotten.sorted().map { "#\($0)" }.joined(separator: ", ")
            let what = "\(bot): notices of forgotten talks are still readable \(room): \(numbers)"
            return Finding.fault(what, "delete them there by hand")
        }
        if !notes.isEmpty {
            let count = notes.count
            let what = "\(bot): \(count) notes on notices of forgotten talks are still readable"
            return Finding.fault(what, "delete them \(room) by hand")
        }
        if oldCount > 0 {
            let what = "\(bot): \(oldCount) lines have been \(room) for longer than its file says"
            return Finding.fault(what, "is the bridge running? It takes them back by itself")
        }
        return Finding.fine("\(bot): nothing \(room) tells of somebody who is forgotten")
    }
}

extension Matrix.Event {
    /// It holds words of somebody's, and they are still there.
    var isSaid: Bool {
        !isRedacted && !isState && !["m.room.redaction", "m.reaction"].contains(type)
    }
}
