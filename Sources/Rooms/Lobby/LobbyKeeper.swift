internal import Desk
internal import Logging
internal import Matrix
public import Relay

/// Meets those who stand in the lobby, as fast as rooms of their own stand ready, and puts right at
/// start what went wrong meanwhile.
public struct LobbyKeeper: LongRunning {
    /// The numbers of the lobby keeper.
    public struct Limits: Sendable {
        /// The lobby's members are looked through at least this often.
        public var lookEveryMilliseconds = 60_000
        /// The wait before somebody is met who could not be.
        public var retryDelayMilliseconds = 1_000

        /// The usual numbers.
        public init() {}
    }

    let office: Office
    let inbox: LobbyInbox
    let shelf: RoomShelf
    let switchboard: Switchboard
    let wallClock: WallClock
    let clock: any Clock<Duration>
    let limits: Limits
    let ready: Gate
    let wantsRoom: Bell
    let logger: Logger

    private var gate: LobbyGate { inbox.gate }

    /// Keeps the lobby until the process shuts down.
    public func run() async throws {
        try await untilShutdown {
            await ready.pass()
            var isRepaired = false
            var lookAt = wallClock.milliseconds
            while !Task.isCancelled {
                let wait = lookAt - wallClock.milliseconds
                // It may also have been set back, by an hour.
                if wait <= 0 || wait > limits.lookEveryMilliseconds {
                    // What could not be read says nothing: it is read again.
                    if !isRepaired { isRepaired = await repairDirectRooms() }
                    await lookThrough()
                    lookAt = wallClock.milliseconds + Int64(limits.lookEveryMilliseconds)
                }
                let longest =
                    await meetWaiting()
                    ? limits.lookEveryMilliseconds : limits.retryDelayMilliseconds
                await gate.bell.wait(atMost: .milliseconds(longest), by: clock)
            }
        }
    }

    /// Whoever stands in the lobby and is not met yet, perhaps because we were away.
    private func lookThrough() async {
        for bot in inbox.lobbies.bots {
            guard let room = inbox.lobbies.room(of: bot) else { continue }
            do {
                let members = try await office.bot.members(of: room)
                for (user, member) in members where !office.isOurs(user) {
                    guard ["join", "knock"].contains(member.membership), let event = member.event,
                        try await !switchboard.hasHeard(DeliveryID("matrix/" + event.rawValue))
                    else { continue }
                    gate.find(user, by: event, at: bot)
                }
            } catch {
                // Not reading is not absence: the next look tells.
                logger.warning("a lobby could not be read", metadata: ["why": "\(reason(error))"])
            }
        }
    }

    /// False when that failed.
    private func meetWaiting() async -> Bool {
        var isDone = true
        for bot in inbox.lobbies.bots {
            do {
                if let count = gate.newCrowd(at: bot) { try await tellCrowd(count, bot) }
                var free = try await shelf.freeDirectCount(of: bot)
                while free > 0, let arrival = gate.next(at: bot, free: free) {
                    try await meet(arrival, bot)
                    free -= 1
                }
                if gate.count(at: bot) > 0 { wantsRoom.ring() }
            } catch {
                if !Task.isCancelled { logger.warning("somebody in the lobby was not met yet") }
                isDone = false
            }
        }
        return isDone
    }

    private func meet(_ arrival: LobbyGate.Arrival, _ bot: BotName) async throws {
        let guest = Confidential(GuestID(arrival.user.rawValue))
        let delivery = Delivery(
            id: arrival.delivery,
            bot: bot,
            address: inbox.address(of: arrival.user),
            event: .cameToLobby(guest, asking: nil)
        )
        do {
            _ = try await switchboard.receive(delivery)
        } catch {
            gate.putBack(arrival, at: bot)
            throw error
        }
    }

    private func tellCrowd(_ count: Int, _ bot: BotName) async throws {
        let delivery = Delivery(
            id: DeliveryID("crowd/\(bot.rawValue)/\(wallClock.milliseconds)"),
            bot: bot,
            address: .staffRoom,
            event: .house(.crowdInLobby(count))
        )
        _ = try await switchboard.receive(delivery)
    }

    /// A visitor may have left her room, or the room may be gone, while we were away and the
    /// homeserver forgot to tell: then the talk is over, and somebody must know.
    ///
    /// False where not all of them could be read; one that cannot be keeps no other waiting.
    private func repairDirectRooms() async -> Bool {
        var isWhole = true
        do {
            for place in try await shelf.directRooms() {
                guard let key = place.room else { continue }
                switch try await look(into: RoomID(rawValue: key.rawValue)) {
                case .lived: break
                case .unreadable: isWhole = false
                case .deserted:
                    logger.notice("a visitor's room was found deserted; its talk is over")
                    for delivery in Delivery.deserted(place, key) {
                        _ = try await switchboard.receive(delivery)
                    }
                }
            }
        } catch {
            logger.warning(
                "visitors' rooms could not be read",
                metadata: ["why": "\(reason(error))"]
            )
            return false
        }
        return isWhole
    }

    /// How a visitor's room was found.
    private enum Found {
        case lived, deserted, unreadable
    }

    /// Whoever was asked into it has gone, or we have: then it is deserted.
    ///
    /// A room into which nobody was asked yet is only waiting for her. That we may not read it is
    /// no sign of either: only the list of our rooms tells that we are in it no more.
    private func look(into room: RoomID) async throws(Homeserver.Failure) -> Found {
        let members: [UserID: Member]
        do throws(Homeserver.Failure) {
            members = try await office.bot.members(of: room)
        } catch .refused(_, let code) {
            guard try await office.bot.joinedRooms().contains(room) else { return .deserted }
            logger.warning("a visitor's room could not be read", metadata: ["why": "\(code)"])
            return .unreadable
        }
        let guests = members.filter { !office.isOurs($0.key) }
        guard !guests.isEmpty else { return .lived }
        let isThere = guests.values.contains { ["join", "invite"].contains($0.membership) }
        return isThere ? .lived : .deserted
    }
}

extension Delivery {
    /// A visitor's room is deserted: her talk is over, and that stands in the audit.
    static func deserted(_ place: ShelfRoom, _ room: RoomKey) -> [Delivery] {
        let happened: [(name: String, address: Address, event: Desk.Event)] = [
            ("deserted", .direct(room), .visitorEnded(forgetting: true)),
            ("deserted/audit", .staffRoom, .house(.foundDeserted)),
        ]
        return happened.map { name, address, event in
            Delivery(
                id: DeliveryID("\(name)/\(place.serial)"),
                bot: place.bot,
                address: address,
                event: event
            )
        }
    }
}
