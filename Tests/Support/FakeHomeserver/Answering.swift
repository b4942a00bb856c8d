import Matrix

extension FakeHomeserver {
    /// The answer of a homeserver in its right mind.
    func properAnswer(_ request: Wire.Request) -> Wire.Answer {
        let parts = request.parts
        switch (request.method, parts.prefix(4).joined(separator: "/"), parts.count) {
        case ("GET", "_matrix/client/versions", _):
            return .ok(["versions": ["v1.11", "v1.17", "v1.18"]])
        case ("POST", "_matrix/client/v1/appservice", 6):
            return ping(request)
        case ("GET", "_matrix/client/v3/sync", _):
            return sync(request)
        case ("GET", "_matrix/client/v3/rooms", 6) where parts[5] == "messages":
            return messages(request)
        case ("GET", "_matrix/client/v1/media", 7) where parts[4] == "thumbnail":
            return thumbnail(request)
        default:
            do throws(Refusal) {
                return .ok(try change { world throws(Refusal) in try world.carryOut(request) })
            } catch {
                return .error(error.status, error.code)
            }
        }
    }
}

/// A no.
struct Refusal: Error {
    let status: Int
    let code: String

    static let forbidden = Refusal(status: 403, code: "M_FORBIDDEN")
    static let notFound = Refusal(status: 404, code: "M_NOT_FOUND")
    static let badJSON = Refusal(status: 400, code: "M_BAD_JSON")
    static let unrecognized = Refusal(status: 404, code: "M_UNRECOGNIZED")
}

extension World {
    /// One call, its effect and its answer.
    mutating func carryOut(_ request: Wire.Request) throws(Refusal) -> JSON {
        let parts = request.parts
        switch parts.prefix(3).joined(separator: "/") {
        case "_synapse/admin/v1" where parts.last == "register":
            return try registerBySecret(request)
        case "_synapse/admin/v1", "_synapse/admin/v2": return try administer(request)
        case "_matrix/client/v3": break
        default: throw .unrecognized
        }
        let tail = Array(parts.dropFirst(3))
        switch (request.method, tail.first ?? "", tail.count) {
        case ("POST", "register", 1): return try registerGhost(request)
        case ("POST", "login", 1): return try login(request)
        default: break
        }
        let speaker = try speaker(of: request)
        guard tail.first == "rooms", tail.count >= 3 else {
            return try outsideRooms(request, tail, speaker)
        }
        return try insideRoom(request, tail[1], Array(tail.dropFirst(2)), speaker)
    }

    private mutating func outsideRooms(
        _ request: Wire.Request,
        _ tail: [String],
        _ speaker: Speaker
    ) throws(Refusal) -> JSON {
        let user = speaker.user.rawValue
        switch (request.method, tail.first ?? "", tail.count) {
        case ("GET", "account", 2):
            return [
                "user_id": .string(user),
                "device_id": speaker.device.map(JSON.string) ?? .null,
            ]
        case ("PUT", "devices", 2):
            accounts[user]?.devices.insert(tail[1])
            return [:]
        case ("PUT", "profile", 3):
            guard tail[1] == user else { throw .forbidden }
            return setDisplayName(request.json?["displayname"]?.string, of: user)
        case ("POST", "createRoom", 1):
            return try createRoom(request.json ?? [:], by: user)
        case ("GET", "directory", 3):
            guard let room = aliases[tail[2]] else { throw .notFound }
            return ["room_id": .string(room), "servers": []]
        case ("PUT", "directory", 3) where tail[1] == "room":
            guard aliases[tail[2]] == nil else { throw Refusal(status: 409, code: "M_UNKNOWN") }
            aliases[tail[2]] = request.json?["room_id"]?.string
            return [:]
        case ("DELETE", "directory", 3) where tail[1] == "room":
            guard aliases.removeValue(forKey: tail[2]) != nil else { throw .notFound }
            return [:]
        case ("GET", "directory", 4) where tail[1] == "list":
            return ["visibility": listed[tail[3]] == true ? "public" : "private"]
        case ("PUT", "directory", 4) where tail[1] == "list":
            listed[tail[3]] = request.json?["visibility"] == "public"
            return [:]
        case ("POST", "join", 2):
            return try join(aliases[tail[1]] ?? tail[1], by: user)
        case ("GET", "joined_rooms", 1):
            let joined = rooms.keys.filter { membership(of: user, in: $0) == "join" }
            return ["joined_rooms": .array(joined.sorted().map(JSON.string))]
        default: throw .unrecognized
        }
    }

    private mutating func setDisplayName(_ name: String?, of user: String) -> JSON {
        accounts[user]?.displayName = name
        for room in rooms.keys.sorted() where membership(of: user, in: room) == "join" {
            setMembership("join", of: user, in: room, by: user)
        }
        return [:]
    }
}
