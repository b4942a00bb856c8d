/// Rooms and who is in them.
extension Voice {
    /// Makes a room (CS, "Creation").
    ///
    /// Not safe to repeat: give the plan an alias, and when that is refused as `M_ROOM_IN_USE`, the
    /// room stands already and `resolve` finds it.
    public func createRoom(_ plan: RoomPlan) async throws(Homeserver.Failure) -> RoomID {
        try await room(Call("POST", Call.client("createRoom"), body: plan.body))
    }

    /// The room behind an alias; nil only when the homeserver says that there is none.
    public func resolve(_ alias: RoomAlias) async throws(Homeserver.Failure) -> RoomID? {
        do throws(Homeserver.Failure) {
            return try await room(Call("GET", Call.client("directory", "room", alias.rawValue)))
        } catch .refused(404, "M_NOT_FOUND") {
            return nil
        }
    }

    /// Has an alias lead to a room (CS, "Room aliases").
    public func put(_ alias: RoomAlias, to room: RoomID) async throws(Homeserver.Failure) {
        let path = Call.client("directory", "room", alias.rawValue)
        _ = try await bytes(Call("PUT", path, body: ["room_id": .string(room.rawValue)]))
    }

    /// Has an alias lead nowhere any more (CS, "Room aliases").
    ///
    /// That it leads nowhere already is as good.
    public func remove(_ alias: RoomAlias) async throws(Homeserver.Failure) {
        do throws(Homeserver.Failure) {
            _ = try await bytes(Call("DELETE", Call.client("directory", "room", alias.rawValue)))
        } catch .refused(404, "M_NOT_FOUND") {
            return
        }
    }

    /// Whether a room stands in the homeserver's public list (CS, "Listing rooms").
    public func isListed(_ room: RoomID) async throws(Homeserver.Failure) -> Bool {
        let path = Call.client("directory", "list", "room", room.rawValue)
        guard let visibility = try await answer(Call("GET", path))["visibility"]?.string else {
            throw .unreadable
        }
        return visibility == "public"
    }

    /// Who has made a room: in room version 12 its creation says so by its sender only (CS,
    /// "Getting events for a room", `format=event`).
    public func maker(of room: RoomID) async throws(Homeserver.Failure) -> UserID {
        let path = Call.room(room, "state", "m.room.create", "")
        let call = Call("GET", path, query: [("format", "event")])
        guard let sender = try await answer(call)["sender"]?.string else { throw .unreadable }
        return UserID(rawValue: sender)
    }

    /// Puts a room into the homeserver's public list, or takes it out (CS, "Listing rooms").
    public func list(_ room: RoomID, _ isListed: Bool) async throws(Homeserver.Failure) {
        let path = Call.client("directory", "list", "room", room.rawValue)
        let body: JSON = ["visibility": isListed ? "public" : "private"]
        _ = try await bytes(Call("PUT", path, body: body))
    }

    /// Goes in; being inside already is as good (CS, "Joining rooms").
    public func join(_ room: RoomID) async throws(Homeserver.Failure) {
        _ = try await self.room(Call("POST", Call.client("join", room.rawValue), body: [:]))
    }

    /// Goes into the room behind an alias.
    @discardableResult
    public func join(_ alias: RoomAlias) async throws(Homeserver.Failure) -> RoomID {
        try await room(Call("POST", Call.client("join", alias.rawValue), body: [:]))
    }

    /// Goes out, or declines an invitation (CS, "Leaving rooms").
    public func leave(_ room: RoomID) async throws(Homeserver.Failure) {
        _ = try await bytes(Call("POST", Call.room(room, "leave"), body: [:]))
    }

    /// Lets go of the past of a room left before.
    public func forget(_ room: RoomID) async throws(Homeserver.Failure) {
        _ = try await bytes(Call("POST", Call.room(room, "forget"), body: [:]))
    }

    /// Asks somebody in; that they are in, or asked, already is as good.
    ///
    /// CS, "Inviting": 403 is the answer for one who is inside as well as for one who may not
    /// invite; only the membership tells which.
    public func invite(_ user: UserID, to room: RoomID) async throws(Homeserver.Failure) {
        let body: JSON = ["user_id": .string(user.rawValue)]
        let refusal: Homeserver.Failure
        do throws(Homeserver.Failure) {
            _ = try await bytes(Call("POST", Call.room(room, "invite"), body: body))
            return
        } catch .refused(403, let code) {
            refusal = .refused(status: 403, code: code)
        }
        switch try await membership(of: user, in: room) {
        case "join", "invite": return
        case .some, nil: throw refusal
        }
    }

    /// Puts somebody out, or takes an invitation back.
    public func kick(_ user: UserID, from room: RoomID, reason: String? = nil)
        async throws(Homeserver.Failure)
    {
        var fields: [String: JSON] = ["user_id": .string(user.rawValue)]
        fields["reason"] = reason.map(JSON.string)
        _ = try await bytes(Call("POST", Call.room(room, "kick"), body: .object(fields)))
    }

    /// The rooms this account is in.
    public func joinedRooms() async throws(Homeserver.Failure) -> [RoomID] {
        let answer = try await answer(Call("GET", Call.client("joined_rooms")))
        guard let rooms = answer["joined_rooms"]?.array else { throw .unreadable }
        return rooms.compactMap(\.string).map(RoomID.init(rawValue:))
    }

    /// Everybody who ever stood in some relation to the room.
    public func members(of room: RoomID) async throws(Homeserver.Failure) -> [UserID: Member] {
        let bytes = try await bytes(Call("GET", Call.room(room, "members")))
        return try Homeserver.Failure.reading { () throws(Malformed) in try Member.parse(bytes) }
    }

    /// How somebody stands to a room, or nil if they never did.
    public func membership(of user: UserID, in room: RoomID) async throws(Homeserver.Failure)
        -> String?
    {
        try await state(of: room, type: "m.room.member", key: user.rawValue)?["membership"]?.string
    }

    /// A piece of a room's state; nil only when the homeserver says that there is none.
    public func state(of room: RoomID, type: String, key: String = "")
        async throws(Homeserver.Failure) -> JSON?
    {
        do throws(Homeserver.Failure) {
            return try await answer(Call("GET", Call.room(room, "state", type, key)))
        } catch .refused(404, "M_NOT_FOUND") {
            return nil
        }
    }

    /// Who has made a room; nothing where the homeserver does not tell.
    ///
    /// The content names nobody since room version 11, so the event itself is asked for.
    public func creator(of room: RoomID) async throws(Homeserver.Failure) -> UserID? {
        let path = Call.room(room, "state", "m.room.create", "")
        let event = try await answer(Call("GET", path, query: [("format", "event")]))
        return event["sender"]?.string.map(UserID.init(rawValue:))
    }

    /// Sets a piece of a room's state; the same content again is the same event.
    @discardableResult
    public func putState(of room: RoomID, type: String, key: String = "", content: JSON)
        async throws(Homeserver.Failure) -> EventID
    {
        try await event(Call("PUT", Call.room(room, "state", type, key), body: content))
    }
}
