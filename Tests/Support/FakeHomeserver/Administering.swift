public import Matrix
import Synchronization

/// What Synapse's Admin API does for whoever is its admin.
extension World {
    /// Rooms under removal, by the name of the removing, with how often one must still ask.
    struct Removing {
        let room: String
        var asksLeft: Int
    }

    mutating func administer(_ request: Wire.Request) throws(Refusal) -> JSON {
        let speaker = try speaker(of: request).user.rawValue
        guard accounts[speaker]?.isAdmin == true else { throw .forbidden }
        let tail = Array(request.parts.dropFirst(2))
        switch (request.method, tail.first ?? "", tail.dropFirst().first ?? "", tail.count) {
        case ("GET", "v1", "room", 4):
            return ["local": .array((media[tail[2]] ?? []).map(JSON.string)), "remote": []]
        case ("DELETE", "v1", "media", 4):
            let address = "mxc://\(tail[2])/\(tail[3])"
            for room in media.keys { media[room]?.removeAll { $0 == address } }
            return ["deleted_media": [.string(tail[3])], "total": 1]
        case ("DELETE", "v2", "rooms", 3):
            guard rooms[tail[2]] != nil else { throw .notFound }
            let name = "delete\(removings.count + 1)"
            removings[name] = Removing(room: tail[2], asksLeft: 1)
            return ["delete_id": .string(name)]
        case ("GET", "v2", "rooms", 4):
            return try removal(tail[3])
        case ("GET", "v1", "rooms", 3):
            guard rooms[tail[2]] != nil else { throw .notFound }
            return ["room_id": .string(tail[2])]
        default: throw .unrecognized
        }
    }

    private mutating func removal(_ name: String) throws(Refusal) -> JSON {
        guard let removing = removings[name] else { throw .notFound }
        guard removing.asksLeft == 0 else {
            removings[name]?.asksLeft -= 1
            return ["status": "purging"]
        }
        rooms[removing.room] = nil
        aliases = aliases.filter { $0.value != removing.room }
        return ["status": "complete"]
    }
}

extension FakeHomeserver {
    /// Makes an admin's account; its token.
    public func makeAdmin(_ localpart: String) -> Secret {
        let user = makeCounsellor(localpart)
        change { $0.accounts[user.rawValue]?.isAdmin = true }
        return token(for: user)
    }

    /// Has an alias lead elsewhere, or nowhere, as an admin of the homeserver can.
    public func leads(alias localpart: String, to room: RoomID?) {
        let alias = "#" + localpart + ":" + Self.serverName
        change { $0.aliases[alias] = room?.rawValue }
    }

    /// Puts a room into the public list, as an admin of the homeserver can.
    public func lists(_ room: RoomID) {
        change { $0.listed[room.rawValue] = true }
    }

    /// Changes a room's state in somebody's name, whatever power that takes.
    public func forces(_ room: RoomID, _ user: UserID, _ type: String, _ content: JSON) {
        writes(room, user, type: type, stateKey: "", content)
    }

    /// Uploads something into a room.
    public func uploads(_ room: RoomID, _ address: String) {
        change { $0.media[room.rawValue, default: []].append(address) }
    }

    /// What was uploaded into a room and is still there.
    public func media(_ room: RoomID) -> [String] {
        world.withLock { $0.media[room.rawValue] ?? [] }
    }

    /// Forgets which removings are under way, as at a restart.
    public func forgetRemovings() {
        change { $0.removings = [:] }
    }
}
