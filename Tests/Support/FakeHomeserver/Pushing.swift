import Foundation
import Matrix
import Synchronization

/// Where pushes lie until they are sent.
struct PushDesk {
    var url: String?
    var isHeld = false
    /// How far the stream is on its way; moved before anything is sent, as Synapse does.
    var position = 0
    var typing = 0
    var nextID = 1
    var waiting: [(id: String, body: String)] = []
    /// What waits for its successor to go first.
    var aside: [(id: String, body: String)] = []
    var toLose = 0
    var toDouble = 0
    var toSwap = 0
    var isUrgent = false
    var delivered = 0
    var lost = 0
}

extension FakeHomeserver {
    /// Begins to push to an address such as `http://127.0.0.1:29333`, or stops with nil.
    public func push(to url: String?) {
        pushes.withLock { $0.url = url }
        bell.ring()
    }

    /// Keeps what is to be pushed until `releasePushes()`.
    public func holdPushes() {
        pushes.withLock { $0.isHeld = true }
    }

    /// Sends what was kept.
    public func releasePushes() {
        pushes.withLock { $0.isHeld = false }
        bell.ring()
    }

    /// Moves on without sending the next transactions, like a homeserver that crashed meanwhile.
    public func loseNextPushes(_ count: Int = 1) {
        pushes.withLock { $0.toLose = count }
    }

    /// Sends each of the next transactions twice, under two ids.
    public func doubleNextPushes(_ count: Int = 1) {
        pushes.withLock { $0.toDouble = count }
    }

    /// Sends each of the next transactions only behind its successor.
    public func swapNextPushes(_ count: Int = 1) {
        pushes.withLock { $0.toSwap = count }
    }

    /// Counts transactions from 1 again, as Synapse on SQLite does after a restart.
    public func resetTransactionCounter() {
        pushes.withLock { $0.nextID = 1 }
    }

    /// How many transactions the appservice has accepted.
    public var pushesDelivered: Int {
        pushes.withLock { $0.delivered }
    }

    /// How many transactions were lost on request.
    public var pushesLost: Int {
        pushes.withLock { $0.lost }
    }

    /// How many transactions wait for their successor.
    public var pushesAside: Int {
        pushes.withLock { $0.aside.count }
    }

    /// Whether nothing is left to be pushed.
    public var pushesAreDone: Bool {
        let now = world.withLock { $0.now }
        return pushes.withLock {
            $0.waiting.isEmpty && $0.position >= now.position && $0.typing >= now.typing
        }
    }

    /// The thread that pushes: gathers, sends, and tries again until it is heard.
    func pushAll() {
        while !threads.stopping {
            _ = bell.wait(milliseconds: 600_000) { threads.stopping || hasPush() }
            guard !threads.stopping, let (url, next) = nextPush() else { continue }
            let status = ask(
                url,
                "PUT",
                "/_matrix/app/v1/transactions/" + next.id,
                body: next.body
            )
            guard status != 200 else {
                settle(next)
                continue
            }
            // Synapse waits 2, 4, 8 … seconds; a ping ends the wait.
            let pause = appservice.pushRetryMilliseconds
            _ = bell.wait(milliseconds: pause) {
                threads.stopping || pushes.withLock { $0.isUrgent }
            }
            pushes.withLock { $0.isUrgent = false }
        }
    }

    /// AS, "Pinging": calls the appservice, and answers how it went.
    func ping(_ request: Wire.Request) -> Wire.Answer {
        guard request.token == appservice.token.reveal() else {
            return .error(401, "M_UNKNOWN_TOKEN")
        }
        guard request.parts[4] == appservice.id else { return .error(403, "M_FORBIDDEN") }
        guard let url = pushes.withLock({ $0.url }) else { return .error(400, "M_URL_NOT_SET") }
        guard
            let status = ask(
                url,
                "POST",
                "/_matrix/app/v1/ping",
                body: (request.json ?? [:]).text
            )
        else { return .error(502, "M_CONNECTION_FAILED") }
        guard status == 200 else { return .error(502, "M_BAD_STATUS") }
        pushes.withLock { $0.isUrgent = true }
        bell.ring()
        return .ok(["duration_ms": 1])
    }

    private func ask(_ url: String, _ method: String, _ target: String, body: String) -> Int? {
        guard let port = URL(string: url)?.port, let port = UInt16(exactly: port),
            let socket = Socket.connected(port: port)
        else { return nil }
        defer { socket.close() }
        return threads.lending(socket) {
            var wire = Wire(socket)
            return wire.ask(
                method,
                target,
                token: appservice.homeserverToken.reveal(),
                body: body
            )
        }
    }

    private func hasPush() -> Bool {
        let now = world.withLock { $0.now }
        return pushes.withLock { desk in
            guard desk.url != nil, !desk.isHeld else { return false }
            return !desk.waiting.isEmpty || now.position > desk.position || now.typing > desk.typing
        }
    }

    private func nextPush() -> (url: String, push: (id: String, body: String))? {
        gather()
        return pushes.withLock { desk in
            guard let url = desk.url, !desk.isHeld, let first = desk.waiting.first else {
                return nil
            }
            return (url, first)
        }
    }

    /// The transaction was accepted, unless a restart has meanwhile forgotten it.
    private func settle(_ push: (id: String, body: String)) {
        pushes.withLock { desk in
            desk.delivered += 1
            guard let first = desk.waiting.first, first.id == push.id, first.body == push.body
            else { return }
            desk.waiting.removeFirst()
        }
        bell.ring()
    }
}

extension FakeHomeserver {
    /// Makes transactions of what happened since; none holds more than 100 events.
    private func gather() {
        while true {
            let (start, typing) = pushes.withLock { ($0.position, $0.typing) }
            let (end, serial, body) = world.withLock { world in
                let end = min(start + 100, world.entries.count)
                let body = world.transaction(after: start, to: end, typing: typing)
                return (end, world.typingSerial, body)
            }
            let isDone = pushes.withLock { desk in
                desk.position = max(desk.position, end)
                desk.typing = serial
                if let body { desk.add(body) }
                return end == start
            }
            if isDone { return }
        }
    }
}

extension PushDesk {
    fileprivate mutating func add(_ body: String) {
        if toLose > 0 {
            toLose -= 1
            lost += 1
            nextID += 1
            return
        }
        let push = (id: String(nextID), body: body)
        nextID += 1
        if toSwap > 0 {
            toSwap -= 1
            aside.append(push)
            return
        }
        waiting.append(push)
        waiting += aside
        aside = []
        if toDouble > 0 {
            toDouble -= 1
            waiting.append((String(nextID), body))
            nextID += 1
        }
    }
}

extension World {
    /// The body of one transaction, or nil if nothing in it concerns the appservice.
    func transaction(after start: Int, to end: Int, typing: Int) -> String? {
        let events = entries[start..<max(start, end)].filter { concernsAppservice($0.room) }
        let typers = rooms.values.filter { $0.typingSerial > typing && concernsAppservice($0.id) }
        guard !events.isEmpty || !typers.isEmpty else { return nil }
        let ephemeral = typers.map { room -> String in
            let users = JSON.array(room.typing.sorted().map(JSON.string))
            let event: JSON = [
                "type": "m.typing", "room_id": .string(room.id), "content": ["user_ids": users],
            ]
            return event.text
        }
        return #"""
            {"events":[\#(events.map { $0.text(for: nil) }.joined(separator: ","))],\#
            "de.sorunome.msc2409.ephemeral":[\#(ephemeral.joined(separator: ","))]}
            """#
    }

    private func concernsAppservice(_ room: String) -> Bool {
        rooms[room]?.state.keys.contains {
            $0.type == "m.room.member" && accounts[$0.key]?.isAppservice == true
        } ?? false
    }
}
