import Desk
import Foundation
import Glibc
import Store
import Testing

/// A process that is killed while it restores leaves the old ledger or the new one.
@Suite struct KilledRestoringTests {
    @Test(arguments: Replacement.Step.allCases)
    func `killed at a step, the ledger is wholly the old one or wholly the new one`(
        _ step: Replacement.Step
    ) async throws {
        let evening = try Evening()
        let lea = try await evening.talk("lea")
        try await evening.record(.words("lea", "l1", "ligne 1"))
        let backup = evening.cabinet.path(of: "backup.sqlite")
        try Backup.make(of: evening.cabinet.path, into: backup, at: 42)
        for index in 2...4 { try await evening.record(.words("lea", "l\(index)", "ligne")) }
        // As a power cut leaves it: what came last stands in the log only.
        let cabinet = try Cabinet(keyBytes: evening.cabinet.keyBytes)
        for ending in ["", "-wal", "-shm"] {
            let copied = cabinet.path + ending
            try FileManager.default.copyItem(atPath: evening.cabinet.path + ending, toPath: copied)
        }
        let (path, name) = (cabinet.path, step.rawValue)
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, backup = backup as String, name = name as String] in
            let replacement = Replacement(of: path) { step in
                if step.rawValue == name { kill(getpid(), SIGKILL) }
            }
            try replacement.carryOut(from: backup)
        }
        let isDecided = step != .copied
        let replacement = Replacement(of: path)
        #expect(replacement.isUnfinished == (isDecided && step != .replaced))
        try replacement.finish()
        #expect(try await visitorLines(cabinet.open(), lea).count == (isDecided ? 1 : 4))
        #expect(try cabinet.value(String.self, "PRAGMA integrity_check") == "ok")
        guard isDecided else { return }
        #expect(try await oldLines(beside: cabinet, lea) == 4)
    }

    /// How many lines of hers the ledger holds that was put aside.
    private func oldLines(
        beside cabinet: Cabinet,
        _ lea: ConversationNumber
    ) async throws -> Int {
        let files = try FileManager.default.contentsOfDirectory(atPath: cabinet.folder.path)
        let aside = try #require(
            files.first {
                $0.contains(".before-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
            }
        )
        let old = try Ledger(
            path: cabinet.path(of: aside),
            master: cabinet.ring(),
            freshName: "old"
        )
        return try await visitorLines(old, lea).count
    }
}
