internal import Desk
internal import Matrix
internal import Relay

/// Takes back from the staff room what was said there about somebody who is forgotten.
extension CounselOutlet {
    /// A name and answers in her notice, and what the team has noted under it or in answer to it.
    ///
    /// An edit is an event of its own and is taken back beside its original. The notes go first,
    /// the newest before those that they answer: whoever was killed in between finds the rest.
    func wipe(
        _ receipts: [Receipt],
        _ underWay: UnderWay?,
        _ errand: Errand
    ) async throws -> EventID? {
        let room = try staffRoom(of: errand)
        // A homeserver that does not tell them must not keep the notice itself.
        let looksFirst = errand.attempts < Self.noteAttemptsMax
        if looksFirst { try await wipeNotes(on: receipts, underWay, room, errand) }
        var last: EventID?
        for (index, receipt) in receipts.enumerated() {
            last = try await takeBack(receipt, in: room, "\(errand.id.rawValue)-\(index)") ?? last
        }
        // A notice that can only be found by looking is looked for as long as that takes.
        if !looksFirst, underWay != nil {
            try await wipeNotes(on: receipts, underWay, room, errand)
        }
        return last
    }

    private static let noteAttemptsMax = 3

    private func wipeNotes(
        on receipts: [Receipt],
        _ underWay: UnderWay?,
        _ room: RoomID,
        _ errand: Errand
    ) async throws {
        let notices = Set(receipts.map { EventID(rawValue: $0.rawValue) })
        var family = notices
        var notes: [EventID] = []
        for event in try await said(since: notices, underWay, in: room) {
            let isNotice = isOne(of: underWay, event)
            guard isNotice || event.isAbout.contains(where: family.contains) else { continue }
            family.insert(event.id)
            guard isNotice || isNote(event), !notices.contains(event.id) else { continue }
            notes.append(event.id)
        }
        for note in notes.reversed() {
            let effect = "\(errand.id.rawValue)-note-\(note.rawValue)"
            _ = try await takeBack(Receipt(note.rawValue), in: room, effect)
        }
    }

    /// All that was said about anything there since the first of the notices, and what was under
    /// way, oldest first.
    ///
    /// Walked, and not asked for by relation: a homeserver keeps no list of plain answers.
    private func said(
        since notices: Set<EventID>,
        _ underWay: UnderWay?,
        in room: RoomID
    ) async throws(Homeserver.Failure) -> [Matrix.Event] {
        var unmet = notices
        var newestFirst: [Matrix.Event] = []
        var from: String?
        repeat {
            let page: MessagesPage
            do throws(Homeserver.Failure) {
                page = try await office.bot.messages(in: room, from: from)
            } catch {
                // Nothing more that we may see: what was found is taken all the same.
                guard error.isMatrixRefusal else { throw error }
                return newestFirst.reversed()
            }
            newestFirst += page.chunk.filter { event in
                !event.isAbout.isEmpty || isOne(of: underWay, event)
            }
            unmet.subtract(page.chunk.map(\.id))
            let goesOn = !unmet.isEmpty || mayHold(underWay, before: page)
            from = goesOn && !page.chunk.isEmpty ? page.end : nil
        } while from != nil
        return newestFirst.reversed()
    }

    private func isOne(of underWay: UnderWay?, _ event: Matrix.Event) -> Bool {
        guard let underWay, event.sender == office.botUser else { return false }
        return OwnFields.effect(of: event).map(underWay.effects.contains) ?? false
    }

    /// Whether what was under way may have arrived before a page: no sooner than it was written
    /// down, by a clock that need not go as ours does.
    private func mayHold(_ underWay: UnderWay?, before page: MessagesPage) -> Bool {
        guard let underWay, let oldest = page.chunk.last else { return false }
        return oldest.originServerMilliseconds > underWay.since - Self.clocksApartMilliseconds
    }

    private static let clocksApartMilliseconds: Int64 = 3_600_000

    /// Of people's, edits included, and of ours an edit that says no more whom it is about.
    private func isNote(_ event: Matrix.Event) -> Bool {
        guard !event.isRedacted else { return false }
        if case .replacement? = event.relation { return true }
        return !office.isOurs(event.sender)
    }
}
