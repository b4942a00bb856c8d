// The courier is tested over real sockets: every test starts a server of its own on a port that the
// system chose, and writes down what that server does. Nothing waits for luck: a test that needs a
// moment to come waits for the server's word that it has come.
//
// `Socket`, `Server` and `Caller` are the other side; the suites are `AskingTests` (what is sent
// and understood), `KeepingTests` (connections used again), `WaitingTests` (time), `BreakingTests`
// (peers that cut and lie), `FeedTests` (pieces), `LeavingTests` (cancelling and closing),
// `RouteTests` (sockets, proxies, certificates) and `SoundnessTests` (what is refused before it is
// sent).

import Curl

/// A moment in a server's life that a test waits for.
struct Moment: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1_024))
    }

    func come() {
        continuation.yield()
    }

    func wait() async {
        for await _ in stream { return }
    }
}

extension Limits {
    /// For tests in which the time must run out.
    static let hasty = Limits(connectTimeoutMilliseconds: 150, wholeTimeoutMilliseconds: 150)
}

/// How a sending ended, as a value to compare.
func outcome(_ send: () async throws(Failure) -> Response) async -> Result<String, Failure> {
    do {
        let response = try await send()
        return .success("\(response.status) " + String(decoding: response.body, as: UTF8.self))
    } catch {
        return .failure(error)
    }
}
