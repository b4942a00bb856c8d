public import Curl

/// The calls one account can make.
///
/// Every call says who speaks, because a bridge speaks for many.
public struct Voice: Sendable {
    let homeserver: Homeserver
    /// Who speaks.
    public let identity: Identity

    /// Any call the others do not cover, such as those of Synapse's Admin API; the answer's bytes.
    ///
    /// Path parts and query values are given as they are; they are encoded here.
    public func call(
        _ method: String,
        _ path: [String],
        query: [(name: String, value: String)] = [],
        body: JSON? = nil,
        limits: Limits = .ordinary
    ) async throws(Homeserver.Failure) -> [UInt8] {
        try await bytes(Call(method, path, query: query, body: body, limits: limits))
    }

    /// Whose token this is and on which device (CS, "Current account information").
    public func whoAmI() async throws(Homeserver.Failure) -> (user: UserID, device: String?) {
        let answer = try await answer(Call("GET", Call.client("account", "whoami")))
        guard let user = answer["user_id"]?.string else { throw .unreadable }
        return (UserID(rawValue: user), answer["device_id"]?.string)
    }

    /// Makes a device, or leaves it as it is (AS, "Device management"; it needs `.bridge` without a
    /// device, for the device it asserts would not exist yet).
    public func putDevice(_ id: String, displayName: String? = nil)
        async throws(Homeserver.Failure)
    {
        let body = JSON.object(displayName.map { ["display_name": .string($0)] } ?? [:])
        let call = Call("PUT", Call.client("devices", id), body: body)
        _ = try await bytes(call)
    }

    /// Sets the name an account bears everywhere (CS, "Profiles").
    public func setDisplayName(_ name: String, of user: UserID) async throws(Homeserver.Failure) {
        let path = Call.client("profile", user.rawValue, "displayname")
        _ = try await bytes(Call("PUT", path, body: ["displayname": .string(name)]))
    }

    /// Adds to a call who makes it, and carries it out.
    func bytes(_ call: Call) async throws(Homeserver.Failure) -> [UInt8] {
        switch identity {
        case .account(let token):
            return try await homeserver.bytes(answering: call, speaking: token)
        case .bridge(let user, let device):
            var call = call
            call.query.append(("user_id", user.rawValue))
            // AS, "Identity assertion": stable since v1.17.
            if let device { call.query.append(("device_id", device)) }
            return try await homeserver.bytes(answering: call, speaking: homeserver.token)
        }
    }

    func answer(_ call: Call) async throws(Homeserver.Failure) -> JSON {
        let bytes = try await bytes(call)
        return try Homeserver.Failure.reading { () throws(Malformed) in try JSON.parse(bytes) }
    }

    /// Carries out a call whose answer names one event.
    func event(_ call: Call) async throws(Homeserver.Failure) -> EventID {
        guard let id = try await answer(call)["event_id"]?.string else { throw .unreadable }
        return EventID(rawValue: id)
    }

    /// Carries out a call whose answer names one room.
    func room(_ call: Call) async throws(Homeserver.Failure) -> RoomID {
        guard let id = try await answer(call)["room_id"]?.string else { throw .unreadable }
        return RoomID(rawValue: id)
    }
}
