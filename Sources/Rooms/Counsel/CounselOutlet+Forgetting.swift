internal import Desk
internal import Matrix
internal import Relay

/// Takes back from the staff room what was said there about somebody who is forgotten.
extension CounselOutlet {
    /// A name and answers in her notice, and what the team has noted under it.
    ///
    /// An edit is an event of its own and is taken back beside its original. The notes go first:
    /// whoever was killed in between finds the rest of them under the notice again.
    func wipe(_ receipts: [Receipt], _ errand: Errand) async throws -> EventID? {
        let room = try staffRoom(of: errand)
        // A homeserver that does not tell them must not keep the notice itself, nor the next ones.
        if errand.attempts < Self.noteAttemptsMax {
            for receipt in receipts { try await wipeNotes(under: receipt, receipts, room, errand) }
        }
        var last: EventID?
        for (index, receipt) in receipts.enumerated() {
            last = try await takeBack(receipt, in: room, "\(errand.id.rawValue)-\(index)") ?? last
        }
        return last
    }

    private static let noteAttemptsMax = 3

    private func wipeNotes(
        under receipt: Receipt,
        _ receipts: [Receipt],
        _ room: RoomID,
        _ errand: Errand
    ) async throws {
        let notes = try await notes(under: EventID(rawValue: receipt.rawValue), in: room)
        for note in notes where !receipts.contains(Receipt(note.rawValue)) {
            let effect = "\(errand.id.rawValue)-note-\(note.rawValue)"
            _ = try await takeBack(Receipt(note.rawValue), in: room, effect)
        }
    }

    /// What people wrote in the thread under a notice, edits of it included, and an edit of the
    /// notice that was on its way when she was forgotten; signs say nothing of her.
    private func notes(
        under notice: EventID,
        in room: RoomID
    ) async throws(Homeserver.Failure) -> [EventID] {
        var notes: [EventID] = []
        var from: String?
        repeat {
            let page: MessagesPage
            do throws(Homeserver.Failure) {
                page = try await office.bot.related(to: notice, in: room, from: from)
            } catch {
                // Not there any more, or nothing that we may see: then there is nothing to take.
                guard error.isMatrixRefusal else { throw error }
                return notes
            }
            notes += page.chunk.filter(isNote).map(\.id)
            from = page.end
        } while from != nil
        return notes
    }

    private func isNote(_ event: Matrix.Event) -> Bool {
        guard !event.isRedacted, event.type != "m.reaction" else { return false }
        if case .replacement? = event.relation { return true }
        return !office.isOurs(event.sender)
    }
}
