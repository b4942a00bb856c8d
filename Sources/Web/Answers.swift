internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// Answers in JSON.
///
/// What went wrong is said in one word that a page or a homeserver can act on; the caller's own
/// words never come back.
enum Answers {
    static func json(_ status: HTTPResponse.Status, _ value: some Encodable) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        // Our own small structs of strings and numbers always encode.
        let body = (try? encoder.encode(value)) ?? Data("{}".utf8)
        return Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }

    static func error(_ status: HTTPResponse.Status, _ word: String) -> Response {
        json(status, ["error": word])
    }

    /// The same request is heard once it comes with the work that is asked for (RFC 6585, 3).
    static func workWanted(_ puzzle: Puzzle) -> Response {
        struct Wanted: Encodable {
            let error = "work_wanted"
            let work: Puzzle
        }
        return json(.preconditionRequired, Wanted(work: puzzle))
    }

    /// Nothing was recorded; the same request can be sent again soon.
    static func comeAgain() -> Response {
        var response = error(.serviceUnavailable, "not_recorded")
        response.headers[.retryAfter] = "1"
        return response
    }
}

/// Why a request is not served; carries the answer.
struct Declined: Error {
    let status: HTTPResponse.Status
    let word: String
    /// When the same may be asked again.
    let afterSeconds: Int?

    init(status: HTTPResponse.Status, word: String, afterSeconds: Int? = nil) {
        (self.status, self.word, self.afterSeconds) = (status, word, afterSeconds)
    }

    /// It is too much at once; a little later it is all right.
    static func tooFast(afterSeconds seconds: Int) -> Declined {
        Declined(status: .tooManyRequests, word: "too_fast", afterSeconds: seconds)
    }

    /// What an error means to whoever asked.
    ///
    /// One that nobody foresaw is logged by its kind alone: its text could quote anything.
    init(_ error: any Error, logger: Logger) {
        switch error {
        case let declined as Declined:
            self = declined
        case let error as HTTPError:
            self.init(status: error.status, word: Self.word(for: error.status))
        default:  // Not ours: whatever else can go wrong.
            logger.error("could not answer", metadata: ["kind": "\(type(of: error))"])
            self.init(status: .internalServerError, word: "failed")
        }
    }

    var response: Response {
        var response = Answers.error(status, word)
        if let afterSeconds { response.headers[.retryAfter] = "\(afterSeconds)" }
        return response
    }

    private static func word(for status: HTTPResponse.Status) -> String {
        switch status {
        case .notFound: "not_found"
        case .contentTooLarge: "too_large"
        case .methodNotAllowed: "method_not_allowed"
        default: "bad_request"  // HTTP's statuses are not ours to list.
        }
    }
}

/// The answer to a HEAD ends after its head: a body would be read as the next answer (RFC 9110,
/// 9.3.2).
struct HeadOnly: RouterMiddleware {
    @concurrent func handle(
        _ request: Request,
        context: DoorContext,
        next: @concurrent (Request, DoorContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if request.method == .head { response.body = ResponseBody() }
        return response
    }
}
