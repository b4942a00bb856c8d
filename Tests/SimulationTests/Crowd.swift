import Desk
import Matrix
import Synchronization

@testable import Support

/// All who come in through the lobby; each is told what her client would show her.
final class Crowd: Sendable {
    private struct State {
        var guests: [String: Guest] = [:]
        /// Whose room it is.
        var rooms: [String: Guest] = [:]
    }

    private let state = Mutex(State())

    var count: Int { state.withLock(\.guests.count) }

    func add(_ guest: Guest) {
        state.withLock { $0.guests[guest.account] = guest }
    }

    /// It is late.
    func tires() {
        for guest in state.withLock({ Array($0.guests.values) }) { guest.tires() }
    }

    /// The evening is over.
    func goesHome() {
        for guest in state.withLock({ Array($0.guests.values) }) { guest.goesHome() }
    }

    func sees(_ entry: World.Entry) {
        guard People.isOurs(entry.sender) else { return }
        if entry.type == "m.room.member", entry.content["membership"] == "invite" {
            let guest = state.withLock { state -> Guest? in
                guard let guest = state.guests[entry.stateKey ?? ""],
                    state.rooms[entry.room] == nil
                else { return nil }
                state.rooms[entry.room] = guest
                return guest
            }
            guest?.isAsked(into: entry.room)
        } else if entry.type == "m.room.message" {
            guard let guest = state.withLock({ $0.rooms[entry.room] }) else { return }
            guest.reads(entry)
        }
    }
}
