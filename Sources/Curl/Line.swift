/// Where transfers wait for a connection, first come, first served, but nobody behind a slow host.
///
/// libcurl has a line of its own and must never need it: in 7.88, whoever stands there is now and
/// then forgotten until a timer wakes it seconds later, and its whole time is never over. So no
/// more transfers are given to libcurl than it may have connections.
struct Line {
    /// What has connections of its own.
    struct Place: Hashable {
        private let origin: Substring
        private let route: Route

        init(of request: Request) {
            let parts = request.url.split(separator: "/", maxSplits: 2)
            origin = parts.count > 1 ? parts[1].prefix { $0 != "?" && $0 != "#" } : ""
            route = request.route
        }
    }

    private let capacity: Courier.Capacity
    private(set) var waiting: [Transfer] = []
    private var carriedCount = 0
    private var carriedCounts: [Place: Int] = [:]

    init(capacity: Courier.Capacity) {
        self.capacity = capacity
    }

    /// False when the line is too long already.
    mutating func stand(_ transfer: Transfer) -> Bool {
        guard waiting.count < capacity.waitingMax else { return false }
        waiting.append(transfer)
        return true
    }

    /// The first for whom there is room; it is carried from now on.
    mutating func next() -> Transfer? {
        guard carriedCount < capacity.connectionsMax else { return nil }
        let index = waiting.firstIndex { transfer in
            carriedCounts[transfer.place, default: 0] < capacity.connectionsPerHostMax
        }
        guard let index else { return nil }
        let transfer = waiting.remove(at: index)
        carriedCount += 1
        carriedCounts[transfer.place, default: 0] += 1
        return transfer
    }

    /// One that was carried is carried no more.
    mutating func makeRoom(after transfer: Transfer) {
        carriedCount -= 1
        let restCount = carriedCounts[transfer.place, default: 1] - 1
        carriedCounts[transfer.place] = restCount == 0 ? nil : restCount
    }

    /// One that gives up waiting.
    mutating func remove(_ id: Transfer.ID) -> Transfer? {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return nil }
        return waiting.remove(at: index)
    }
}
