internal import HTTPTypes
internal import Hummingbird

/// What stands on every answer: nothing is kept, framed, guessed or passed on.
struct SecurityHeaders: RouterMiddleware {
    @concurrent func handle(
        _ request: Request,
        context: DoorContext,
        next: @concurrent (Request, DoorContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = Declined(error, logger: context.logger).response
        }
        for (name, value) in Self.headers where response.headers[name] == nil {
            response.headers[name] = value
        }
        return response
    }

    private static var headers: [(HTTPField.Name, String)] {
        [
            (.cacheControl, "no-store"),
            (.contentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'"),
            (.xContentTypeOptions, "nosniff"),
            (HTTPField.Name.referrerPolicy, "no-referrer"),
            (HTTPField.Name.robots, "noindex, nofollow"),
            (HTTPField.Name.crossOriginResourcePolicy, "same-origin"),
            (HTTPField.Name.crossOriginOpenerPolicy, "same-origin"),
            (HTTPField.Name.permissionsPolicy, Self.nothingPermitted),
        ]
    }

    private static var nothingPermitted: String {
        ["camera", "geolocation", "microphone", "payment", "usb"].map { "\($0)=()" }
            .joined(separator: ", ")
    }
}

extension HTTPField.Name {
    fileprivate static let referrerPolicy = named("Referrer-Policy")
    fileprivate static let robots = named("X-Robots-Tag")
    static let crossOriginResourcePolicy = named("Cross-Origin-Resource-Policy")
    fileprivate static let crossOriginOpenerPolicy = named("Cross-Origin-Opener-Policy")
    fileprivate static let permissionsPolicy = named("Permissions-Policy")
    static let lastEventID = named("Last-Event-ID")

    static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("a header name written in the source is a token")
        }
        return name
    }
}
