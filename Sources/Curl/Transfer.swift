import Clibcurl

/// One request on its way, and what has come back so far.
///
/// Until it is posted it belongs to its sender, afterwards to the courier's thread alone.
final class Transfer: @unchecked Sendable {
    typealias ID = Int
    typealias Outcome = Result<Response, Failure>

    /// Where the pieces of the body go.
    enum Basket: Sendable {
        case gathering
        case handing(@Sendable ([UInt8]) -> Bool)
    }

    /// Why we told libcurl to stop; it only knows that we did.
    enum Stop {
        case tooLarge
        case enough
    }

    let id: ID
    let request: Request
    /// Who shares connections with it.
    let place: Line.Place
    let deadline: Deadline
    let answer: CheckedContinuation<Outcome, Never>
    private let basket: Basket
    private var head = Head()
    private var body: [UInt8] = []
    private var stop: Stop?

    init(
        id: ID,
        request: Request,
        basket: Basket,
        answer: CheckedContinuation<Outcome, Never>
    ) {
        self.id = id
        self.request = request
        place = Line.Place(of: request)
        deadline = Deadline(in: request.limits.wholeTimeoutMilliseconds)
        self.basket = basket
        self.answer = answer
    }

    /// Whether the body is gathered here, and therefore has a limit.
    var isGathering: Bool {
        switch basket {
        case .gathering: true
        case .handing: false
        }
    }

    func take(headerLine: UnsafeRawBufferPointer) -> Bool {
        guard unsafe head.take(line: headerLine) else {
            stop = .tooLarge
            return false
        }
        return true
    }

    func take(piece: UnsafeRawBufferPointer) -> Bool {
        switch basket {
        case .gathering:
            guard body.count + piece.count <= request.limits.responseBytesMax else {
                stop = .tooLarge
                return false
            }
            unsafe body.append(contentsOf: piece)
            return true
        case .handing(let hand):
            guard unsafe hand([UInt8](piece)) else {
                stop = .enough
                return false
            }
            return true
        }
    }

    /// What the sender is told, once libcurl is done.
    ///
    /// Without a handle it has never been carried.
    func outcome(code: CURLcode, easy: Easy?) -> Outcome {
        let status = easy?.number(CURLINFO_RESPONSE_CODE) ?? 0
        let requestBytesSent = easy?.number(CURLINFO_REQUEST_SIZE) ?? 0
        var response = Response(status: status, headers: head.headers, body: body)
        if request.asksForCertificate { response.certificateEnd = easy?.certificateEnd }
        switch stop {
        case .tooLarge: return .failure(.responseTooLarge)
        case .enough: return .success(response)
        case nil: break
        }
        guard code == CURLE_OK else {
            return .failure(Failure(code: code, requestBytesSent: requestBytesSent))
        }
        // libcurl is content with a head that breaks off as long as the status line came.
        return head.isComplete ? .success(response) : .failure(.cut)
    }
}
