import Desk
import Matrix
import Synchronization

@testable import Support

/// A young person with an account on the chat network, who comes in through the lobby: goes in,
/// perhaps writes in public, takes the invitation or not, answers, writes, changes what she wrote,
/// goes in one way or another, and perhaps comes again.
final class Guest: Sendable {
    /// One coming.
    struct Visit: Sendable {
        let index: Int
        let room: String
        var answered: Set<String> = []
        var lineCount = 0
        var hasWaited = false
        var hasTalked = false
        var hasEnded = false
    }

    struct Mind: Sendable {
        var visit: Visit?
        /// The comings in which she wrote in public.
        var cried: Set<Int> = []
        var comingCount = 0
        /// Whether she comes and goes like somebody who tries the door handle.
        var isRestless = false
        var isTired = false
        var isHome = false
    }

    private static let comingsMax = 3
    private static let restlessComingsMax = 8
    /// Stands in all that only the homeserver may know of them.
    static let names = ["nour", "Secrète"]
    /// What she writes in public after her first words.
    static let secondCry = "encore"

    let account: String
    private let bot: BotName
    let ground: Ground
    let homeserver: HomeserverSide
    let book: Book
    let mind = Mutex(Mind())

    init(_ index: Int, at bot: BotName, _ homeserver: HomeserverSide, _ book: Book) {
        account = "@nour\(index):" + FakeHomeserver.serverName
        (self.bot, self.homeserver, self.book) = (bot, homeserver, book)
        ground = homeserver.ground
        homeserver.world { [account] world in
            world.accounts[account] = .init(password: "password", displayName: "Secrète \(index)")
        }
    }

    var chance: Chance { ground.chance }

    func goesHome() {
        mind.withLock { $0.isHome = true }
    }

    /// It is late: she does not come (again) to the lobby.
    func tires() {
        mind.withLock { $0.isTired = true }
    }

    // MARK: The lobby

    /// Goes into the lobby, as soon as there is one.
    func comes() {
        let mayCome = mind.withLock { mind in
            let most = mind.isRestless ? Self.restlessComingsMax : Self.comingsMax
            return !mind.isTired && mind.comingCount < most
        }
        guard mayCome else { return }
        let alias = "#\(SimulationBot.lobby(of: bot)):" + FakeHomeserver.serverName
        guard homeserver.isUp, let lobby = homeserver.world({ $0.aliases[alias] }) else {
            ground.agenda.after(chance.within(5_000...30_000)) { self.comes() }
            return
        }
        let index = book.expects(account)
        mind.withLock { $0.comingCount += 1 }
        ground.note("\(account) comes as \(index)")
        guard !chance.happens(80) else { return asksIn() }
        homeserver.world { [account] world in _ = try? world.join(lobby, by: account) }
        if mind.withLock(\.isRestless) || chance.happens(40) {
            mind.withLock { $0.isRestless = true }
            ground.agenda.after(chance.within(500...9_000)) { self.leave(lobby) }
            ground.agenda.after(chance.within(9_000...30_000)) { self.comes() }
        }
        if chance.happens(350) { cries(in: lobby, as: index) }
        if chance.happens(100) {
            ground.agenda.after(chance.within(500...20_000)) { self.leave(lobby) }
        }
    }

    /// Her client makes a room and asks the bot into it.
    private func asksIn() {
        let made = homeserver.world { [account] world -> String in
            let answer = try? world.createRoom(["preset": "private_chat"], by: account)
            let room = answer?["room_id"]?.string ?? ""
            let bot = "@passerelle:" + FakeHomeserver.serverName
            world.setMembership("invite", of: bot, in: room, by: account)
            return room
        }
        ground.note("\(account) asks the bot into \(made)")
    }

    private func cries(in lobby: String, as index: Int) {
        ground.agenda.after(chance.within(100...6_000)) { [self] in
            let hasCried = act(in: lobby) { world in
                // She was met meanwhile, and would write for another coming.
                guard self.book.isExpected(self.account, index), !self.isAskedAnywhere(world)
                else { return }
                self.mind.withLock { _ = $0.cried.insert(index) }
                self.say("v \(index) \(LobbyPages.cryLine)", in: lobby, &world)
            }
            if hasCried, chance.happens(300) {
                ground.agenda.after(chance.within(100...9_000)) { [self] in
                    act(in: lobby) { self.say(Self.secondCry, in: lobby, &$0) }
                }
            }
        }
    }

    /// Then her words would belong to an earlier coming.
    private func isAskedAnywhere(_ world: World) -> Bool {
        guard let room = mind.withLock({ $0.visit?.room }) else { return false }
        return world.membership(of: account, in: room) == "invite"
    }

    func isAsked(into room: String) {
        guard let index = book.visit(in: room) else { return }
        mind.withLock { $0.visit = Visit(index: index, room: room) }
        ground.note("\(account) is asked into \(room) as \(index)")
        let way = chance.count(0...99)
        guard way >= 6 else { return }
        let time: ClosedRange<Int64> = way < 16 ? 180_000...900_000 : 500...40_000
        ground.agenda.after(chance.within(time)) { [self] in
            guard way >= 10 else { return leave(room) }
            accept(room)
        }
    }

    private func accept(_ room: String) {
        guard homeserver.isUp else {
            ground.agenda.after(chance.within(1_000...9_000)) { self.accept(room) }
            return
        }
        let isIn = homeserver.world { [account] world -> Bool in
            guard world.membership(of: account, in: room) == "invite" else { return false }
            return (try? world.join(room, by: account)) != nil
        }
        if isIn { ground.note("\(account) is in \(room)") }
    }

    // MARK: Reading and answering

    func reads(_ entry: World.Entry) {
        let body = entry.content["body"]?.string ?? ""
        ground.agenda.after(chance.within(400...15_000)) { [self] in
            let isThere = homeserver.world { [account] in
                $0.membership(of: account, in: entry.room) == "join"
            }
            guard isThere, mind.withLock({ !$0.isHome && $0.visit?.room == entry.room }) else {
                return
            }
            hear(body, entry)
        }
    }

    private func hear(_ body: String, _ entry: World.Entry) {
        let room = entry.room
        if People.isGhost(entry.sender), chance.happens(200) { tick(entry) }
        if body.hasPrefix("Comment") {
            answer("name", room, entry, chance.happens(700) ? "Zo\(entry.position)" : "passer")
        } else if body.hasPrefix("Quel âge") {
            answer("age", room, entry, chance.one(of: ["2", "1", "12 à 17 ans", "passer", "2️⃣"]))
        } else if body.hasPrefix("on garde") {
            answer("carry", room, entry, chance.one(of: ["1", "oui", "2"]))
        } else if body.hasPrefix("tu es là") {
            answer("here", room, entry, chance.one(of: ["1", "oui"]))
        } else if body.hasPrefix("Tu es à la place"), first(\.hasWaited) {
            write(chance.count(0...3), room, pauseMax: 60_000)
        } else if body.hasPrefix("Camille est"), first(\.hasTalked) {
            let end = write(
                chance.count(1...14),
                room,
                pauseMax: chance.happens(300) ? 300 : 40_000
            )
            go(room, after: end + chance.within(1_000...400_000))
        } else if body.hasPrefix("place gardée"), chance.happens(500) {
            write(1, room, pauseMax: 30_000)
        } else if Self.ends.contains(where: body.hasPrefix), first(\.hasEnded) {
            if chance.happens(300) { write(1, room, pauseMax: 20_000) }
            go(room, after: chance.within(21_000...200_000))
        }
    }

    private static let ends = ["Au revoir", "fermé", "trop tard", "complet", "personne"]

    private func first(_ path: any WritableKeyPath<Visit, Bool> & Sendable) -> Bool {
        mind.withLock { mind in
            guard mind.visit?[keyPath: path] == false else { return false }
            mind.visit?[keyPath: path] = true
            return true
        }
    }

    private func answer(_ question: String, _ room: String, _ entry: World.Entry, _ words: String) {
        let isNew = mind.withLock { $0.visit?.answered.insert(question).inserted }
        guard isNew == true else { return }
        act(in: room) { world in
            let event: String
            if words == "2️⃣" {
                let relation: JSON = [
                    "rel_type": "m.annotation", "event_id": .string(entry.id),
                    "key": .string(words),
                ]
                event = world.append(
                    "m.reaction",
                    in: room,
                    by: self.account,
                    content: ["m.relates_to": relation]
                )
            } else {
                event = self.say(words, in: room, &world)
            }
            guard question == "carry", words != "2", let index = self.book.visit(in: room)
            else { return }
            self.keepsCries(index, "lobby-" + event)
        }
    }

    /// What she wrote in public stays hers in this room; where she was asked into two of them, it
    /// may be of an earlier coming.
    private func keepsCries(_ index: Int, _ event: String) {
        let cries = mind.withLock { mind -> Set<Int> in
            let kept = mind.cried.contains(index) ? [index] : mind.cried
            mind.cried.subtract(kept)
            return kept
        }
        guard !cries.isEmpty else { return }
        book.keeps(cries, in: index)
        book.saidInRoom(index, LobbyPages.cryLine, event)
    }

    private func tick(_ entry: World.Entry) {
        act(in: entry.room) { world in
            world.typingSerial += 1
            let receipt = (self.account, entry.id, world.typingSerial)
            world.rooms[entry.room]?.receipts.append(receipt)
            world.rooms[entry.room]?.typingSerial = world.typingSerial
        }
    }
}
