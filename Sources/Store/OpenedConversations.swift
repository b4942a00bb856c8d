internal import Desk
internal import Foundation
internal import Synchronization

/// What a conversation's row says before anything is opened.
struct SealedConversation: Hashable {
    let number: ConversationNumber
    let wrappedKey: Data
    let state: Data
}

/// The conversations that the writer opened last, so that a talk in progress is not opened anew
/// at every line.
///
/// The file stays the truth: the row is read all the same, and one from here serves only while the
/// row has, byte for byte, what it was opened from. So a transaction that is taken back, another
/// ledger or a damaged row need no care. Only the writer looks here: a reader that still sees
/// yesterday could bring a destroyed key back.
final class OpenedConversations: Sendable {
    /// At most so many; then all are let go and the living ones are opened once more.
    static let countMax = 1_000

    private struct Entry {
        let sealed: SealedConversation
        let found: Found
    }

    private let entries = Mutex<[ConversationNumber: Entry]>([:])
    private let teams = Mutex<[BotName: (sealed: Data, team: Team)]>([:])

    /// The people of a bot, if they were opened from the very same bytes.
    func team(of bot: BotName, from sealed: Data) -> Team? {
        teams.withLock { teams in
            guard let known = teams[bot], known.sealed == sealed else { return nil }
            return known.team
        }
    }

    func keep(_ team: Team, of bot: BotName, from sealed: Data) {
        teams.withLock { $0[bot] = (sealed, team) }
    }

    func find(_ sealed: SealedConversation) -> Found? {
        entries.withLock { entries in
            guard let entry = entries[sealed.number], entry.sealed == sealed else { return nil }
            return entry.found
        }
    }

    func keep(_ found: Found, from sealed: SealedConversation) {
        entries.withLock { entries in
            if entries.count >= Self.countMax { entries.removeAll() }
            entries[sealed.number] = Entry(sealed: sealed, found: found)
        }
    }

    func forget(_ number: ConversationNumber) {
        entries.withLock { entries in
            entries[number] = nil
        }
    }
}
