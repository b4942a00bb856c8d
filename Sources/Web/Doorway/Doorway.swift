internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import Relay
internal import Synchronization

/// Where a door is.
public enum DoorPlace: Sendable, Hashable {
    /// At a port of an interface; port 0 is whichever is free.
    case port(host: String, Int)
    /// At a Unix socket with this path; what another process has left there is removed.
    case socket(path: String)

    fileprivate var address: BindAddress {
        switch self {
        case .port(let host, let port): .hostname(host, port: port)
        case .socket(let path): .unixDomainSocket(path: path)
        }
    }

    fileprivate var port: Int {
        switch self {
        case .port(_, let port): port
        case .socket: 0
        }
    }

    /// For the admin.
    fileprivate var name: String {
        switch self {
        case .port(_, let port): "port \(port)"
        case .socket(let path): "the socket \(path)"
        }
    }
}

/// One listener: a port or a socket of the machine with a router behind it.
struct Doorway: LongRunning {
    let place: DoorPlace
    let limits: WebLimits
    let logger: Logger
    let responder: RouterResponder<DoorContext>
    let whenOpen: @Sendable (Int) -> Void
    private let hallway: Hallway

    init(
        place: DoorPlace,
        limits: WebLimits,
        logger: Logger,
        responder: RouterResponder<DoorContext>,
        whenOpen: @escaping @Sendable (Int) -> Void
    ) {
        (self.place, self.limits, self.logger) = (place, limits, logger)
        (self.responder, self.whenOpen) = (responder, whenOpen)
        hallway = Hallway(limits)
    }

    func run() async throws {
        let hasOpened = Mutex(false)
        do {
            try await application { port in
                hasOpened.withLock { $0 = true }
                whenOpen(port)
            }.run()
        } catch {
            guard !hasOpened.withLock(\.self) else { throw error }
            throw DoorNotOpened(place, cause: error)
        }
    }

    private func application(
        opened: @escaping @Sendable (Int) -> Void
    ) -> Application<RouterResponder<DoorContext>> {
        Application(
            responder: responder,
            server: .http1(configuration: channel),
            configuration: ApplicationConfiguration(
                address: place.address,
                backlog: limits.backlogMax,
                availableConnectionsDelegate: .maximum(limits.connectionsMax, logger: quiet)
            ),
            onServerRunning: { opened($0.localAddress?.port ?? place.port) },
            logger: quiet
        )
    }

    /// What Hummingbird says in passing names addresses and quotes errors; only what went wrong is
    /// let through.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .error)
        return quiet
    }

    private var channel: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [LatchFitter(limits, in: hallway)],
            idleTimeout: .seconds(limits.idleSecondsMax),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headerBytesMax,
                maxHeaderListSize: limits.headerBytesMax,
                maxHeaderFieldCount: limits.headerCountMax
            )
        )
    }
}

/// A door could not be opened.
public struct DoorNotOpened: Error, Sendable, CustomStringConvertible {
    /// Where the settings want it.
    public let place: DoorPlace
    private let why: String

    init(_ place: DoorPlace, cause: any Error) {
        self.place = place
        switch (cause as? IOError).flatMap({ POSIXErrorCode(rawValue: $0.errnoCode) }) {
        case .EADDRINUSE: why = "another program has it already"
        case .EACCES: why = "the system does not allow it; ports below 1024 are special"
        case .EADDRNOTAVAIL: why = "this machine does not have that address"
        default: why = "the address to listen at cannot be used"  // Not ours: the system's errors.
        }
    }

    /// What is wrong, for the admin.
    public var description: String {
        "\(place.name) cannot be opened: \(why)"
    }
}

/// What comes with a request: what Hummingbird puts there, and a way to hang up.
struct DoorContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    /// Who is at the other end of the connection; nothing at a Unix socket.
    var peer: Network? { channel.remoteAddress?.ipAddress.flatMap { Network($0) } }

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Says that the body is wanted, to whoever waits with it for that (RFC 9110, 10.1.1).
    func goOn() {
        channel.triggerUserOutboundEvent(Latch.BodyWanted(), promise: nil)
    }

    /// Closes the connection a little later, whatever is under way on it by then.
    func hangUp(afterSeconds seconds: Int64) {
        channel.eventLoop.scheduleTask(in: .seconds(seconds)) { [channel] in
            channel.close(promise: nil)
        }
    }
}

extension Router {
    /// Serves a path with some methods; every other method is answered with 405, not with 404.
    func serve(
        _ path: RouterPath,
        _ handlers: [HTTPRequest.Method: @Sendable (Request, Context) async throws -> Response]
    ) {
        let methods =
            [.get, .head, .post, .put, .patch, .delete, .options, .trace]
            + [HTTPRequest.Method("QUERY")].compactMap(\.self)
        let allowed = handlers.keys.map(\.rawValue).sorted().joined(separator: ", ")
        for method in methods {
            if let handler = handlers[method] {
                on(path, method: method, use: handler)
            } else {
                on(path, method: method) { _, _ in
                    var response = Answers.error(.methodNotAllowed, "method_not_allowed")
                    response.headers[.allow] = allowed
                    return response
                }
            }
        }
    }
}
