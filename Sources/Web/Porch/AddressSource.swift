internal import HTTPTypes
internal import Hummingbird

/// Whose word is taken for a visitor's address.
public enum AddressSource: Sendable, Hashable {
    /// Nobody's: addresses do not count.
    case nobody
    /// The connection's.
    ///
    /// A local one is a proxy's or an onion service's, from which everybody comes, and does not
    /// count.
    case peer
    /// That of a proxy on this machine or beside it, which adds to `X-Forwarded-For`.
    case proxy

    /// From where a request comes; nothing where it cannot be said or shall not count.
    ///
    /// Only the last entry is the proxy's own. What stands before it is what the visitor's browser
    /// says, and could be anybody's address.
    func network(of request: Request, _ context: DoorContext) -> Network? {
        // What does not count is not even read: the page about what is kept says so.
        guard self != .nobody else { return nil }
        return network(peer: context.peer, header: request.headers[values: .xForwardedFor].last)
    }

    func network(peer: Network?, header: String?) -> Network? {
        switch self {
        case .nobody: return nil
        case .peer: return peer.flatMap { $0.isLocal ? nil : $0 }
        case .proxy:
            // Somebody who came past the proxy may write into the header whatever she likes.
            if let peer, !peer.isLocal { return peer }
            let hop = header?.split(separator: ",", omittingEmptySubsequences: false).last
            // A second proxy of ours stands before the first: then everybody has its address.
            return hop.flatMap { Network($0) }.flatMap { $0.isLocal ? nil : $0 }
        }
    }
}

extension HTTPField.Name {
    fileprivate static let xForwardedFor = named("X-Forwarded-For")
}
