import Desk
import Foundation
import Glibc
import Matrix
import Support
import Synchronization
import Testing

@Suite(.serialized, .timeLimit(.minutes(15)))
struct EveryStepTests {
    /// Everything that stays when the story is over.
    struct Ending: Equatable {
        let screen: [String]
        let rooms: [[String]]
    }

    /// At its first passing, in the middle, and at the last one before the end; and, where the
    /// visitor of the lobby passes it too, at her first and in the middle of hers.
    @Test(arguments: Step.allCases)
    func `whoever is killed at a step goes on as if nothing had happened`(_ step: Step)
        async throws
    {
        let whole = try await Self.whole.ending()
        let passCount = whole.passes[step, default: 0]
        #expect(passCount > 0, "the story never passes \(step)")
        var passes: Set = [1, max(1, passCount / 2), passCount]
        let before = whole.before[step, default: 0]
        if before < passCount { passes.formUnion([before + 1, (before + 1 + passCount) / 2]) }
        for pass in passes.sorted() {
            let ending = try await Self.tell(killedAt: step, pass: pass)
            #expect(ending == whole.ending, "killed at \(step), passing it the \(pass). time")
        }
    }

    private static let whole = Whole()

    /// The story without a death, told once.
    private actor Whole {
        struct Told: Sendable {
            let ending: Ending
            /// How often each step was passed, and how often before anybody was in the lobby.
            let passes: [Step: Int]
            let before: [Step: Int]
        }

        private var known: Told?

        func ending() async throws -> Told {
            if let known { return known }
            let passes = Passes()
            let before = Passes()
            let place = try Place()
            defer { place.clear() }
            let ending = try await place.play {
                try await place.goOn { [guest = place.guest] step in
                    passes.count(step)
                    if !guest.hasCome { before.count(step) }
                }
            }
            let told = Told(ending: ending, passes: passes.counts, before: before.counts)
            known = told
            return told
        }
    }

    private static func tell(killedAt step: Step, pass: Int) async throws -> Ending {
        let place = try Place()
        defer { place.clear() }
        let (folder, address, port) = (place.folder, place.server.address, place.port)
        let name = step.rawValue
        return try await place.play {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [
                    folder = folder as String, address = address as String, port = port as Int,
                    name = name as String, pass = pass as Int
                ] in
                let passes = Passes()
                let house = try CutHouse(folder: folder, homeserver: address, port: port) { step in
                    passes.count(step)
                    guard step.rawValue == name, passes.counts[step] == pass else { return }
                    _ = FileManager.default.createFile(atPath: folder + "/killed", contents: nil)
                    kill(getpid(), SIGKILL)
                }
                try await house.live {
                    try await CutStory(house: house, screen: folder + "/screen").tell()
                }
                // It came to its end without having been killed: chance had it pass less often.
                kill(getpid(), SIGKILL)
            }
            let wasKilled = FileManager.default.fileExists(atPath: folder + "/killed")
            #expect(wasKilled || pass > 1, "\(name) was never passed")
            try await place.goOn { _ in }
        }
    }
}

/// How often each step was passed.
final class Passes: Sendable {
    private let all = Mutex<[Step: Int]>([:])

    var counts: [Step: Int] { all.withLock(\.self) }

    func count(_ step: Step) {
        all.withLock { $0[step, default: 0] += 1 }
    }
}

/// What outlives the bridge: a homeserver, a counsellor, and a folder.
struct Place {
    let server: FakeHomeserver
    let guest: CutGuest
    let folder: String
    let port: Int

    init() throws {
        server = try FakeHomeserver()
        guest = CutGuest(server)
        server.makeCounsellor("ana")
        port = Int.random(in: 20_000..<32_000)
        server.push(to: "http://127.0.0.1:\(port)")
        let url = FileManager.default.temporaryDirectory
            .appending(path: "passerelle-cuts-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = url.path
    }

    func clear() {
        server.push(to: nil)
        server.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Lets the counsellor and the visitor of the lobby do their part while the story is told,
    /// however often it is begun.
    func play(_ tell: () async throws -> Void) async throws -> EveryStepTests.Ending {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [server] in await CutCounsellor(server: server).work() }
            group.addTask { [guest] in await guest.work() }
            defer { group.cancelAll() }
            try await tell()
        }
        let screen = try String(contentsOfFile: folder + "/screen", encoding: .utf8)
            .components(separatedBy: "\n")
        return EveryStepTests.Ending(screen: Self.bySpeaker(screen), rooms: rooms)
    }

    /// How the lines of two speakers fall between each other is the clock's affair.
    private static func bySpeaker(_ said: [String]) -> [String] {
        let speakers = Set(said.map { String($0.prefix { $0 != ":" }) }).sorted()
        return speakers.flatMap { who in said.filter { $0.hasPrefix(who + ":") } }
    }

    /// One life of the bridge, to the end of the story.
    func goOn(_ watch: @escaping @Sendable (Step) -> Void) async throws {
        let house = try CutHouse(
            folder: folder,
            homeserver: server.address,
            port: port,
            watch: watch
        )
        try await house.live {
            try await CutStory(house: house, screen: folder + "/screen").tell()
        }
    }

    /// All that was said, room by room, and who is still inside.
    ///
    /// How many rooms stand ready that nobody needed, and which was made first, is chance.
    private var rooms: [[String]] {
        server.rooms.compactMap { room -> [String]? in
            let said = server.wordsOnce(room).map { "\($0.sender.localpart ?? "?"): \($0.body)" }
            guard !said.isEmpty else { return nil }
            return Self.bySpeaker(said) + server.inside(room).map(\.rawValue).sorted()
        }.sorted { $0.lexicographicallyPrecedes($1) }
    }
}
