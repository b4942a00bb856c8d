public import Desk
internal import Matrix
public import Relay

/// The way out to the chat network: carries out errands in staff rooms, counselling rooms, lobbies
/// and visitors' own rooms.
///
/// Every event that it sends is named after its errand, so sending it again after a crash or a lost
/// answer makes no second one (Client-Server API, "Transaction identifiers").
public struct RoomsOutlet: Outlet {
    let counsel: CounselOutlet
    let lobby: LobbyOutlet
    let feed: Feed

    /// Reads what happened up to now: whatever of ours has arrived is among it.
    public func takeStock() async throws(OutletFailure) {
        do {
            try await feed.catchUp()
        } catch let failure as Homeserver.Failure {
            throw OutletFailure(failure)
        } catch {
            throw .later(after: nil)
        }
    }

    /// Carries out an errand.
    public func deliver(_ errand: Errand) async throws(OutletFailure) -> Receipt? {
        do {
            let event = try await carryOut(errand)
            return event.map { Receipt($0.rawValue) }
        } catch let failure as OutletFailure {
            throw failure
        } catch let failure as Homeserver.Failure {
            throw OutletFailure(failure)
        } catch {
            // The ledger could not be read; that passes or is noticed elsewhere.
            throw .later(after: nil)
        }
    }

    private func carryOut(_ errand: Errand) async throws -> EventID? {
        switch errand.effect {
        case .meet(let guest): try await lobby.meet(guest, errand)
        case .tell: try await lobby.tell(errand)
        case .markRead(let line): try await lobby.markRead(line, errand)
        case .letGo(let guest): try await lobby.letGo(guest, errand)
        case .hush(let receipt): try await lobby.hush(receipt, errand)
        case .decline(let room, let words): try await lobby.decline(room, words, errand)
        case .remove(let receipt): try await lobby.remove(receipt, errand)
        case .show, .post, .edit, .tellStaff, .alert, .call, .reload, .wipe, .open, .relay, .fetch,
            .advise, .tick, .admit, .dismiss, .close, .forgetVisitor, .remind, .unremind,
            .unremindAll, .hasten, .wake, .amend, .attach, .amendOwn, .bringAnswers, .keepPass,
            .dropPass, .audit, .clearRoom, .clearDirect, .admitUndelivered, .forget, .wipeNotices,
            .retry, .refuse:
            try await counsel.carryOut(errand)
        }
    }
}

extension OutletFailure {
    /// What a refusal of the homeserver means for the errand.
    init(_ failure: Homeserver.Failure) {
        switch failure {
        case .retry(let delay, certainlyNotSent: true): self = .nothingWorks(after: delay)
        case .retry(let delay, certainlyNotSent: false): self = .unsure(after: delay)
        // The token may be mended by the admin; nothing is given up meanwhile.
        case .unknownToken: self = .nothingWorks(after: .seconds(15))
        case .unreadable: self = .unsure(after: nil)
        // Not in Matrix's own words: a proxy between us, which will not say so for ever.
        case .refused(_, "UNKNOWN"): self = .later(after: nil)
        // Our device is made anew at the next start.
        case .refused(_, "M_UNKNOWN_DEVICE"): self = .nothingWorks(after: .seconds(15))
        case .tooLarge, .refused: self = .never
        }
    }
}
