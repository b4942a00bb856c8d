import Desk
import Matrix
import Relay
import Rooms
import Support
import Synchronization
import Testing

/// What outlives the bridge: the homeserver, the people, the ledger's file, the clock on the wall.
final class Town: Sendable {
    /// How the bridge learns what happens.
    enum Ways: Sendable {
        /// As in life.
        case pushAndSync
        /// Only when the homeserver rings.
        case pushOnly
        /// Nobody ever rings.
        case syncOnly
    }

    /// A test that has waited so long for something will not get it.
    static let patience = Duration.seconds(25)

    /// What Ana and Bea call themselves on the chat network: for nobody but colleagues.
    static let displayNames = ["Anaïs Canari", "Béatrice Perruche"]

    let server: FakeHomeserver
    let folder: Folder
    let ana: UserID
    let bea: UserID
    let feedLimits: Feed.Limits
    let keeperLimits: RoomKeeper.Limits
    let adminToken: Secret?
    /// Whether the homeserver counts as heard of from the start; else nobody is let in before.
    let isHeardAtOnce: Bool
    private let files: Mutex<Script>
    let wall: WallClock
    /// What all its houses log.
    let overheard = Overheard(marks: ["@", FakeHomeserver.serverName]) { Issue.record("\($0)") }
    private let skipped: Skipped
    private let current = Mutex<House?>(nil)

    private init(
        _ ways: Ways,
        spareRoomCount: Int,
        isAdministered: Bool,
        isHeardAtOnce: Bool,
        lobby: Lobby?
    ) throws {
        self.isHeardAtOnce = isHeardAtOnce
        files = Mutex(TestBot.script(with: lobby))
        let skipped = Skipped()
        let start = ContinuousClock.now
        wall = WallClock { Self.evening + skipped.milliseconds + start.millisecondsAgo }
        (server, folder, self.skipped) = (try FakeHomeserver(), try Folder(), skipped)
        adminToken = isAdministered ? server.makeAdmin("chef") : nil
        ana = server.makeCounsellor("ana", displayName: Self.displayNames[0])
        bea = server.makeCounsellor("bea", displayName: Self.displayNames[1])
        (feedLimits, keeperLimits) = (Self.feedLimits(ways), Self.keeperLimits(spareRoomCount))
    }

    /// Plays in a fresh town and clears it away, whatever happens.
    ///
    /// With `isOpen` the bridge is there from the start and both counsellors are in the staff room.
    static func play(
        _ ways: Ways = .pushAndSync,
        isOpen: Bool = true,
        spareRoomCount: Int = 2,
        isAdministered: Bool = false,
        isHeardAtOnce: Bool = true,
        lobby: Lobby? = nil,
        _ act: (Town) async throws -> Void
    ) async throws {
        let town = try Town(
            ways,
            spareRoomCount: spareRoomCount,
            isAdministered: isAdministered,
            isHeardAtOnce: isHeardAtOnce,
            lobby: lobby
        )
        let ear = try Ear { [weak town] in
            guard let house = town?.current.withLock(\.self) else { throw Absent("a house") }
            try await house.counsel.feed.push($0)
        }
        if ways != .syncOnly { town.server.push(to: ear.address) }
        do {
            if isOpen { try await town.begin() }
            try await act(town)
        } catch {
            await town.clear(ear)
            throw error
        }
        await town.clear(ear)
    }

    private func clear(_ ear: Ear) async {
        server.clearFaults()
        server.push(to: nil)
        await kill()
        ear.stop()
        hearsNoWordInLog()
        server.stop()
    }
}

/// The bridge comes and goes.
extension Town {
    /// The house that stands.
    var house: House {
        get throws {
            guard let house = current.withLock(\.self) else { throw Absent("a house") }
            return house
        }
    }

    /// A house whose door is open; it may not be introduced to the homeserver yet.
    @discardableResult
    func build() throws -> House {
        let house = try House(in: self)
        current.withLock { $0 = house }
        return house
    }

    /// Opens a house and waits until it knows what happened meanwhile.
    func open() async throws {
        let house = try build()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await house.counsel.keeper.ready.pass() }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                throw Absent("the introduction to the homeserver")
            }
            try await group.next()
            group.cancelAll()
        }
    }

    /// The first opening: the counsellors come into the staff room.
    func begin() async throws {
        try await open()
        for counsellor in counsellors { server.joins(counsellor, try staffRoom) }
    }

    /// The process is gone.
    func kill() async {
        let house = current.withLock { house in
            defer { house = nil }
            return house
        }
        await house?.kill()
    }

    /// Lets the clock on the wall jump ahead.
    func skip(hours: Int64) async throws {
        skipped.add(hours * 3_600_000)
        try await house.timekeeper.wakeDue()
    }

    /// The bot's files as they are at the next start.
    var script: Script { files.withLock(\.self) }

    /// An admin changes the bot's files; it counts from the next start on.
    func changeFiles(_ change: (inout Script) -> Void) {
        files.withLock { files in
            var script = files
            change(&script)
            files = script
        }
    }

    /// From the next start on there is no second door.
    func takeLobbyOut() { changeFiles { $0.lobby = nil } }

    var counsellors: [UserID] { [ana, bea] }

    /// Friday 15 January 2027, 19:00 in Brussels.
    private static var evening: Int64 { 1_800_036_000_000 }

    var lobbyLimits: LobbyKeeper.Limits {
        var limits = LobbyKeeper.Limits()
        // Once at start is enough: what happens later is told.
        limits.lookEveryMilliseconds = 3_600_000
        return limits
    }

    private static func feedLimits(_ ways: Ways) -> Feed.Limits {
        var limits = Feed.Limits()
        limits.lookEveryMilliseconds = ways == .pushOnly ? 3_600_000 : 50
        return limits
    }

    private static func keeperLimits(_ spareRoomCount: Int) -> RoomKeeper.Limits {
        var limits = RoomKeeper.Limits()
        limits.spareRoomCount = spareRoomCount
        limits.lookEveryMilliseconds = 200
        limits.watchEveryMilliseconds = 400
        limits.redactionsAtOnceMax = 20
        limits.tryAgainEveryMilliseconds = 500
        limits.retryDelayMilliseconds = 20
        return limits
    }
}

/// How far the wall clock was put ahead.
private final class Skipped: Sendable {
    private let sum = Atomic<Int64>(0)

    var milliseconds: Int64 { sum.load(ordering: .relaxed) }

    func add(_ milliseconds: Int64) {
        sum.add(milliseconds, ordering: .relaxed)
    }
}

extension ContinuousClock.Instant {
    fileprivate var millisecondsAgo: Int64 {
        let ago = ContinuousClock.now - self
        return ago.components.seconds * 1_000 + ago.components.attoseconds / 1_000_000_000_000_000
    }
}
