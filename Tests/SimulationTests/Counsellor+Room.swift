import Desk
import Matrix
import Synchronization

@testable import Support

/// What somebody does in a counselling room.
extension Counsellor {
    /// What the bot remarks there; it says what she is.
    func readRemark(_ entry: World.Entry) {
        let body = entry.content["body"]?.string ?? ""
        mind.withLock { mind in
            guard let talk = mind.talks[entry.room] else { return }
            switch body {
            case SimulationBot.handOver + name: mind.talks[entry.room]?.role = .asked
            case SimulationBot.readAlong + name: mind.talks[entry.room]?.role = .reader
            case SimulationBot.takenOver + name: mind.talks[entry.room]?.role = .owner
            case SimulationBot.roomClosed, SimulationBot.roomVisitorLeft:
                // Whoever has her finds out when she writes; the others have nothing to do there.
                if talk.role != .owner || talk.isAway { mind.talks[entry.room] = nil }
            default:
                if body.hasPrefix("#\(talk.number) "), body.hasSuffix(SimulationBot.roomOpened) {
                    mind.talks[entry.room]?.role = .owner
                } else if body.hasPrefix(SimulationBot.takenOver), talk.role == .owner {
                    mind.talks[entry.room]?.role = .reader
                }
            }
        }
    }

    func actInRoom(_ talk: Talk, _ room: String) {
        switch talk.role {
        case .unknown: break
        case .owner:
            if !talk.isAway, !changesHands(talk, room) { speak(talk, room) }
        case .asked:
            if ground.chance.happens(400) {
                type(room, "!accepter")
            } else if ground.chance.happens(300) {
                say(talk, room)
            }
        case .reader:
            // A slip: what she writes is carried nowhere, and she is told so.
            if ground.chance.happens(60) {
                say(talk, room)
            } else if ground.chance.happens(30) {
                type(room, "!accepter")
            } else if ground.chance.happens(60) {
                leave(room)
            }
        }
    }

    /// What an owner orders about who has her.
    private func changesHands(_ talk: Talk, _ room: String) -> Bool {
        guard ground.chance.happens(70) else { return false }
        let colleagues = bots.flatMap { People.counsellors(of: $0) }.filter { $0 != user }
        let colleague = ground.chance.one(of: colleagues).localpart ?? ""
        switch ground.chance.count(0...11) {
        case 0: type(room, "!rendre")
        case 1...3: type(room, "!transférer @\(colleague)")
        case 4...6: type(room, "!inviter @\(colleague)")
        case 7...9: type(room, "!pause \(ground.chance.count(1...6))")
        case 10: leave(room)
        default:
            ground.note("\(name) is called away from #\(talk.number)")
            mind.withLock { $0.talks[room]?.isAway = true }
        }
        return true
    }

    private func leave(_ room: String) {
        ground.note("\(name) leaves a room")
        write(room, "m.room.member", ["membership": "leave"], stateKey: user.rawValue)
    }

    private func say(_ talk: Talk, _ room: String) {
        let count = talk.saidCount + 1
        let id = type(room, "c \(talk.number) \(signature) \(count)")
        mind.withLock { $0.talks[room]?.saidCount = count }
        guard ground.chance.happens(30) else { return }
        ground.agenda.after(ground.chance.within(1...4_000)) { [self] in takeBack(id, room) }
    }

    private func speak(_ talk: Talk, _ room: String) {
        guard talk.saidCount < talk.plannedCount else {
            guard ground.chance.happens(250) else { return }
            type(room, "!clore")
            // Sometimes she has not seen that it is over, and writes on.
            let goesOn = ground.chance.happens(100) && talk.saidCount < talk.plannedCount + 3
            mind.withLock { mind in
                if goesOn {
                    mind.talks[room]?.plannedCount += 1
                } else {
                    mind.talks[room] = nil
                }
            }
            return
        }
        if ground.chance.happens(20) {
            type(room, "!clroe")
            return
        }
        if ground.chance.happens(10) {
            ground.note("\(name) switches encryption on in the room of #\(talk.number)")
            write(room, "m.room.encryption", ["algorithm": "m.megolm"], stateKey: "")
            return
        }
        say(talk, room)
    }
}
