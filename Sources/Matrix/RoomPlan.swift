/// How a room shall be when it is made (CS, "Creation").
///
/// As it stands, a plan is for a private room.
public struct RoomPlan: Sendable, Hashable {
    /// The ready-made set of rules a room begins with.
    public enum Preset: String, Sendable, Hashable {
        /// By invitation only.
        case privateChat = "private_chat"
        /// By invitation only, and those invited may do all that the maker may.
        case trustedPrivateChat = "trusted_private_chat"
        /// Open to all.
        case publicChat = "public_chat"
    }

    /// From when on a newcomer may read (CS, "Room history visibility").
    public enum History: String, Sendable, Hashable {
        /// From their invitation on.
        case invited
        /// From their arrival on.
        case joined
        /// Everything, for members.
        case shared
        /// Everything, for anybody.
        case worldReadable = "world_readable"
    }

    /// One piece of state to begin with.
    public struct State: Sendable, Hashable {
        /// Its type.
        public var type: String
        /// Its key, often empty.
        public var key: String
        /// What it says.
        public var content: JSON

        /// Puts one together.
        public init(type: String, key: String = "", content: JSON) {
            self.type = type
            self.key = key
            self.content = content
        }
    }

    /// The rules to begin with.
    public var preset: Preset
    /// The local part of an alias.
    ///
    /// It reserves the room's name, so that making it twice is noticed.
    public var aliasLocalpart: String?
    /// The name shown.
    public var name: String?
    /// The line shown under the name.
    public var topic: String?
    /// Who is asked in at once.
    public var invite: [UserID]
    /// Whether other homeservers may take part.
    ///
    /// Can never be changed.
    public var federate: Bool
    /// Whether guests of the homeserver, who have no account, may come in (CS, "Guest access").
    public var guests: Bool
    /// Whether it stands in the public list.
    public var listed: Bool
    /// From when on a newcomer may read.
    public var history: History
    /// Fields that replace those of the first `m.room.power_levels`.
    ///
    /// Beware of `users`: up to room version 11 it must hold the maker, from version 12 on it must
    /// not; leave it out and set others afterwards with `putState`.
    public var powerLevels: JSON?
    /// A room version, or the homeserver's usual one.
    public var version: String?
    /// More state to begin with.
    public var initialState: [State]

    /// A plan for a private room, closed to guests and to other homeservers.
    public init(
        preset: Preset = .privateChat,
        aliasLocalpart: String? = nil,
        name: String? = nil,
        topic: String? = nil,
        invite: [UserID] = [],
        federate: Bool = false,
        guests: Bool = false,
        listed: Bool = false,
        history: History = .invited,
        powerLevels: JSON? = nil,
        version: String? = nil,
        initialState: [State] = []
    ) {
        self.preset = preset
        self.aliasLocalpart = aliasLocalpart
        self.name = name
        self.topic = topic
        self.invite = invite
        self.federate = federate
        self.guests = guests
        self.listed = listed
        self.history = history
        self.powerLevels = powerLevels
        self.version = version
        self.initialState = initialState
    }

    var body: JSON {
        var fields: [String: JSON] = [
            "preset": .string(preset.rawValue),
            "visibility": listed ? "public" : "private",
            "creation_content": ["m.federate": .bool(federate)],
            "initial_state": .array((houseRules + initialState).map(\.json)),
        ]
        fields["room_alias_name"] = aliasLocalpart.map(JSON.string)
        fields["name"] = name.map(JSON.string)
        fields["topic"] = topic.map(JSON.string)
        fields["power_level_content_override"] = powerLevels
        fields["room_version"] = version.map(JSON.string)
        if !invite.isEmpty { fields["invite"] = .array(invite.map { .string($0.rawValue) }) }
        return .object(fields)
    }

    private var houseRules: [State] {
        [
            State(
                type: "m.room.history_visibility",
                content: ["history_visibility": .string(history.rawValue)]
            ),
            State(
                type: "m.room.guest_access",
                content: ["guest_access": guests ? "can_join" : "forbidden"]
            ),
        ]
    }
}

extension RoomPlan.State {
    fileprivate var json: JSON {
        ["type": .string(type), "state_key": .string(key), "content": content]
    }
}
