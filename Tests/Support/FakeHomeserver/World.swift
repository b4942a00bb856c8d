import Matrix

/// What is true in a fake homeserver: accounts, rooms, and one stream of all that happened.
struct World {
    /// All happens on one evening, Friday 15 January 2027 at 19:00 in Brussels: what grows old does
    /// so by the bridge's own clock.
    static let evening: Int64 = 1_800_036_000_000

    /// One event and what only the homeserver knows about it.
    struct Entry {
        let position: Int
        let room: String
        let id: String
        let type: String
        let sender: String
        let stateKey: String?
        var content: JSON
        /// Content that no well-behaved writer would write, as text.
        var poison: String?
        let redacts: String?
        let device: String?
        let transactionID: String?
        var redactedBy: String?
        /// What stood there before it was taken back.
        var contentOnce: JSON?
    }

    struct StateKey: Hashable {
        let type: String
        let key: String
    }

    struct Room {
        let id: String
        let creator: String
        let isPublic: Bool
        var state: [StateKey: Int] = [:]
        var positions: [Int] = []
        var typing: Set<String> = []
        var typingSerial = 0
        /// Who has read up to which event, and when that was told.
        var receipts: [(user: String, event: String, serial: Int)] = []
    }

    struct Account {
        var password: String?
        var displayName: String?
        var avatar: String?
        var devices: Set<String> = []
        var isAppservice = false
        var isAdmin = false
    }

    /// Whoever makes a call.
    struct Speaker {
        let user: UserID
        let device: String?
        let isAppservice: Bool
    }

    let appservice: FakeHomeserver.Appservice
    var accounts: [String: Account] = [:]
    var tokens: [String: (user: String, device: String)] = [:]
    var rooms: [String: Room] = [:]
    var aliases: [String: String] = [:]
    var entries: [Entry] = []
    var typingSerial = 0
    /// Answers by transaction, in memory only: lost when the homeserver restarts.
    var remembered: [String: String] = [:]
    /// Event ids by room, account, device and transaction: kept through a restart.
    var durable: [String: String] = [:]
    var nonces = 0
    /// Whether a room stands in the public list.
    var listed: [String: Bool] = [:]
    /// What was uploaded, by room.
    var media: [String: [String]] = [:]
    /// What people uploaded, by its name.
    var images: [String: [UInt8]] = [:]
    var removings: [String: Removing] = [:]

    init(appservice: FakeHomeserver.Appservice) {
        self.appservice = appservice
        accounts[Self.address(appservice.senderLocalpart)] = Account(isAppservice: true)
    }

    static func address(_ localpart: String) -> String {
        "@" + localpart + ":" + FakeHomeserver.serverName
    }

    func entry(_ position: Int) -> Entry {
        entries[position - 1]
    }

    /// Where an event stands in the stream; its name says so.
    private func place(of event: String) -> Int? {
        guard event.hasPrefix(Self.eventPrefix),
            let position = Int(event.dropFirst(Self.eventPrefix.count)),
            entries.indices.contains(position - 1)
        else { return nil }
        return position - 1
    }

    private static let eventPrefix = "$event"

    func state(_ type: String, _ key: String, of room: String) -> JSON? {
        rooms[room]?.state[StateKey(type: type, key: key)].map { entry($0).content }
    }

    func membership(of user: String, in room: String) -> String? {
        state("m.room.member", user, of: room)?["membership"]?.string
    }

    /// Whether somebody is in a room and may say something there.
    func maySpeak(_ user: String, in room: String) -> Bool {
        guard membership(of: user, in: room) == "join" else { return false }
        let levels = state("m.room.power_levels", "", of: room)
        let own = levels?["users"]?[user] ?? levels?["users_default"]
        let needed = levels?["events_default"]?.int ?? 0
        // In rooms of version 12 the maker stands above all levels.
        return rooms[room]?.creator == user || own?.int ?? 0 >= needed
    }

    func isEncrypted(_ room: String) -> Bool {
        state("m.room.encryption", "", of: room) != nil
    }

    /// The least position a member may see: from the first word about them on.
    func horizon(of user: String, in room: Room) -> Int {
        guard room.creator != user else { return 0 }
        let first = room.positions.first { position in
            let entry = entry(position)
            return entry.type == "m.room.member" && entry.stateKey == user
        }
        return first ?? .max
    }

    /// Writes an event down.
    ///
    /// State that says nothing new is the event that said it first.
    @discardableResult
    mutating func append(
        _ type: String,
        in room: String,
        by sender: String,
        stateKey: String? = nil,
        content: JSON,
        poison: String? = nil,
        redacts: String? = nil,
        device: String? = nil,
        transactionID: String? = nil
    ) -> String {
        if let stateKey, let place = rooms[room]?.state[StateKey(type: type, key: stateKey)],
            entry(place).content == content, entry(place).sender == sender
        {
            return entry(place).id
        }
        let position = entries.count + 1
        let id = Self.eventPrefix + "\(position)"
        entries.append(
            Entry(
                position: position,
                room: room,
                id: id,
                type: type,
                sender: sender,
                stateKey: stateKey,
                content: content,
                poison: poison,
                redacts: redacts,
                device: device,
                transactionID: transactionID
            )
        )
        rooms[room]?.positions.append(position)
        if let stateKey { rooms[room]?.state[StateKey(type: type, key: stateKey)] = position }
        return id
    }

    mutating func setMembership(
        _ membership: String,
        of user: String,
        in room: String,
        by sender: String,
        because reason: String? = nil
    ) {
        var fields: [String: JSON] = ["membership": .string(membership)]
        fields["reason"] = reason.map(JSON.string)
        fields["displayname"] = accounts[user]?.displayName.map(JSON.string)
        fields["avatar_url"] = accounts[user]?.avatar.map(JSON.string)
        append("m.room.member", in: room, by: sender, stateKey: user, content: .object(fields))
        if membership != "join" { setTyping(user, in: room, false) }
    }

    mutating func setTyping(_ user: String, in room: String, _ isTyping: Bool) {
        let before = rooms[room]?.typing ?? []
        let after = isTyping ? before.union([user]) : before.subtracting([user])
        guard before != after else { return }
        typingSerial += 1
        rooms[room]?.typing = after
        rooms[room]?.typingSerial = typingSerial
    }

    mutating func noteRead(by user: String, upTo event: String, in room: String) {
        typingSerial += 1
        rooms[room]?.receipts.append((user, event, typingSerial))
        rooms[room]?.typingSerial = typingSerial
    }

    mutating func redact(
        _ target: String,
        in room: String,
        by sender: String,
        saying words: [String: JSON] = [:],
        device: String? = nil,
        transactionID: String? = nil
    ) -> String {
        var fields = words
        fields["redacts"] = .string(target)
        let id = append(
            "m.room.redaction",
            in: room,
            by: sender,
            content: .object(fields),
            redacts: target,
            device: device,
            transactionID: transactionID
        )
        if let place = place(of: target), entries[place].room == room {
            entries[place].contentOnce = entries[place].contentOnce ?? entries[place].content
            // Room versions, "Redactions": who is in a room stays known.
            let kept = entries[place].content["membership"].map { ["membership": $0] }
            entries[place].content = .object(kept ?? [:])
            entries[place].poison = nil
            entries[place].redactedBy = id
        }
        return id
    }
}

extension World.Entry {
    /// The event as text, for whoever asks.
    ///
    /// Only the sending device sees its transaction id.
    func text(for speaker: World.Speaker?, withRoom: Bool = true) -> String {
        var unsigned: [String: JSON] = ["age": 5]
        if let redactedBy {
            unsigned["redacted_because"] = ["event_id": .string(redactedBy)]
        }
        let isOwn = speaker.map { $0.user.rawValue == sender && $0.device == device } ?? false
        if isOwn { unsigned["transaction_id"] = transactionID.map(JSON.string) }
        var fields: [String: JSON] = [
            "type": .string(type), "event_id": .string(id), "sender": .string(sender),
            "origin_server_ts": .int(World.evening + Int64(position)),
            "unsigned": .object(unsigned),
        ]
        if withRoom { fields["room_id"] = .string(room) }
        fields["state_key"] = stateKey.map(JSON.string)
        fields["redacts"] = redacts.map(JSON.string)
        guard let poison else {
            fields["content"] = content
            return JSON.object(fields).text
        }
        return JSON.object(fields).text.dropLast() + #","content":"# + poison + "}"
    }
}
