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
        of number: ConversationNumber?,
        _ errand: Errand
    ) async throws -> EventID? {
        let room = try staffRoom(of: errand)
        // A homeserver that does not tell them must not keep the notice itself, nor the next ones.
        if errand.attempts < Self.noteAttemptsMax {
            try await wipeNotes(on: receipts, of: number, room, errand)
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
        of number: ConversationNumber?,
        _ room: RoomID,
        _ errand: Errand
    ) async throws {
        let notices = Set(receipts.map { EventID(rawValue: $0.rawValue) })
        var family = notices
        var notes: [EventID] = []
        for event in try await said(since: notices, in: room) {
            let isNotice = isNotice(event, of: number)
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

    /// All that was said about anything there since the first of the notices, and those, oldest
    /// first.
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
            newestFirst += page.chunk.filter { event in
                !event.isAbout.isEmpty || OwnFields.conversation(of: event) != nil
            }
            unmet.subtract(page.chunk.map(\.id))
            from = unmet.isEmpty || page.chunk.isEmpty ? nil : page.end
        } while from != nil
        return newestFirst.reversed()
    }

    /// One of ours that was on its way when she was forgotten: nobody wrote down that it arrived.
    private func isNotice(_ event: Matrix.Event, of number: ConversationNumber?) -> Bool {
        guard let number, event.sender == office.botUser else { return false }
        return OwnFields.conversation(of: event) == number
    }

    /// Of people's, edits included, and of ours an edit that says no more whom it is about.
    private func isNote(_ event: Matrix.Event) -> Bool {
        guard !event.isRedacted else { return false }
        if case .replacement? = event.relation { return true }
        return !office.isOurs(event.sender)
    }
}
