import Curl

extension Homeserver {
    /// Why a call did not succeed, by what the caller should do next.
    ///
    /// No human text of the homeserver is kept: it may quote what somebody wrote.
    public enum Failure: Error, Sendable, Hashable {
        /// Try the same call again, no sooner than told. `certainlyNotSent` means that the call has
        /// certainly had no effect; otherwise it may have, and only a call that is safe to repeat
        /// may be repeated blindly.
        case retry(after: Duration?, certainlyNotSent: Bool)
        /// No, and asking again changes nothing. Status 0 means the call could not even be put on
        /// the wire.
        case refused(status: Int, code: String)
        /// Our token is not known (any more): stop sending and raise the alarm.
        case unknownToken
        /// More than the homeserver takes.
        case tooLarge
        /// It said yes in words we do not understand, or in more bytes than we take.
        case unreadable

        /// Whether the same call may succeed later.
        public var isRetry: Bool {
            switch self {
            case .retry: true
            case .refused, .unknownToken, .tooLarge, .unreadable: false
            }
        }

        /// Whether the call has certainly had no effect.
        public var certainlyNotSent: Bool {
            switch self {
            case .retry(_, let certainlyNotSent): certainlyNotSent
            case .refused, .unknownToken, .tooLarge: true
            case .unreadable: false
            }
        }
    }
}

extension Homeserver.Failure {
    /// The longest wait believed, in seconds: a homeserver that asks for more is asked again then.
    static let retrySecondsMax: Int64 = 3_600

    /// What a transfer's failure means for the call.
    init(_ failure: Curl.Failure) {
        switch failure {
        case .unreachable, .timedOut, .cut, .cancelled, .closed:
            self = .retry(after: nil, certainlyNotSent: failure.certainlyNotSent)
        case .responseTooLarge:
            self = .unreadable
        case .invalidRequest:
            self = .refused(status: 0, code: "INVALID_REQUEST")
        }
    }

    /// What an answer outside 200–299 means (CS, "Standard error response").
    init(_ response: Response) {
        let answer = try? JSON.parse(response.body)
        let code = Self.tidy(answer?["errcode"]?.string)
        switch response.status {
        case 401 where code == "M_UNKNOWN_TOKEN" || code == "M_MISSING_TOKEN":
            self = .unknownToken
        case 413:
            self = .tooLarge
        case 429:
            // CS, "Rate limiting": a limited call was not carried out.
            self = .retry(after: Self.wait(response, answer), certainlyNotSent: true)
        case 408, 500...:
            self = .retry(after: Self.wait(response, answer), certainlyNotSent: false)
        case _ where code == "M_TOO_LARGE":
            self = .tooLarge
        default:
            self = .refused(status: response.status, code: code)
        }
    }

    /// CS, "Rate limiting": the header counts seconds and goes before the older field in the body.
    private static func wait(_ response: Response, _ answer: JSON?) -> Duration? {
        if let written = response.header("Retry-After"), let seconds = Int64(written), seconds >= 0
        {
            return .seconds(min(seconds, retrySecondsMax))
        }
        guard let milliseconds = answer?["retry_after_ms"]?.int, milliseconds >= 0 else {
            return nil
        }
        return .milliseconds(min(milliseconds, retrySecondsMax * 1_000))
    }

    /// Error codes go into logs, and a proxy may send anything in their place.
    private static func tidy(_ code: String?) -> String {
        guard let code, (1...64).contains(code.utf8.count),
            code.utf8.allSatisfy({ $0.isASCIILetterOrDigit || "_.".utf8.contains($0) })
        else { return "UNKNOWN" }
        return code
    }
}
