import Desk
import Foundation
import Logging
import Relay
import Store
import Synchronization

/// A busy evening of a shipped bot: a ledger of its own, and visitors who all are in a talk.
///
/// The ledger lies in memory where the system has a folder for that: there an fsync costs nothing,
/// and what is left is ours.
final class Office: Sendable {
    private static let bot = BotName(Shipped.names[0])
    private static let visitorCount = 100
    /// Monday 30 November 2026, 18:05 in Brussels: the door is open.
    private static let opening: Int64 = 1_796_058_300_000

    private let folder: URL
    private let questions: [Question]
    private let switchboard: Switchboard
    private let lineCount = Mutex(0)

    private init(_ script: Script, _ folder: URL) throws {
        (self.folder, questions) = (folder, script.intake)
        let time = Time(Self.opening)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard let master = MasterKey(bytes: MasterKey.mint()) else {
            throw Shipped.Unusable(description: "the key")
        }
        switchboard = Switchboard(
            ledger: try Ledger(
                path: folder.appending(path: "ledger").path(percentEncoded: false),
                master: master,
                freshName: Mint.hex(byteCount: 8)
            ),
            scripts: Scripts([script]),
            clock: WallClock { time.next() },
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// An office in which everybody has been taken.
    static func open(_ provinces: [String: Province]) async throws -> Office {
        let memory = "/dev/shm"
        let isThere = FileManager.default.isWritableFile(atPath: memory)
        let place = isThere ? URL(filePath: memory) : FileManager.default.temporaryDirectory
        let office = try Office(
            Shipped.read(bot.rawValue, provinces),
            place.appending(path: "passerelle-bench-" + Mint.hex(byteCount: 8))
        )
        Task { [switchboard = office.switchboard] in try await switchboard.run() }
        try await office.seat()
        return office
    }

    /// Lines of visitors, each answered before the next one is sent.
    func writeAlone(_ count: Int) async throws {
        for _ in 0..<count { try await receive(nextLine()) }
    }

    /// Lines of visitors who all write at the same moment.
    func writeTogether(_ count: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                let line = nextLine()
                group.addTask { try await self.receive(line) }
            }
            try await group.waitForAll()
        }
    }

    private func nextLine() -> Delivery {
        let count = lineCount.withLock { count in
            count += 1
            return count
        }
        let words = "je ne sais pas comment le dire, c'est arrivé dimanche soir, à la maison"
        let line = LineID("line-\(count)")
        return visit(count % Self.visitorCount, .visitorSaid(line, .text(Confidential(words))))
    }

    /// Everybody arrives, passes every question over, and is taken by somebody of her own.
    private func seat() async throws {
        let team = (0..<Self.visitorCount).map { CounsellorID("@counsellor-\($0):example.org") }
        let ranks = team.map { ($0, Team.Rank.counsellor) }
        try await receive(delivery(.staffRoom, .staffed(Dictionary(uniqueKeysWithValues: ranks))))
        for (index, counsellor) in team.enumerated() {
            try await receive(visit(index, .arrived))
            for question in questions { try await receive(visit(index, skip(question))) }
            guard let number = try await standing(index)?.number else { throw Self.unseated }
            try await receive(delivery(.number(number), .claimed(by: counsellor)))
            guard case .talking = try await standing(index)?.view.stage else { throw Self.unseated }
        }
    }

    private func skip(_ question: Question) -> Event {
        .visitorSaid(LineID("skip-" + question.id), .skip(question: question.id))
    }

    private func standing(_ index: Int) async throws -> Switchboard.Standing? {
        try await switchboard.standing(of: visitor(index), at: Self.bot)
    }

    private func visitor(_ index: Int) -> VisitorKey { VisitorKey(secret: "\(index)") }

    private func visit(_ index: Int, _ event: Event) -> Delivery {
        delivery(.visitor(visitor(index), .web), event)
    }

    private func delivery(_ address: Address, _ event: Event) -> Delivery {
        Delivery(
            id: DeliveryID(Mint.hex(byteCount: 12)),
            bot: Self.bot,
            address: address,
            event: event
        )
    }

    private func receive(_ delivery: Delivery) async throws {
        guard case .recorded = try await switchboard.receive(delivery) else { throw Self.unseated }
    }

    private static let unseated = Shipped.Unusable(description: "a talk")
}

/// Each look at the clock is some moments later, so that nobody writes faster than she may.
private final class Time: Sendable {
    private let milliseconds: Mutex<Int64>

    init(_ milliseconds: Int64) { self.milliseconds = Mutex(milliseconds) }

    func next() -> Int64 {
        milliseconds.withLock { milliseconds in
            milliseconds += 50
            return milliseconds
        }
    }
}
