import Clibcurl

/// Why no response came; it names no address and quotes nothing.
public enum Failure: Error, Sendable, Hashable {
    /// No connection on which the request could have been sent.
    case unreachable
    /// The time ran out after the request had begun to leave.
    case timedOut
    /// The connection broke, or the response was not what it declared.
    case cut
    /// The response is longer than the request's limits allow.
    case responseTooLarge
    /// The surrounding task was cancelled; the peer may have acted.
    case cancelled
    /// The request cannot be put on a wire as it is.
    case invalidRequest
    /// The courier was closed; the peer may have acted.
    case closed

    /// True when the peer certainly never handled the request.
    public var certainlyNotSent: Bool {
        switch self {
        case .unreachable, .invalidRequest: true
        case .timedOut, .cut, .responseTooLarge, .cancelled, .closed: false
        }
    }
}

extension Failure {
    /// Translates libcurl's verdict.
    ///
    /// One fact decides between "not sent" and "who knows": did any byte of the request leave?
    /// libcurl repeats a request by itself when a kept connection turns out to be dead, so a
    /// refused connection alone proves nothing: the first try may have been heard.
    init(code: CURLcode, requestBytesSent: Int) {
        let outcomeIsUnknown = requestBytesSent > 0
        switch code {
        case CURLE_FILESIZE_EXCEEDED:
            self = .responseTooLarge
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_LOGIN_DENIED:
            self = outcomeIsUnknown ? .cut : .invalidRequest
        case CURLE_OPERATION_TIMEDOUT:
            self = outcomeIsUnknown ? .timedOut : .unreachable
        default:
            self = outcomeIsUnknown ? .cut : .unreachable
        }
    }
}
