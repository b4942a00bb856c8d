internal import Desk
internal import Matrix
internal import Relay

/// Takes back from the staff room what was said there about somebody who is forgotten.
extension CounselOutlet {
    /// A name and answers in her notice, and what the team has noted under it or in answer to it.
    ///
    /// An edit is an event of its own and is taken back beside its original. The notes go first,
    /// the newest before those that they answer: whoever was killed in between finds the rest.
    func wipe(_ receipts: [Receipt], _ errand: Errand) async throws -> EventID? {
        let room = try staffRoom(of: errand)
        // A homeserver that does not tell them must not keep the notice itself, nor the next ones.
        if errand.attempts < Self.noteAttemptsMax {
            try await wipeNotes(on: receipts, room, errand)
        }
        var last: EventID?
        for (index, receipt) in receipts.enumerated() {
            last = try await takeBack(receipt, in: room, "\(errand.id.rawValue)-\(index)") ?? last
        }
        return last
    }

    private static let noteAttemptsMax = 3

    private func wipeNotes(
        on receipts: [Receipt],
        _ room: RoomID,
        _ errand: Errand
    ) async throws {
        let notices = Set(receipts.map { EventID(rawValue: $0.rawValue) })
        var family = notices
        var notes: [EventID] = []
        for event in try await said(since: notices, in: room)
        where event.isAbout.contains(where: family.contains) {
            family.insert(event.id)
            if isNote(event), !notices.contains(event.id) { notes.append(event.id) }
        }
        for note in notes.reversed() {
            let effect = "\(errand.id.rawValue)-note-\(note.rawValue)"
            _ = try await takeBack(Receipt(note.rawValue), in: room, effect)
        }
    }

    /// All that was said about anything there since the first of the notices, oldest first.
    ///
    /// Walked, and not asked for by relation: a homeserver keeps no list of plain answers.
    private func said(
        since notices: Set<EventID>,
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
            newestFirst += page.chunk.filter { !$0.isAbout.isEmpty }
            unmet.subtract(page.chunk.map(\.id))
            from = unmet.isEmpty || page.chunk.isEmpty ? nil : page.end
        } while from != nil
        return newestFirst.reversed()
    }

    /// Of people's, edits included, and of ours an edit of the notice that was on its way when she
    /// was forgotten.
    private func isNote(_ event: Matrix.Event) -> Bool {
        guard !event.isRedacted else { return false }
        if case .replacement? = event.relation { return true }
        return !office.isOurs(event.sender)
    }
}
