import Desk
import Matrix
import Synchronization

@testable import Support

/// Somebody who answers: looks into her staff rooms, takes who waits, writes, and closes.
final class Counsellor: Sendable {
    struct Talk: Sendable {
        /// What she is in a counselling room, as far as she knows.
        enum Role: Sendable {
            /// She is asked in and has not read why.
            case unknown
            case owner
            /// She is asked to go on.
            case asked
            case reader
        }

        let number: String
        var role = Role.unknown
        var saidCount = 0
        var plannedCount: Int
        /// Whether she was called away and writes nothing.
        var isAway = false
    }

    struct Mind: Sendable {
        var readTo = 0
        /// Those who wait, by number, with their notices.
        var waiting: [String: (notice: String, room: String)] = [:]
        var talks: [String: Talk] = [:]
        var isOnDuty = false
    }

    private static let talksMax = 3

    let user: UserID
    let ground: Ground
    let homeserver: HomeserverSide
    let bots: [BotName]
    let mind = Mutex(Mind())

    init(_ user: UserID, _ signature: Int, for bots: [BotName], _ homeserver: HomeserverSide) {
        self.signature = signature
        (self.user, self.bots, self.homeserver) = (user, bots, homeserver)
        ground = homeserver.ground
    }

    var name: String { user.localpart ?? "" }
    /// Stands in her lines, where her name may not.
    let signature: Int

    func beginDuty() {
        mind.withLock { $0.isOnDuty = true }
        look()
    }

    func endDuty() {
        mind.withLock { $0.isOnDuty = false }
    }

    private func look() {
        guard mind.withLock(\.isOnDuty) else { return }
        if homeserver.isUp {
            readNews()
            act()
        }
        ground.agenda.after(ground.chance.within(1_000...9_000)) { self.look() }
    }

    // MARK: Reading

    private func readNews() {
        let from = mind.withLock(\.readTo)
        let (news, staffRooms) = homeserver.world { [bots] world in
            let rooms = bots.compactMap { bot in
                world.aliases["#passerelle_staff_\(bot.rawValue):\(FakeHomeserver.serverName)"]
            }
            return (Array(world.entries[from...]), rooms)
        }
        mind.withLock { $0.readTo = from + news.count }
        for entry in news {
            if entry.type == "m.room.member", entry.stateKey == user.rawValue {
                readMembership(entry, staffRooms)
            } else if entry.type == "m.room.message", People.isOurs(entry.sender) {
                if staffRooms.contains(entry.room) { readNotice(entry) } else { readRemark(entry) }
            }
        }
    }

    private func readMembership(_ entry: World.Entry, _ staffRooms: [String]) {
        switch entry.content["membership"]?.string {
        case "invite":
            homeserver.world { [user] world in
                _ = try? world.join(entry.room, by: user.rawValue)
            }
            guard !staffRooms.contains(entry.room) else { return }
            let planned = ground.chance.count(1...10)
            let number = homeserver.world { Self.number(of: entry.room, in: $0) } ?? "?"
            ground.note("\(name) enters the room of #\(number)")
            mind.withLock { $0.talks[entry.room] = Talk(number: number, plannedCount: planned) }
        case "leave": mind.withLock { $0.talks[entry.room] = nil }
        default: break
        }
    }

    private func readNotice(_ entry: World.Entry) {
        let edit = entry.content["m.new_content"]?["body"]?.string
        guard let body = edit ?? entry.content["body"]?.string, body.hasPrefix("#"),
            entry.content["m.relates_to"] == nil || edit != nil
        else { return }
        let number = String(body.dropFirst().prefix(while: \.isNumber))
        let isWaiting = body.split(separator: "\n").last?.hasPrefix(SimulationBot.waitingTail)
        // What rings says a number only; that somebody waits comes as a change of it.
        let notice = entry.content["m.relates_to"]?["event_id"]?.string
        mind.withLock { mind in
            mind.waiting[number] = isWaiting == true ? notice.map { ($0, entry.room) } : nil
        }
    }

    private static func number(of room: String, in world: World) -> String? {
        world.state("m.room.name", "", of: room)?["name"]?.string.map {
            String($0.dropFirst().prefix(while: \.isNumber))
        }
    }

    // MARK: Acting

    private func act() {
        let (waiting, talks) = mind.withLock { ($0.waiting, $0.talks) }
        if talks.count < Self.talksMax, ground.chance.happens(400),
            let number = waiting.keys.sorted().first
        {
            claim(number, waiting[number])
        }
        for room in talks.keys.sorted() where ground.chance.happens(350) {
            if let talk = talks[room] { actInRoom(talk, room) }
        }
    }

    private func claim(_ number: String, _ found: (notice: String, room: String)?) {
        guard let found else { return }
        // She believes that she has her; the bot tells her when it is otherwise.
        mind.withLock { $0.waiting[number] = nil }
        if ground.chance.happens(500) {
            write(
                found.room,
                "m.reaction",
                [
                    "m.relates_to": [
                        "rel_type": "m.annotation", "event_id": .string(found.notice), "key": "✋",
                    ]
                ]
            )
            ground.note("\(name) raises her hand for #\(number)")
        } else {
            type(found.room, "!prendre \(number)")
        }
        if ground.chance.happens(100) { type(found.room, "!file") }
    }

    func takeBack(_ id: String, _ room: String) {
        guard homeserver.isUp else { return }
        ground.note("\(name) takes a line back")
        homeserver.world { [user] world in
            guard world.membership(of: user.rawValue, in: room) == "join" else { return }
            _ = world.redact(id, in: room, by: user.rawValue)
        }
    }

    @discardableResult
    func type(_ room: String, _ words: String) -> String {
        ground.note("\(name) types: \(words)")
        let content = OutgoingText(words, kind: .text).content
        return homeserver.world { [user] world in
            guard world.maySpeak(user.rawValue, in: room) else { return "" }
            return world.append("m.room.message", in: room, by: user.rawValue, content: content)
        }
    }

    func write(
        _ room: String,
        _ type: String,
        _ content: JSON,
        stateKey: String? = nil
    ) {
        homeserver.world { [user] world in
            guard world.membership(of: user.rawValue, in: room) == "join" else { return }
            world.append(type, in: room, by: user.rawValue, stateKey: stateKey, content: content)
        }
    }
}
