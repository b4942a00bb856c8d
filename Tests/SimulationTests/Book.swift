import Desk
import Matrix
import Synchronization

@testable import Support

/// What was promised, and what arrived: compared at every event.
final class Book: Sendable {
    /// What became of a line that a youth wrote, as far as her page knows.
    enum Word: Sendable {
        case sent, accepted, refused
    }

    struct YouthLine: Sendable {
        let id: LineID
        var word = Word.sent
        /// Where in the world it arrived on the other side.
        var arrivedAt: Int?
        /// As what.
        var arrivedAs: String?
        /// Whether she took it back.
        var isTakenBack = false
    }

    struct CounsellorLine: Sendable {
        let event: String
        let body: String
        let room: String
        let number: ConversationNumber
        var isTakenBack = false

        /// Whose line it is.
        var signature: Substring? { body.split(separator: " ").dropFirst(2).first }
    }

    struct State: Sendable {
        var numbers: [Int: ConversationNumber] = [:]
        var youths: [ConversationNumber: Int] = [:]
        var lines: [Int: [Int: YouthLine]] = [:]
        var left: [Int: Int64?] = [:]
        var typed: [CounsellorLine] = []
        /// Where among them the line of an event stands.
        var places: [String: Int] = [:]
        var rooms: [String: ConversationNumber] = [:]
        var owners: [ConversationNumber: String] = [:]
        /// How often another counsellor was brought in than the one before.
        var ownerChanges: [ConversationNumber: Int] = [:]
        /// Who is in a counselling room, or asked in, by room.
        var company: [String: Set<String>] = [:]
        /// Whom an owner named, to go on or to read along, until they leave the room of now.
        var named: [ConversationNumber: Set<String>] = [:]
        /// Those of them who are not asked in yet: the order may be heard after an outage only.
        var awaited: [ConversationNumber: Set<String>] = [:]
        /// The newest room of each; an encrypted one is given up for another.
        var roomOfNow: [ConversationNumber: String] = [:]
        /// How often the bot remarked what about who has whom.
        var remarks: [String: Int] = [:]
        var noticed: Set<ConversationNumber> = []
        /// Remarks that a line reached nobody, by room.
        var nobodyGotIt: [String: Int] = [:]
        var shownCount = 0
        /// Everything of ours that was said, by room and effect.
        var effects: Set<String> = []
        /// Rooms that are given up for a fresh one.
        var encrypted: Set<String> = []
        /// When something of the bridge's arrived on the other side.
        var arrivals: [Int64] = []
        var lobby = LobbyPages()
    }

    let ground: Ground
    let state = Mutex(State())

    init(_ ground: Ground) {
        self.ground = ground
    }

    // MARK: What the pages know

    func wrote(_ youth: Int, _ line: Int, _ id: LineID) {
        state.withLock { $0.lines[youth, default: [:]][line] = YouthLine(id: id) }
    }

    func answered(_ youth: Int, _ line: Int, isAccepted: Bool) {
        let arrivedAlthoughRefused = state.withLock { state in
            state.lines[youth]?[line]?.word = isAccepted ? .accepted : .refused
            return !isAccepted && state.lines[youth]?[line]?.arrivedAt != nil
        }
        if arrivedAlthoughRefused { ground.fail("line v \(youth) \(line) was refused and arrived") }
    }

    func met(_ youth: Int, _ number: ConversationNumber) {
        let isNew = state.withLock { state -> Bool? in
            if let known = state.numbers[youth] { return known == number ? false : nil }
            guard state.youths[number] == nil, state.lobby.claims[youth] ?? number == number
            else { return nil }
            state.numbers[youth] = number
            state.youths[number] = youth
            return true
        }
        switch isNew {
        case nil: ground.fail("y\(youth) was led into #\(number), which is not hers")
        case true?: ground.note("y\(youth) is #\(number)")
        case false?: break
        }
    }

    /// How many lines of youths were accepted so far.
    var acceptedCount: Int {
        state.withLock { state in
            state.lines.values.reduce(0) { $0 + $1.values.count { $0.word == .accepted } }
        }
    }

    func left(_ youth: Int) {
        state.withLock { if $0.left[youth] == nil { $0.left[youth] = .some(nil) } }
    }

    func shown(_ youth: Int, _ line: ShownLine) {
        let number = state.withLock { state in
            state.shownCount += 1
            return state.numbers[youth]
        }
        ground.note("y\(youth) sees \(line.sequence) \(line.from): \(line.text)")
        let words = line.text.split(separator: " ")
        switch words.first {
        case "c" where line.from == "person":
            if words.count > 1, let number, words[1] != "\(number)" {
                ground.fail("y\(youth) sees what was written to #\(words[1])")
            }
        case "v" where words.count > 1 && words[1] != "\(youth)":
            ground.fail("y\(youth) sees what y\(words[1]) wrote")
        default: break
        }
    }

    // MARK: What the homeserver knows

    func witness(_ entry: World.Entry) {
        let mark = ["effect", "part"].compactMap { entry.content["org.passerelle." + $0]?.string }
        if let effect = mark.first {
            let isNew = state.withLock { $0.effects.insert(entry.room + effect).inserted }
            if !isNew { ground.fail("said twice: \(entry.content["body"]?.string ?? "?")") }
        }
        witnessLobby(entry)
        switch entry.type {
        case "m.room.name": nameRoom(entry)
        case "m.room.encryption": state.withLock { _ = $0.encrypted.insert(entry.room) }
        case "m.room.message":
            let body = entry.content["body"]?.string ?? ""
            let now = ground.agenda.now
            if People.isOurs(entry.sender) { state.withLock { $0.arrivals.append(now) } }
            if state.withLock({ $0.lobby.kinds[entry.room] }) == .direct {
                if People.isOurs(entry.sender) { show(entry, body) }
            } else if People.isGhost(entry.sender) {
                arrive(entry, body)
            } else if People.isOurs(entry.sender) {
                remark(entry, body)
            } else {
                type(entry, body)
            }
        case "m.room.member": bringIn(entry)
        case "m.room.redaction":
            guard let target = entry.redacts else { return }
            state.withLock { state in
                state.lobby.redacted.insert(target)
                if let place = state.places[target] { state.typed[place].isTakenBack = true }
            }
        default: break
        }
    }

    private func nameRoom(_ entry: World.Entry) {
        guard let name = entry.content["name"]?.string, name.hasPrefix("#"),
            let number = ConversationNumber(name.dropFirst().prefix(while: \.isNumber))
        else { return }
        let before = state.withLock { state in
            defer { (state.rooms[entry.room], state.roomOfNow[number]) = (number, entry.room) }
            return state.rooms[entry.room]
        }
        if let before, before != number {
            ground.fail("the room of #\(before) became that of #\(number)")
        }
    }

    /// Something was said by a ghost: it must be a line of the youth whose room it is.
    private func arrive(_ entry: World.Entry, _ body: String) {
        if entry.content["m.relates_to"]?["rel_type"] == "m.replace" { return noteEdit(entry) }
        // What stands for a line that she took back while it was on its way.
        if body == "…" { return }
        // What somebody wrote in public may have had a second line, or been nothing else.
        if body.split(separator: "\n").allSatisfy({ $0 == Guest.secondCry }) { return }
        let words = body.prefix { $0 != "\n" }.split(separator: " ")
        guard words.first == "v", words.count >= 3, let writer = Int(words[1]),
            let line = Int(words[2])
        else { return ground.fail("a ghost says: \(body)") }
        let youth = state.withLock { $0.lobby.keeper(of: writer, line) } ?? writer
        let trouble = state.withLock { state -> String? in
            guard let known = state.lines[youth]?[line] else { return "was never written" }
            guard known.arrivedAt == nil else { return "arrived twice" }
            guard known.word != .refused else { return "was refused and arrived" }
            state.lines[youth]?[line]?.arrivedAt = entry.position
            state.lines[youth]?[line]?.arrivedAs = entry.id
            state.lobby.bodies[entry.id] = body
            return state.trouble(of: youth, beside: state.rooms[entry.room])
        }
        if let trouble { return ground.fail("line \(body) \(trouble)") }
        ground.note("arrives: \(body)")
    }

    private func remark(_ entry: World.Entry, _ body: String) {
        let isInTalk = state.withLock { $0.rooms[entry.room] != nil }
        if isInTalk {
            if let remark = SimulationBot.changes.first(where: body.hasPrefix) {
                ground.note("remark: \(body)")
                state.withLock { state in
                    state.remarks[remark, default: 0] += 1
                    guard let number = state.rooms[entry.room] else { return }
                    let user = SimulationBot.account(body.dropFirst(remark.count))
                    if remark == SimulationBot.takenOver { state.owners[number] = user }
                    // Whoever is there already is not asked in.
                    let isThere = state.company[entry.room]?.contains(user) == true
                    if isThere { state.awaited[number]?.remove(user) }
                }
            }
            guard body == SimulationBot.roomOver || body.hasPrefix(SimulationBot.notCarried)
            else { return }
            state.withLock { $0.nobodyGotIt[entry.room, default: 0] += 1 }
        } else if body.hasPrefix("#"), entry.content["m.relates_to"] == nil,
            let number = ConversationNumber(body.dropFirst().prefix(while: \.isNumber))
        {
            ground.note("notice #\(number)")
            state.withLock { _ = $0.noticed.insert(number) }
        }
    }

    private func type(_ entry: World.Entry, _ body: String) {
        if let colleague = SimulationBot.colleague(namedIn: body) {
            state.withLock { state in
                guard let number = state.rooms[entry.room] else { return }
                state.named[number, default: []].insert(colleague)
                state.awaited[number, default: []].insert(colleague)
            }
        }
        guard body.hasPrefix("c ") else { return }
        state.withLock { state in
            guard let number = state.rooms[entry.room] else { return }
            let line = CounsellorLine(
                event: entry.id,
                body: body,
                room: entry.room,
                number: number
            )
            state.places[entry.id] = state.typed.count
            state.typed.append(line)
        }
    }

    /// Who has a conversation, and how often that was another than before.
    ///
    /// Whoever takes a talk finds nobody in its room: those who were there are let go first.
    private func bringIn(_ entry: World.Entry) {
        guard let user = entry.stateKey, !People.isOurs(user) else { return }
        let trouble = state.withLock { state -> String? in
            guard let number = state.rooms[entry.room] else { return nil }
            guard entry.content["membership"] != "leave" else {
                state.company[entry.room]?.remove(user)
                // Whoever is let go from a room that is given up is expected in the next one.
                let goesOn =
                    People.isOurs(entry.sender) && state.encrypted.contains(entry.room)
                if state.roomOfNow[number] == entry.room, !goesOn {
                    state.named[number]?.remove(user)
                }
                return nil
            }
            let others = state.company[entry.room, default: []].subtracting([user])
            state.company[entry.room, default: []].insert(user)
            guard entry.content["membership"] == "invite", People.isOurs(entry.sender) else {
                return nil
            }
            let isAwaited = state.awaited[number]?.remove(user) != nil
            if isAwaited || state.named[number]?.contains(user) == true { return nil }
            if let owner = state.owners[number], owner != user {
                state.ownerChanges[number, default: 0] += 1
            }
            state.owners[number] = user
            return others.isEmpty ? nil : "\(user) gets #\(number) beside \(others.sorted())"
        }
        if let trouble { ground.fail(trouble) }
    }
}
