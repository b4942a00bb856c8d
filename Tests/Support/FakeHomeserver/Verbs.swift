public import Matrix
import Synchronization

/// What people do on their side, said directly to the world, without a call.
extension FakeHomeserver {
    /// Makes an ordinary account; its password is `password`.
    @discardableResult
    public func makeCounsellor(_ localpart: String, displayName: String? = nil) -> UserID {
        let user = World.address(localpart)
        change { world in
            world.accounts[user] = World.Account(
                password: "password",
                displayName: displayName ?? localpart
            )
        }
        return UserID(rawValue: user)
    }

    /// Gives an account a name and a picture, which every room shows from the next coming on.
    public func dresses(_ user: UserID, as displayName: String, avatar: String) {
        change { world in
            world.accounts[user.rawValue]?.displayName = displayName
            world.accounts[user.rawValue]?.avatar = avatar
        }
    }

    /// A token for an ordinary account, as a login would give it.
    public func token(for user: UserID) -> Secret {
        let answer = change { $0.opened(user.rawValue, device: nil) }
        return Secret(answer["access_token"]?.string ?? "")
    }

    /// Makes a token worthless.
    public func revoke(_ token: Secret) {
        change { $0.tokens[token.reveal()] = nil }
    }

    /// Goes into a room, invited or not.
    public func joins(_ user: UserID, _ room: RoomID) {
        change {
            $0.setMembership("join", of: user.rawValue, in: room.rawValue, by: user.rawValue)
        }
    }

    /// Knocks at a room.
    public func knocks(_ user: UserID, _ room: RoomID) {
        change {
            $0.setMembership("knock", of: user.rawValue, in: room.rawValue, by: user.rawValue)
        }
    }

    /// Leaves a room.
    public func leaves(_ user: UserID, _ room: RoomID) {
        change {
            $0.setMembership("leave", of: user.rawValue, in: room.rawValue, by: user.rawValue)
        }
    }

    /// Never tells of somebody's last coming or going, though it is so.
    public func hide(_ user: UserID, in room: RoomID) {
        change { world in
            let key = World.StateKey(type: "m.room.member", key: user.rawValue)
            let last = world.rooms[room.rawValue]?.state[key]
            world.rooms[room.rawValue]?.positions.removeAll { $0 == last }
        }
    }

    /// Asks somebody into a room.
    public func invites(_ user: UserID, _ guest: UserID, _ room: RoomID) {
        change {
            $0.setMembership("invite", of: guest.rawValue, in: room.rawValue, by: user.rawValue)
        }
    }

    /// Puts somebody out of a room, as whoever has power over the homeserver can.
    public func putsOut(_ admin: UserID, _ user: UserID, _ room: RoomID, banning: Bool = false) {
        change {
            let standing = banning ? "ban" : "leave"
            $0.setMembership(standing, of: user.rawValue, in: room.rawValue, by: admin.rawValue)
        }
    }

    /// Makes a room by hand, its maker inside.
    public func makesRoom(_ user: UserID, alias: String? = nil) throws -> RoomID {
        var plan: [String: JSON] = ["preset": "private_chat"]
        plan["room_alias_name"] = alias.map(JSON.string)
        let body = JSON.object(plan)
        let answer = try change { try $0.createRoom(body, by: user.rawValue) }
        return RoomID(rawValue: answer["room_id"]?.string ?? "")
    }

    /// Says something in plain words.
    @discardableResult
    public func counsellorSays(_ room: RoomID, _ user: UserID, _ body: String) -> EventID {
        writes(room, user, OutgoingText(body, kind: .text).content)
    }

    /// Says something as an answer, in a thread, as an edit or as a notice.
    @discardableResult
    public func counsellorSays(_ room: RoomID, _ user: UserID, _ text: OutgoingText) -> EventID {
        writes(room, user, text.content)
    }

    /// Puts any event into a room.
    @discardableResult
    public func writes(
        _ room: RoomID,
        _ user: UserID,
        type: String = "m.room.message",
        stateKey: String? = nil,
        _ content: JSON
    ) -> EventID {
        let id = change {
            $0.append(
                type,
                in: room.rawValue,
                by: user.rawValue,
                stateKey: stateKey,
                content: content
            )
        }
        return EventID(rawValue: id)
    }

    /// Says something whose content is exactly this text, however poisonous.
    @discardableResult
    public func writesPoison(_ room: RoomID, _ user: UserID, content: String) -> EventID {
        let id = change {
            $0.append(
                "m.room.message",
                in: room.rawValue,
                by: user.rawValue,
                content: [:],
                poison: content
            )
        }
        return EventID(rawValue: id)
    }

    /// Puts a sign on something.
    @discardableResult
    public func reacts(_ room: RoomID, _ user: UserID, to target: EventID, _ key: String)
        -> EventID
    {
        let relation: JSON = [
            "rel_type": "m.annotation", "event_id": .string(target.rawValue), "key": .string(key),
        ]
        return writes(room, user, type: "m.reaction", ["m.relates_to": relation])
    }

    /// Takes something back.
    @discardableResult
    public func redacts(_ room: RoomID, _ user: UserID, _ target: EventID) -> EventID {
        let id = change {
            $0.redact(target.rawValue, in: room.rawValue, by: user.rawValue)
        }
        return EventID(rawValue: id)
    }

    /// Begins to type, or stops.
    public func types(_ room: RoomID, _ user: UserID, _ isTyping: Bool = true) {
        change { $0.setTyping(user.rawValue, in: room.rawValue, isTyping) }
    }

    /// Has read up to an event.
    public func reads(_ room: RoomID, _ user: UserID, _ event: EventID) {
        change { $0.noteRead(by: user.rawValue, upTo: event.rawValue, in: room.rawValue) }
    }

    /// Up to where an account has read in a room, each time that it said so.
    public func read(_ room: RoomID, by user: UserID) -> [EventID] {
        world.withLock { $0.rooms[room.rawValue]?.receipts ?? [] }
            .filter { $0.user == user.rawValue }.map { EventID(rawValue: $0.event) }
    }

    /// Switches encryption on, as anybody with the power can.
    @discardableResult
    public func switchesEncryptionOn(_ room: RoomID, _ user: UserID) -> EventID {
        writes(
            room,
            user,
            type: "m.room.encryption",
            stateKey: "",
            ["algorithm": "m.megolm.v1.aes-sha2"]
        )
    }
}

/// What a test may look at.
extension FakeHomeserver {
    /// All that happened in a room, in order; what cannot be read is left out.
    public func timeline(_ room: RoomID) -> [Event] {
        let texts = world.withLock { world in
            world.entries.filter { $0.room == room.rawValue }.map { $0.text(for: nil) }
        }
        let body = #"{"events":["# + texts.joined(separator: ",") + "]}"
        return (try? Transaction.parse(Array(body.utf8)))?.events ?? []
    }

    /// All words that were ever said in a room, in order, also those taken back since.
    public func wordsOnce(_ room: RoomID) -> [(sender: UserID, body: String)] {
        world.withLock { world in
            world.entries.filter { $0.room == room.rawValue && $0.type == "m.room.message" }
        }.compactMap { entry in
            let content = entry.contentOnce ?? entry.content
            guard let body = content["body"]?.string else { return nil }
            return (UserID(rawValue: entry.sender), body)
        }
    }

    /// All that the homeserver has about a room, as it would write it out.
    public func bytes(of room: RoomID) -> String {
        world.withLock { world in
            world.entries.filter { $0.room == room.rawValue }.map { $0.text(for: nil) }
        }.joined(separator: "\n")
    }

    /// The words said in a room, in order, each with its sender.
    public func words(_ room: RoomID) -> [(sender: UserID, body: String)] {
        timeline(room).compactMap { event in
            event.message.map { (event.sender, $0.body) }
        }
    }

    /// All rooms, oldest first.
    public var rooms: [RoomID] {
        let ids = world.withLock { world in world.rooms.values.map { ($0.positions.first, $0.id) } }
        return ids.sorted { $0.0 ?? 0 < $1.0 ?? 0 }.map { RoomID(rawValue: $0.1) }
    }

    /// The room behind an alias's local part.
    public func room(alias localpart: String) -> RoomID? {
        let alias = "#" + localpart + ":" + Self.serverName
        return world.withLock { $0.aliases[alias] }.map(RoomID.init(rawValue:))
    }

    /// How somebody stands to a room.
    public func membership(of user: UserID, in room: RoomID) -> String? {
        world.withLock { $0.membership(of: user.rawValue, in: room.rawValue) }
    }

    /// Who is inside a room.
    public func inside(_ room: RoomID) -> Set<UserID> {
        let names = world.withLock { world in
            world.accounts.keys.filter {
                world.membership(of: $0, in: room.rawValue) == "join"
            }
        }
        return Set(names.map(UserID.init(rawValue:)))
    }

    /// Everybody who is asked into a room and has not come yet.
    public var invited: Set<UserID> {
        let names = world.withLock { world in
            world.rooms.values.flatMap { room in
                room.state.filter { key, place in
                    key.type == "m.room.member"
                        && world.entry(place).content["membership"] == "invite"
                }.map(\.key.key)
            }
        }
        return Set(names.map(UserID.init(rawValue:)))
    }

    /// A piece of a room's state.
    public func state(of room: RoomID, type: String, key: String = "") -> JSON? {
        world.withLock { $0.state(type, key, of: room.rawValue) }
    }

    /// Who types in a room.
    public func typing(_ room: RoomID) -> Set<UserID> {
        let names = world.withLock { $0.rooms[room.rawValue]?.typing ?? [] }
        return Set(names.map(UserID.init(rawValue:)))
    }

    /// Waits, looking again every few milliseconds, until something holds; false when it does not
    /// in time.
    ///
    /// A test waits for what must come, never for time to pass.
    public func eventually(
        withinMilliseconds limit: Int = 5_000,
        _ check: @Sendable (FakeHomeserver) -> Bool
    ) async -> Bool {
        let end = ContinuousClock.now + .milliseconds(limit)
        while !check(self) {
            guard ContinuousClock.now < end, !Task.isCancelled else { return check(self) }
            try? await Task.sleep(for: .milliseconds(3))
        }
        return true
    }
}
