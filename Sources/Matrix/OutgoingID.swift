/// The names under which the bridge sends.
public enum OutgoingID {
    /// The longest transaction id, in characters.
    public static let lengthMax = 255

    /// A name for one effect in one room, safe in a path and the same each time it is asked for.
    ///
    /// A homeserver holds transaction ids to be one per appservice, room and event type, whoever
    /// speaks and whatever is said: two of our accounts with one id become one event. So the
    /// caller's `effect` must itself be unique over rooms and types, and needs no room spelled out
    /// beside it; here it is only made to fit.
    /// Characters outside `[A-Za-z0-9._~-]` become `_`, and what is too long keeps its end, where
    /// the effect stands.
    public static func transactionID(bridge: String, room: RoomID, type: String, effect: String)
        -> String
    {
        let whole = [bridge, type, effect].joined(separator: ".")
        let fitting = whole.utf8.map { $0.isUnreserved ? $0 : UInt8(ascii: "_") }
        return String(decoding: fitting.suffix(lengthMax), as: UTF8.self)
    }
}
