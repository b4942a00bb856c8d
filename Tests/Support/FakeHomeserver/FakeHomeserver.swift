// A homeserver for tests: a real HTTP/1.1 server on a loopback port, its world in memory.
//
// What it is for: what no real homeserver does on request. It limits, fails, hangs, cuts the line
// before or after acting, forgets transaction ids, counts its pushes from 1 again, loses, doubles
// and swaps them; and it records everything it was asked. Where it behaves, it behaves as Synapse
// was seen to.
//
// What it must not know: counselling. It knows rooms, members and events only.
//
// The path through it: `Socket` (bytes) → `Wire` (a request) → `Faults` (does it misbehave now?) →
// `Answering` (which call?) → `World` (what is true) → `Pushing` and `Syncing` (what is told).
import Foundation
public import Matrix
import Synchronization

/// A homeserver in memory, reachable over a loopback port, that misbehaves when told to.
public final class FakeHomeserver: Sendable {
    /// What it knows of the one appservice it serves.
    public struct Appservice: Sendable {
        /// The name in its registration.
        public var id = "passerelle"
        /// What the appservice shows us.
        public var token = Secret("as-token")
        /// What we show the appservice.
        public var homeserverToken = Secret("hs-token")
        /// The account nobody may use; its `/sync` fails.
        public var senderLocalpart = "unused"
        /// Accounts whose localparts begin so are the appservice's.
        public var userPrefixes = ["passerelle"]
        /// The longest pause before a failed push is tried again; Synapse's begins at 2 s.
        public var pushRetryMilliseconds = 20

        /// The appservice of most tests.
        public init() {}
    }

    /// The name in its addresses.
    public static let serverName = "fake.test"
    /// The secret that makes ordinary accounts.
    public static let sharedSecret = Secret("shared-secret")

    /// What it knows of the appservice.
    public let appservice: Appservice
    /// Where it listens, such as `http://127.0.0.1:40001`.
    public let address: String

    let world: Mutex<World>
    let faults = Mutex(Faults())
    let records = Mutex<[Asked]>([])
    let pushes = Mutex(PushDesk())
    let bell = Bell()
    let threads = Threads()
    private let listener: Socket

    /// Begins to listen.
    public init(appservice: Appservice = Appservice()) throws {
        self.appservice = appservice
        self.world = Mutex(World(appservice: appservice))
        let (listener, port) = try Socket.listening()
        self.listener = listener
        self.address = "http://127.0.0.1:\(port)"
        threads.begin(listener) { [self] in acceptAll() }
        threads.begin(nil) { [self] in pushAll() }
    }

    /// Ends every connection and thread, and returns when they have ended.
    public func stop() {
        threads.stop { self.bell.ring() }
    }

    /// What it was asked so far, in order of arrival.
    public var asked: [Asked] {
        records.withLock { $0 }
    }

    /// Changes the world, then wakes whoever waits for news.
    @discardableResult
    func change<Value: Sendable, Refused: Error>(
        _ act: (inout World) throws(Refused) -> Value
    ) throws(Refused) -> Value {
        let value = try world.withLock { world throws(Refused) in try act(&world) }
        bell.ring()
        return value
    }

    private func acceptAll() {
        while let connection = listener.accept() {
            threads.begin(connection) { [self] in serve(connection) }
        }
    }

    private func serve(_ connection: Socket) {
        var wire = Wire(connection)
        while !threads.stopping, let request = wire.nextRequest() {
            guard let answer = answer(request), wire.send(answer) else { return }
        }
    }
}

/// One call as it was asked.
public struct Asked: Sendable {
    /// The verb.
    public let method: String
    /// The path, decoded, without the query.
    public let path: String
    /// The query, decoded.
    public let query: [String: String]
    /// The body, if it was JSON.
    public let body: JSON?
    /// Whoever was spoken for, if anybody.
    public let speaker: UserID?
}
