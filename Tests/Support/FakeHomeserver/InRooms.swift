import Matrix

/// What can be done in one room, or to make one.
extension World {
    /// Bytes of content above which an event is refused.
    static let eventBytesMax = 65_536

    mutating func createRoom(_ plan: JSON, by creator: String) throws(Refusal) -> JSON {
        let alias = plan["room_alias_name"]?.string.map { "#\($0):\(FakeHomeserver.serverName)" }
        if let alias, aliases[alias] != nil { throw Refusal(status: 400, code: "M_ROOM_IN_USE") }
        // Rooms are of version 12: their makers need no power level and may not be given one.
        if plan["power_level_content_override"]?["users"]?[creator] != nil { throw .badJSON }
        // No server name: nobody may take a room id apart.
        let room = "!room\(rooms.count + 1)"
        let isPublic = plan["preset"] == "public_chat"
        rooms[room] = Room(id: room, creator: creator, isPublic: isPublic)
        if let alias { aliases[alias] = room }
        var creation = plan["creation_content"]?.object ?? [:]
        creation["room_version"] = "12"
        append("m.room.create", in: room, by: creator, stateKey: "", content: .object(creation))
        setMembership("join", of: creator, in: room, by: creator)
        var levels: [String: JSON] = ["users": [:], "users_default": 0, "invite": 0]
        levels.merge(plan["power_level_content_override"]?.object ?? [:]) { _, wanted in wanted }
        append(
            "m.room.power_levels",
            in: room,
            by: creator,
            stateKey: "",
            content: .object(levels)
        )
        let rule: JSON = ["join_rule": isPublic ? "public" : "invite"]
        append("m.room.join_rules", in: room, by: creator, stateKey: "", content: rule)
        for state in plan["initial_state"]?.array ?? [] {
            append(
                state["type"]?.string ?? "",
                in: room,
                by: creator,
                stateKey: state["state_key"]?.string ?? "",
                content: state["content"] ?? [:]
            )
        }
        for (field, type) in [("name", "m.room.name"), ("topic", "m.room.topic")] {
            guard let words = plan[field] else { continue }
            append(type, in: room, by: creator, stateKey: "", content: .object([field: words]))
        }
        if let alias {
            let type = "m.room.canonical_alias"
            append(type, in: room, by: creator, stateKey: "", content: ["alias": .string(alias)])
        }
        for user in plan["invite"]?.array ?? [] {
            setMembership("invite", of: user.string ?? "", in: room, by: creator)
        }
        return ["room_id": .string(room)]
    }

    mutating func join(_ room: String, by user: String) throws(Refusal) -> JSON {
        guard let place = rooms[room] else { throw .notFound }
        switch membership(of: user, in: room) {
        case "join": break
        case "invite": setMembership("join", of: user, in: room, by: user)
        case .some, nil:
            guard place.isPublic else { throw .forbidden }
            setMembership("join", of: user, in: room, by: user)
        }
        return ["room_id": .string(room)]
    }

    mutating func insideRoom(
        _ request: Wire.Request,
        _ room: String,
        _ tail: [String],
        _ speaker: Speaker
    ) throws(Refusal) -> JSON {
        let user = speaker.user.rawValue
        guard rooms[room] != nil else { throw .forbidden }
        if let answer = try passing(request, room, tail[0], user) { return answer }
        guard membership(of: user, in: room) == "join" else { throw .forbidden }
        switch (request.method, tail[0], tail.count) {
        case ("GET", "members", 1): return members(of: room)
        case ("GET", "state", 2...3):
            let key = StateKey(type: tail[1], key: tail.count > 2 ? tail[2] : "")
            guard let place = rooms[room]?.state[key] else { throw .notFound }
            guard request.query["format"] == "event" else { return entry(place).content }
            return ["sender": .string(entry(place).sender), "content": entry(place).content]
        case ("PUT", "state", 2...3):
            let key = tail.count > 2 ? tail[2] : ""
            if tail[1] == "m.room.member", key != user { throw .forbidden }
            let content = try content(of: request)
            return named(append(tail[1], in: room, by: user, stateKey: key, content: content))
        case ("PUT", "send", 3), ("PUT", "redact", 3):
            return try once(request, room, tail, speaker)
        case ("PUT", "typing", 2):
            guard tail[1] == user else { throw .forbidden }
            setTyping(user, in: room, request.json?["typing"] == true)
            return [:]
        case ("POST", "read_markers", 1):
            guard let event = request.json?["m.read"]?.string else { throw .forbidden }
            noteRead(by: user, upTo: event, in: room)
            return [:]
        default: throw .unrecognized
        }
    }

    /// Coming and going.
    private mutating func passing(
        _ request: Wire.Request,
        _ room: String,
        _ verb: String,
        _ user: String
    ) throws(Refusal) -> JSON? {
        guard request.method == "POST" else { return nil }
        let other = request.json?["user_id"]?.string ?? ""
        let isInside = membership(of: user, in: room) == "join"
        switch verb {
        case "leave":
            guard membership(of: user, in: room) != nil else { throw .forbidden }
            setMembership("leave", of: user, in: room, by: user)
        case "forget":
            guard !isInside else { throw Refusal(status: 400, code: "M_UNKNOWN") }
        case "invite":
            guard isInside, membership(of: other, in: room) != "join" else { throw .forbidden }
            setMembership("invite", of: other, in: room, by: user)
        case "kick":
            guard isInside, membership(of: other, in: room) != nil else { throw .forbidden }
            let reason = request.json?["reason"]?.string
            setMembership("leave", of: other, in: room, by: user, because: reason)
        default: return nil
        }
        return [:]
    }

    /// Says or takes back something, once for each transaction id.
    private mutating func once(
        _ request: Wire.Request,
        _ room: String,
        _ tail: [String],
        _ speaker: Speaker
    ) throws(Refusal) -> JSON {
        let user = speaker.user.rawValue
        // All accounts of an appservice share one drawer: two ghosts with one id are one event.
        let drawer = speaker.isAppservice ? "appservice" : user + "/" + (speaker.device ?? "")
        let memory = drawer + " " + request.path
        let lasting = [room, user, speaker.device ?? "", tail[2]].joined(separator: " ")
        if let id = remembered[memory] { return named(id) }
        if speaker.device != nil, let id = durable[lasting] { return named(id) }
        let content = try content(of: request)
        let id: String
        if tail[0] == "redact" {
            id = redact(
                tail[1],
                in: room,
                by: user,
                saying: content.object ?? [:],
                device: speaker.device,
                transactionID: tail[2]
            )
        } else {
            id = append(
                tail[1],
                in: room,
                by: user,
                content: content,
                device: speaker.device,
                transactionID: tail[2]
            )
            setTyping(user, in: room, false)
        }
        remembered[memory] = id
        durable[lasting] = id
        return named(id)
    }

    private func content(of request: Wire.Request) throws(Refusal) -> JSON {
        guard request.body.count <= World.eventBytesMax else {
            throw Refusal(status: 413, code: "M_TOO_LARGE")
        }
        guard let content = request.json, content.object != nil else {
            throw Refusal(status: 400, code: "M_NOT_JSON")
        }
        return content
    }

    private func members(of room: String) -> JSON {
        let places = rooms[room]?.state.filter { $0.key.type == "m.room.member" } ?? [:]
        let events = places.values.sorted().map { place -> JSON in
            let entry = entry(place)
            return [
                "type": "m.room.member", "state_key": .string(entry.stateKey ?? ""),
                "content": entry.content, "sender": .string(entry.sender),
                "event_id": .string(entry.id), "room_id": .string(room),
            ]
        }
        return ["chunk": .array(events)]
    }

    private func named(_ event: String) -> JSON {
        ["event_id": .string(event)]
    }
}
