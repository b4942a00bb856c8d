/// Who speaks in a call.
public enum Identity: Sendable, Hashable {
    /// One of the bridge's own accounts, spoken for with the appservice's token (AS, "Identity
    /// assertion"). Transaction ids last through a homeserver's restart only with a device.
    case bridge(user: UserID, device: String?)
    /// An ordinary account with its own access token.
    case account(token: Secret)
}
