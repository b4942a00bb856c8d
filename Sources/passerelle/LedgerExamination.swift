internal import Desk
internal import Documents
internal import Foundation
internal import Relay
internal import Rooms
internal import Store

/// How the ledger is.
struct LedgerExamination {
    let loading: Loading
    let settings: Settings

    func findings() async -> [Finding] {
        let path = loading.path(settings.ledgerFile)
        guard FileManager.default.fileExists(atPath: path) else {
            return [.advice("there is no ledger yet", "start the bridge once")]
        }
        do {
            let file = try KeyFile(
                written: settings.keyFile,
                loading: loading,
                environment: ProcessInfo.processInfo.environment
            )
            let ring = try file.ring(ledgerExists: true)
            let ledger = try Ledger(asItIs: path, master: ring)
            try await ledger.examine(homeserver: settings.homeserver.name)
            let health = try await ledger.health(at: WallClock().milliseconds)
            return Self.judge(health) + pool(health.census.freeRooms) + (try Self.judge(file))
        } catch let fault as SecretFileFault where settings.keyFile.hasPrefix(KeyFile.credential) {
            return [.advice("the ledger was not looked into: \(fault)", "ask from within the unit")]
        } catch LedgerRefusal.otherHomeserver(let known, let named) {
            let what = "the ledger belongs to \(known), and the settings name \(named)"
            return [.fault(what, "mend homeserver: name, or name another file for the ledger")]
        } catch {
            return [
                .fault("the ledger cannot be opened: \(error)", "see passerelle restore --help")
            ]
        }
    }

    /// Rooms that the homeserver must have; none where the ledger cannot be opened.
    func standingRooms() async -> [RoomKey] {
        let environment = ProcessInfo.processInfo.environment
        let (path, key) = (loading.path(settings.ledgerFile), settings.keyFile)
        guard FileManager.default.fileExists(atPath: path),
            let file = try? KeyFile(written: key, loading: loading, environment: environment),
            let ring = try? file.ring(ledgerExists: true),
            let ledger = try? Ledger(asItIs: path, master: ring)
        else { return [] }
        return (try? await ledger.standingRooms()) ?? []
    }

    /// Whether the next talk finds a room, or has to wait until one is made.
    private func pool(_ freeCount: Int) -> [Finding] {
        guard settings.spareRoomCount > 0 else { return [] }
        guard freeCount > 0 else {
            let what = "no room stands ready: the next talk waits until one is made"
            return [.advice(what, "does the bridge run, and may it make rooms? See below")]
        }
        return [.fine("\(freeCount) rooms stand ready for the next talks")]
    }

    private static func judge(_ file: KeyFile) throws -> [Finding] {
        let count = try file.read().count
        guard count > 1 else { return [] }
        return [
            .advice(
                "\(count) keys are kept: a change of the key was stopped in the middle",
                "run passerelle rekey again: it finishes"
            )
        ]
    }

    private static func judge(_ health: LedgerHealth) -> [Finding] {
        var found: [Finding] = []
        found.append(
            health.isSound
                ? .fine("the ledger is sound, and the key fits")
                : .fault("SQLite finds the ledger damaged", "restore a backup: passerelle restore")
        )
        for bot in health.botsWithDamagedTeam {
            let what = "\(bot): who belongs to its people cannot be read: nobody gets in there"
            found.append(.fault(what, "restore a backup: passerelle restore"))
        }
        let lines = health.census.lines
        if lines.missing != 0 {
            found.append(
                .fault(
                    "\(lines.missing) lines are in no state: neither delivered, waiting nor parked",
                    "this is a bug: please report it"
                )
            )
        }
        if health.census.errandsParked > 0 {
            let what = "\(health.census.errandsParked) errands were set aside"
            found.append(.advice(what, "write !relancer in the staff room"))
        }
        if health.census.forgettingOverdue > 0 {
            let what = "\(health.census.forgettingOverdue) talks are overdue for forgetting"
            found.append(.fault(what, "start the bridge: it forgets at its start"))
        }
        if health.census.errandsWaiting > errandsWaitingMany {
            let what = "\(health.census.errandsWaiting) errands wait for the homeserver"
            found.append(.advice(what, "does it answer? See below"))
        }
        return found
    }

    private static let errandsWaitingMany = 100
}
