import Foundation
import GRDB
import Testing

@testable import Store

/// A process that is killed while it brings the tables up to date leaves the old ones or the new,
/// never something between.
@Suite struct KilledMigrationTests {
    /// So many rows that a step takes longer than the killing.
    private static let deliveryCount = 300_000

    @Test(.timeLimit(.minutes(3)))
    func `killed in the middle, the file is as it was, and opens at the next start`()
        async throws
    {
        let cabinet = try Cabinet(keyBytes: Self.keyBytes)
        try fill(cabinet)
        var killed = 0
        for kibibytes in [1, 300, 3_000] {
            let child = try Self.child(opening: cabinet)
            // The log grows while the step is written, long before it is committed.
            await Self.killing(child) { Self.logSize(cabinet) >= kibibytes * 1_024 }
            guard child.terminationReason == .uncaughtSignal else { continue }
            killed += 1
            #expect(try isWholly(cabinet), "after \(kibibytes) KiB")
        }
        #expect(killed > 0)
        _ = try cabinet.open()
        #expect(try cabinet.value(Int.self, "SELECT count(*) FROM delivery") == Self.deliveryCount)
        #expect(try cabinet.value(Int.self, "SELECT max(heard) FROM delivery") == 77)
    }

    /// The child: it opens the ledger that it is told, and nothing else.
    @Test(.enabled(if: ProcessInfo.processInfo.environment[variable] != nil))
    func `the child of the test above`() throws {
        let path = try #require(ProcessInfo.processInfo.environment[Self.variable])
        let master = try #require(MasterKey(bytes: Self.keyBytes))
        _ = try Ledger(path: path, master: master, freshName: "child")
        #expect(FileManager.default.fileExists(atPath: path))
    }

    private static let keyBytes: [UInt8] = Array(repeating: 7, count: MasterKey.byteCount)
    private static let variable = "PASSERELLE_TEST_OPENS"

    private func fill(_ cabinet: Cabinet) throws {
        try cabinet.tamper(FirstSchema.sql)
        try cabinet.tamper(
            "INSERT INTO conversation VALUES (1, 'b', 'web', NULL, 'ended', NULL, NULL, NULL)"
        )
        try cabinet.tamper("INSERT INTO line VALUES (1, 1, 'a', 77, x'00')")
        try cabinet.tamper(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO delivery SELECT printf('%032x', i * 2654435761), 1 FROM n
            """,
            [Int64(Self.deliveryCount)]
        )
    }

    /// Each step is wholly there and noted, or not at all.
    private func isWholly(_ cabinet: Cabinet) throws -> Bool {
        let count = { (sql: String) in try cabinet.value(Int.self, "SELECT count(*) FROM " + sql) }
        let noted = { (step: Int) in
            try count("grdb_migrations WHERE identifier LIKE '\(step) %'")
        }
        let table = { (name: String) in try count("sqlite_master WHERE name = '\(name)'") }
        return try noted(2) == table("team") && noted(3) == table("reckoning")
            && noted(3) == count("pragma_table_info('delivery') WHERE name = 'heard'")
            && count("delivery") == Self.deliveryCount
    }

    /// On a thread of its own, so that no other test waits for this one.
    private static func killing(
        _ child: Process,
        when isTime: @escaping @Sendable () -> Bool
    ) async {
        await withCheckedContinuation { answer in
            Thread.detachNewThread {
                while child.isRunning, !isTime() { usleep(200) }
                kill(child.processIdentifier, SIGKILL)
                child.waitUntilExit()
                answer.resume()
            }
        }
    }

    private static func logSize(_ cabinet: Cabinet) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: cabinet.path + "-wal")
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    /// This very program again, with one test only.
    private static func child(opening cabinet: Cabinet) throws -> Process {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "/proc/self/cmdline"))
        var words = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        while let place = words.firstIndex(of: "--filter") {
            words.removeSubrange(place...place + 1)
        }
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        child.arguments = words.dropFirst() + ["--filter", "the child of the test above"]
        child.environment = ProcessInfo.processInfo.environment.merging(
            [variable: cabinet.path]
        ) { $1 }
        child.standardOutput = FileHandle.nullDevice
        child.standardError = FileHandle.nullDevice
        try child.run()
        return child
    }
}
