/// Carries requests to web servers and brings back their responses, many at a time.
///
/// One thread does the work, so a courier is dear enough to share and cheap enough to have one per
/// purpose. Connections are kept and used again; when a kept one turns out to be dead before any
/// answer came, libcurl repeats the request on a new one, so only requests that may be repeated
/// belong here.
public final class Courier: Sendable {
    /// How many connections a courier may hold at once, and how many transfers may wait for one.
    public struct Capacity: Sendable {
        /// To all hosts together.
        public var connectionsMax: Int
        /// To one host, so that one slow host does not starve the others.
        public var connectionsPerHostMax: Int
        /// Transfers that wait for their turn; more fail as `.unreachable` at once.
        public var waitingMax: Int

        /// Makes a capacity; what is not named is as in `ordinary`.
        public init(
            connectionsMax: Int = 32,
            connectionsPerHostMax: Int = 24,
            waitingMax: Int = 4_096
        ) {
            precondition(connectionsMax > 0 && connectionsPerHostMax > 0 && waitingMax > 0)
            self.waitingMax = waitingMax
            self.connectionsMax = connectionsMax
            self.connectionsPerHostMax = connectionsPerHostMax
        }

        /// Enough for one homeserver and a few feeds.
        public static let ordinary = Capacity()
    }

    /// Answers a request in a web server's place.
    public typealias StandIn = @Sendable (Request) async throws(Failure) -> Response

    private let mailbox: Mailbox?
    private let standIn: StandIn?

    /// Makes a courier and starts its thread.
    public init(capacity: Capacity = .ordinary) {
        let multi = Multi(capacity: capacity)
        let mailbox = Mailbox(waking: multi)
        Loop.start(emptying: mailbox, working: multi, capacity: capacity)
        (self.mailbox, standIn) = (mailbox, nil)
    }

    /// Makes a courier that goes nowhere and asks a function instead: a simulation has no network.
    public init(asking standIn: @escaping StandIn) {
        (mailbox, self.standIn) = (nil, standIn)
    }

    deinit {
        mailbox?.close()
    }

    /// Sends a request and gathers the response.
    public func send(_ request: Request) async throws(Failure) -> Response {
        if let standIn { return try await standIn(request) }
        return try await carry(request, into: .gathering)
    }

    /// Sends a request and hands over every piece of the body as it comes.
    ///
    /// For feeds that never end. `false` ends the transfer, which then counts as well ended. The
    /// pieces are handed over on the courier's own thread: whoever takes them must not wait for
    /// anything.
    public func send(
        _ request: Request,
        receiving piece: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(Failure) -> Response {
        try await carry(request, into: .handing(piece))
    }

    /// Ends the thread and closes all connections; transfers under way fail with `.closed`.
    public func close() {
        mailbox?.close()
    }

    private func carry(
        _ request: Request,
        into basket: Transfer.Basket
    ) async throws(Failure) -> Response {
        guard request.isSound, let mailbox else { throw .invalidRequest }
        guard !Task.isCancelled else { throw .cancelled }
        let id = mailbox.nextID()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let transfer = Transfer(
                    id: id,
                    request: request,
                    basket: basket,
                    answer: continuation
                )
                mailbox.post(transfer)
                // A cancellation from before the posting has called the handler in vain.
                guard Task.isCancelled else { return }
                mailbox.cancel(id)
            }
        } onCancel: {
            mailbox.cancel(id)
        }
        return try outcome.get()
    }
}
