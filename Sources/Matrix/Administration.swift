/// What only the homeserver's own admin may do; not part of the specification, but of Synapse's
/// Admin API ("Delete Room API", "Rooms API", "User Admin API").
public struct Administration: Sendable {
    private let voice: Voice

    /// Speaks with an admin's token.
    public init(_ homeserver: Homeserver, token: Secret) {
        voice = homeserver.acting(as: .account(token: token))
    }

    /// How far the removing of a room has come.
    public enum Removal: Sendable, Hashable {
        /// It is under way.
        case underWay
        /// The room is gone.
        case gone
        /// It failed; a new one can be begun.
        case failed
        /// The homeserver knows of none.
        case unknown
    }

    /// Everything that was uploaded into a room, as far as its events can be read.
    public func media(in room: RoomID) async throws(Homeserver.Failure) -> [MediaID] {
        let path = ["_synapse", "admin", "v1", "room", room.rawValue, "media"]
        let answer = try await answer("GET", path)
        let all = (answer["local"]?.array ?? []) + (answer["remote"]?.array ?? [])
        return all.compactMap { $0.string.flatMap(MediaID.init) }
    }

    /// Deletes one uploaded thing; that it is gone already is as good.
    public func delete(_ media: MediaID) async throws(Homeserver.Failure) {
        let path = ["_synapse", "admin", "v1", "media", media.server, media.name]
        do throws(Homeserver.Failure) {
            _ = try await voice.call("DELETE", path)
        } catch .refused(404, _) {
            return
        }
    }

    /// Begins to remove a room with all that was said in it; the name under which to ask how far
    /// it has come.
    public func remove(_ room: RoomID) async throws(Homeserver.Failure) -> String {
        let path = ["_synapse", "admin", "v2", "rooms", room.rawValue]
        let answer = try await answer("DELETE", path, body: ["purge": true, "block": false])
        guard let name = answer["delete_id"]?.string else { throw .unreadable }
        return name
    }

    /// How far a removing has come.
    public func removal(_ name: String) async throws(Homeserver.Failure) -> Removal {
        let path = ["_synapse", "admin", "v2", "rooms", "delete_status", name]
        do throws(Homeserver.Failure) {
            switch try await answer("GET", path)["status"]?.string {
            case "complete": return .gone
            case "failed": return .failed
            case .some, nil: return .underWay
            }
        } catch .refused(404, _) {
            return .unknown
        }
    }

    /// Whether the homeserver has a room at all.
    public func knows(_ room: RoomID) async throws(Homeserver.Failure) -> Bool {
        do throws(Homeserver.Failure) {
            _ = try await answer("GET", ["_synapse", "admin", "v1", "rooms", room.rawValue])
            return true
        } catch .refused(404, _) {
            return false
        }
    }

    /// Whether an account is freed from the limits of ordinary ones: its messages per second, 0 for
    /// no limit; nothing where it has none of its own.
    public func rateLimit(of user: UserID) async throws(Homeserver.Failure) -> Int64? {
        let path = ["_synapse", "admin", "v1", "users", user.rawValue, "override_ratelimit"]
        return try await answer("GET", path)["messages_per_second"]?.int
    }

    private func answer(
        _ method: String,
        _ path: [String],
        body: JSON? = nil
    ) async throws(Homeserver.Failure) -> JSON {
        let bytes = try await voice.call(method, path, body: body)
        return try Homeserver.Failure.reading { () throws(Malformed) in try JSON.parse(bytes) }
    }
}

/// Something that was uploaded: `mxc://server/name`.
public struct MediaID: Sendable, Hashable {
    /// The server that it was uploaded to.
    public let server: String
    /// Its name there.
    public let name: String

    /// As events write it.
    public var address: String { "mxc://\(server)/\(name)" }

    /// Takes an address apart; nothing where it is none.
    public init?(_ address: String) {
        let parts = address.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "mxc:", parts[1].isEmpty else { return nil }
        (server, name) = (String(parts[2]), String(parts[3]))
    }
}
