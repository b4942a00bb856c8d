import Desk
import Matrix
import Synchronization

@testable import Support

/// What she does in a room: writes, changes and takes back, and goes.
extension Guest {
    /// How she goes.
    private enum Going: CaseIterable {
        case byGoodbye, byErasing, byLeaving, byVanishing, byWaiting
    }

    /// Writes some lines; returns how long that takes.
    @discardableResult
    func write(_ count: Int, _ room: String, pauseMax: Int64) -> Int64 {
        var time: Int64 = 0
        for _ in 0..<count {
            time += chance.within(50...pauseMax)
            ground.agenda.after(time) { self.writeLine(room) }
        }
        return time
    }

    private func writeLine(_ room: String) {
        if chance.happens(100) {
            act(in: room) { $0.setTyping(self.account, in: room, true) }
        }
        let fate = chance.count(0...99)
        let delay = chance.within(1...9_000)
        act(in: room) { [self] world in
            let number = mind.withLock { mind -> Int? in
                guard mind.visit?.room == room else { return nil }
                mind.visit?.lineCount += 1
                return mind.visit?.lineCount
            }
            guard let number, let index = book.visit(in: room) else { return }
            let words = "v \(index) \(number)"
            let event = say(words, in: room, &world)
            book.saidInRoom(index, number, event)
            guard fate < 10 else { return }
            ground.agenda.after(delay) { [self] in
                if fate < 6 {
                    edit(event, words + " e", room)
                } else {
                    takeBack(event, index, number, room)
                }
            }
        }
    }

    private func edit(_ event: String, _ words: String, _ room: String) {
        act(in: room) { world in
            self.ground.note("\(self.account) changes a line")
            let place = OutgoingText.Place.replacing(EventID(rawValue: event))
            let content = OutgoingText(words, kind: .text, place: place).content
            world.append("m.room.message", in: room, by: self.account, content: content)
        }
    }

    private func takeBack(_ event: String, _ index: Int, _ number: Int, _ room: String) {
        act(in: room) { world in
            self.ground.note("\(self.account) takes a line back")
            _ = world.redact(event, in: room, by: self.account)
            self.book.tookBack(index, number)
        }
    }

    @discardableResult
    func say(_ words: String, in room: String, _ world: inout World) -> String {
        ground.note("\(account) types: \(words)")
        let content = OutgoingText(words, kind: .text).content
        return world.append("m.room.message", in: room, by: account, content: content)
    }

    /// Does something in a room, as soon as the homeserver is there, if she is still inside.
    ///
    /// False where it was put off.
    @discardableResult
    func act(in room: String, _ body: @escaping @Sendable (inout World) -> Void) -> Bool {
        guard mind.withLock({ !$0.isHome }) else { return false }
        guard homeserver.isUp else {
            ground.agenda.after(chance.within(1_000...5_000)) { self.act(in: room, body) }
            return false
        }
        homeserver.world { [account] world in
            guard world.membership(of: account, in: room) == "join" else { return }
            body(&world)
        }
        return true
    }

    // MARK: Going

    func go(_ room: String, after milliseconds: Int64) {
        let going = chance.one(of: Going.allCases)
        ground.agenda.after(milliseconds) { [self] in
            switch going {
            case .byGoodbye: act(in: room) { self.say("!fin", in: room, &$0) }
            case .byErasing:
                act(in: room) { world in
                    let event = self.say("!effacer", in: room, &world)
                    self.book.leaves(room, by: event, isErasing: true)
                }
            case .byLeaving: leave(room)
            case .byVanishing, .byWaiting: break
            }
            if chance.happens(350) {
                ground.agenda.after(chance.within(20_000...600_000)) { self.comes() }
            }
        }
    }

    /// Leaves a room, or says no to it.
    func leave(_ room: String) {
        guard homeserver.isUp else {
            ground.agenda.after(chance.within(1_000...5_000)) { self.leave(room) }
            return
        }
        homeserver.world { [account, book, ground] world in
            let membership = world.membership(of: account, in: room)
            guard membership == "join" || membership == "invite" else { return }
            ground.note("\(account) leaves \(room)")
            let event = world.append(
                "m.room.member",
                in: room,
                by: account,
                stateKey: account,
                content: ["membership": "leave"]
            )
            book.leaves(room, by: event, isErasing: false)
        }
    }
}
