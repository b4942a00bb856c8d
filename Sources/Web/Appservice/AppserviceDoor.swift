internal import Foundation
internal import HTTPTypes
internal import Hummingbird
public import Logging
public import Matrix
internal import NIOCore
public import Relay

/// Who hears what the homeserver pushes.
public protocol PushReceiver: Sendable {
    /// Hears a transaction; returns when all of it is on the disk.
    func push(_ transaction: Transaction) async throws
}

/// The door at which the homeserver rings, on a port of its own (Application Service API).
public struct AppserviceDoor: LongRunning, CustomStringConvertible {
    private let doorway: Doorway

    /// A door on a port.
    ///
    /// Whoever has another token than the homeserver's is not heard; `receiver` hears what is
    /// pushed; `gauges` are shown at `/metrics`; `whenOpen` is called with the port once it is
    /// open.
    public init(
        host: String,
        port: Int,
        token: Secret,
        receiver: any PushReceiver,
        gauges: Gauges = Gauges(),
        limits: WebLimits = WebLimits(),
        logger: Logger,
        whenOpen: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        let inbox = AppserviceInbox(token: token, receiver: receiver, limits: limits)
        let router = Router(context: DoorContext.self)
        router.add(middleware: HeadOnly())
        // Numbers without persons, for whoever can reach this port: no token is asked for.
        router.serve("metrics", [.get: { _, _ in Self.metrics(gauges) }])
        router.add(middleware: MatrixErrors(token: token))
        router.serve("_matrix/app/v1/transactions/:id", [.put: inbox.transaction])
        router.serve("_matrix/app/v1/users/:id", [.get: inbox.unknown])
        router.serve("_matrix/app/v1/rooms/:id", [.get: inbox.unknown])
        router.serve("_matrix/app/v1/ping", [.post: inbox.ping])
        doorway = Doorway(
            place: .port(host: host, port),
            limits: limits,
            logger: logger,
            responder: router.buildResponder(),
            whenOpen: whenOpen
        )
    }

    /// Said where services are listed; its parts, the address among them, are nobody's business.
    public var description: String { "the homeserver's door" }

    /// Serves until the process shuts down.
    public func run() async throws {
        try await doorway.run()
    }

    private static func metrics(_ gauges: Gauges) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: gauges.text))
        )
    }
}

/// The homeserver's way in.
struct AppserviceInbox: Sendable {
    let token: Secret
    let receiver: any PushReceiver
    let limits: WebLimits

    /// `PUT /transactions/{txnId}`: answered after the commit.
    ///
    /// The transaction's id is not looked at: a homeserver may start counting again (Application
    /// Service API, "Pushing events").
    @Sendable func transaction(
        _ request: Request,
        _ context: DoorContext
    ) async throws -> Response {
        let body = try await request.collect(
            bytesMax: limits.transactionBodyBytesMax,
            limits,
            context
        )
        let transaction: Transaction
        do {
            transaction = try Transaction.parse(body)
        } catch {
            throw MatrixDeclined(status: .badRequest, code: "M_NOT_JSON")
        }
        do {
            try await receiver.push(transaction)
        } catch {
            // The homeserver sends the same transaction again.
            throw MatrixDeclined(status: .serviceUnavailable, code: "M_UNKNOWN")
        }
        return Answers.json(.ok, [String: String]())
    }

    /// `GET /users/{id}`, `GET /rooms/{alias}`: nothing is made on demand.
    ///
    /// Answered from memory at once, because this blocks the homeserver's push.
    @Sendable func unknown(
        _ request: Request,
        _ context: DoorContext
    ) async throws -> Response {
        throw MatrixDeclined(status: .notFound, code: "M_NOT_FOUND")
    }

    /// `POST /ping`: the homeserver can reach us.
    @Sendable func ping(_ request: Request, _ context: DoorContext) async throws -> Response {
        Answers.json(.ok, [String: String]())
    }
}

/// Why the homeserver is not served, in the words of the Matrix specification ("Standard error
/// response").
struct MatrixDeclined: Error {
    let status: HTTPResponse.Status
    let code: String

    var response: Response {
        Answers.json(status, ["errcode": code, "error": code])
    }
}

/// Checks the homeserver's token before anything else, and puts errors into Matrix's form.
struct MatrixErrors: RouterMiddleware {
    let token: Secret

    @concurrent func handle(
        _ request: Request,
        context: DoorContext,
        next: @concurrent (Request, DoorContext) async throws -> Response
    ) async throws -> Response {
        guard isHomeserver(request) else {
            return MatrixDeclined(status: .forbidden, code: "M_FORBIDDEN").response
        }
        do {
            let response = try await next(request, context)
            guard response.status == .methodNotAllowed else { return response }
            return MatrixDeclined(status: .methodNotAllowed, code: "M_UNRECOGNIZED").response
        } catch let declined as MatrixDeclined {
            return declined.response
        } catch {
            let declined = Declined(error, logger: context.logger)
            return MatrixDeclined(status: declined.status, code: code(for: declined.status))
                .response
        }
    }

    private func code(for status: HTTPResponse.Status) -> String {
        switch status {
        case .contentTooLarge: "M_TOO_LARGE"
        case .notFound: "M_UNRECOGNIZED"
        default: "M_UNKNOWN"  // HTTP's statuses are not ours to list.
        }
    }

    /// Application Service API, "Authorization": a bearer token, compared in constant time.
    private func isHomeserver(_ request: Request) -> Bool {
        let presented = request.headers[.authorization] ?? ""
        return constantTimeEquals(presented.utf8, ("Bearer " + token.reveal()).utf8)
    }
}
