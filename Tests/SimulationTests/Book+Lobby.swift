import Desk
import Matrix
import Synchronization

@testable import Support

/// What the book holds about those who come in through the lobby.
struct LobbyPages: Sendable {
    enum RoomKind: String, Sendable {
        case staff, room, direct, lobby
    }

    /// One coming of one account, met in one room.
    struct Visit: Sendable {
        let account: String
        let index: Int
        /// What the bot and the counsellor said there, in order.
        var shown: [Shown] = []
        /// With which she left or wanted all forgotten.
        var leaving: Leaving?
    }

    struct Shown: Sendable {
        let event: String
        let effect: String
        let sender: String
    }

    struct Leaving: Sendable {
        let event: String
        let isErasing: Bool
    }

    /// Visits are counted from here on, beyond those of the pages.
    static let firstVisit = 10_000
    /// What she wrote in public is her line of this number.
    static let cryLine = 900

    /// What our rooms are for.
    var kinds: [String: RoomKind] = [:]
    /// Under which number she writes who was not met yet, by account.
    var expected: [String: Int] = [:]
    /// By room.
    var visits: [String: Visit] = [:]
    var lastVisit = firstVisit
    /// Those who are inside and not ours, by room.
    var inside: [String: Set<String>] = [:]
    /// With whom a visit was heard of before the ledger was looked into.
    var claims: [Int: ConversationNumber] = [:]
    /// The coming in which she kept what she had written in public in this one.
    var keptIn: [Int: Int] = [:]
    /// The newest words of what was changed, by event.
    var edits: [String: String] = [:]
    var redacted: Set<String> = []
    /// What arrived by ghosts, by event.
    var bodies: [String: String] = [:]
    /// Who came to the lobby and was not asked into a room yet.
    var owed: Set<String> = []
    /// The rooms of their own into which they were asked and from which they have not gone.
    var present: [String: Set<String>] = [:]
    /// Rooms of somebody's own making into which the bot was asked.
    var made: Set<String> = []

    /// Whoever comes is to be met, unless she goes again of her own accord.
    mutating func owe(_ user: String, _ entry: World.Entry) {
        let membership = entry.content["membership"]?.string
        switch (kinds[entry.room], membership) {
        case (.lobby, "join"): owed.insert(user)
        // Who is let go and has a room already has nothing more to wait for.
        case (.lobby, "leave") where entry.sender == user || present[user]?.isEmpty == false:
            owed.remove(user)
        case (.direct, "invite"), (.direct, "join"):
            owed.remove(user)
            present[user, default: []].insert(entry.room)
        case (.direct, "leave"): present[user]?.remove(entry.room)
        default: break
        }
    }

    /// The coming to which a line written in public belongs.
    func keeper(of writer: Int, _ line: Int) -> Int? {
        line == Self.cryLine ? keptIn[writer] : nil
    }

    static func isVisit(_ youth: Int) -> Bool { youth > firstVisit }
}

extension Book.State {
    /// Whether a youth and a conversation that meet in one room belong together.
    mutating func trouble(of youth: Int, beside number: ConversationNumber?) -> String? {
        guard let number else { return "crossed over" }
        if let known = numbers[youth] { return known == number ? nil : "crossed over" }
        guard LobbyPages.isVisit(youth) else { return "arrived before she was known" }
        let claimed = lobby.claims[youth] ?? number
        lobby.claims[youth] = claimed
        return claimed == number ? nil : "crossed over"
    }
}

/// What the homeserver sees of the second door.
extension Book {
    /// Somebody goes to the lobby: under this number she writes until she is met.
    func expects(_ account: String) -> Int {
        state.withLock { state in
            if let known = state.lobby.expected[account] { return known }
            state.lobby.lastVisit += 1
            state.lobby.expected[account] = state.lobby.lastVisit
            return state.lobby.lastVisit
        }
    }

    /// Whether she still waits to be met under a number.
    func isExpected(_ account: String, _ index: Int) -> Bool {
        state.withLock { $0.lobby.expected[account] == index }
    }

    /// The visit of a direct room.
    func visit(in room: String) -> Int? {
        state.withLock { $0.lobby.visits[room]?.index }
    }

    /// The homeserver took a line from her: it is accepted.
    func saidInRoom(_ visit: Int, _ line: Int, _ event: String) {
        wrote(visit, line, LineID(event))
        answered(visit, line, isAccepted: true)
    }

    func keeps(_ cries: Set<Int>, in visit: Int) {
        state.withLock { state in for cry in cries { state.lobby.keptIn[cry] = visit } }
    }

    func tookBack(_ visit: Int, _ line: Int) {
        state.withLock { $0.lines[visit]?[line]?.isTakenBack = true }
    }

    /// She has left her room, or wants all forgotten.
    func leaves(_ room: String, by event: String, isErasing: Bool) {
        state.withLock { state in
            guard state.lobby.visits[room]?.leaving == nil else { return }
            state.lobby.visits[room]?.leaving = .init(event: event, isErasing: isErasing)
        }
    }

    func witnessLobby(_ entry: World.Entry) {
        if entry.type == "m.room.canonical_alias" { learnKind(entry) }
        if entry.type == "m.room.member" { learnMember(entry) }
        let kind = state.withLock { $0.lobby.kinds[entry.room] }
        guard let kind else { return }
        let bytes = entry.content.text + entry.sender + (entry.stateKey ?? "")
        let names =
            switch kind {
            case .staff, .room: Guest.names
            case .direct, .lobby: People.names
            }
        for name in names where bytes.contains(name) {
            ground.fail("\(name) stands in a \(kind) room: \(entry.type) \(bytes)")
        }
    }

    private func learnKind(_ entry: World.Entry) {
        let alias = entry.content["alias"]?.string ?? ""
        guard alias.hasPrefix("#passerelle_") else { return }
        let word = alias.split(separator: "_").dropFirst().first.map(String.init) ?? ""
        state.withLock { $0.lobby.kinds[entry.room] = LobbyPages.RoomKind(rawValue: word) }
    }

    private func learnMember(_ entry: World.Entry) {
        guard let user = entry.stateKey else { return }
        guard !People.isOurs(user) else { return learnMade(entry) }
        let trouble = state.withLock { state -> String? in
            state.lobby.owe(user, entry)
            switch entry.content["membership"]?.string {
            case "join": state.lobby.inside[entry.room, default: []].insert(user)
            case "leave": state.lobby.inside[entry.room]?.remove(user)
            case "invite" where state.lobby.kinds[entry.room] == .direct:
                if let known = state.lobby.visits[entry.room] {
                    return known.account == user ? nil : "two are asked into one room"
                }
                let index = state.lobby.expected[user] ?? state.lobby.lastVisit + 1
                state.lobby.lastVisit = max(state.lobby.lastVisit, index)
                state.lobby.expected[user] = nil
                state.lobby.visits[entry.room] = .init(account: user, index: index)
            case .some, nil: break
            }
            return nil
        }
        if let trouble { ground.fail(trouble) }
    }

    private func learnMade(_ entry: World.Entry) {
        let isAsked = entry.content["membership"] == "invite" && !People.isOurs(entry.sender)
        let hasLeft = entry.content["membership"] == "leave"
        state.withLock { state in
            if isAsked { state.lobby.made.insert(entry.room) }
            if hasLeft { state.lobby.made.remove(entry.room) }
        }
    }

    /// Something of ours is said in a visitor's own room.
    func show(_ entry: World.Entry, _ body: String) {
        guard entry.content["m.relates_to"]?["rel_type"] != "m.replace" else {
            return noteEdit(entry)
        }
        let words = body.split(separator: " ")
        let trouble = state.withLock { state -> String? in
            guard let visit = state.lobby.visits[entry.room] else { return "said to nobody" }
            let shown = LobbyPages.Shown(
                event: entry.id,
                effect: entry.content["org.passerelle.effect"]?.string ?? "",
                sender: entry.sender
            )
            state.lobby.visits[entry.room]?.shown.append(shown)
            state.shownCount += 1
            // What stands for a line that was taken back while it was on its way.
            guard People.isGhost(entry.sender), body != "…" else { return nil }
            guard words.first == "c", words.count == 4 else { return "no counsellor said that" }
            return state.trouble(of: visit.index, beside: ConversationNumber(words[1]))
        }
        if let trouble { return ground.fail("“\(body)” in a visitor's room: \(trouble)") }
        ground.note("shown in \(entry.room): \(body.prefix { $0 != "\n" })")
    }

    func noteEdit(_ entry: World.Entry) {
        guard let target = entry.content["m.relates_to"]?["event_id"]?.string,
            let body = entry.content["m.new_content"]?["body"]?.string
        else { return ground.fail("an edit of nothing") }
        state.withLock { $0.lobby.edits[target] = body }
    }
}
