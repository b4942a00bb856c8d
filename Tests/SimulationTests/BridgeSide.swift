import Desk
import Foundation
import Glibc
import Matrix
import Relay
import Synchronization

@testable import Rooms
@testable import Store
@testable import Web

/// The bridge through all its lives, and its disk.
final class BridgeSide: Sendable {
    struct Refused: Error {}

    /// Where the next life shall end: in the middle of a step.
    struct PlannedEnd: Sendable {
        let step: Step
        var passesLeft: Int
        /// Whether the last transaction is only partly on the disk.
        let isTorn: Bool
    }

    private struct State {
        var life: Life?
        var number = 0
        var plannedEnd: PlannedEnd?
        /// Ended in the middle of a step; the file is still to be let go of.
        var mustBury: Life?
        var dead: [Life] = []
        var pushes: [Int: @Sendable (Int?) -> Void] = [:]
        var pushCount = 0
        var logBytesBefore = 0
        var killCount = 0
        /// Called when every connection to the bridge has broken.
        var whenGone: @Sendable () -> Void = {}
    }

    let ground: Ground
    let homeserver: HomeserverSide
    private let folder: URL
    private let state = Mutex(State())

    init(_ ground: Ground, _ homeserver: HomeserverSide) throws {
        (self.ground, self.homeserver) = (ground, homeserver)
        let memory = "/dev/shm"
        let manager = FileManager.default
        let parent =
            manager.isWritableFile(atPath: memory)
            ? URL(filePath: memory) : manager.temporaryDirectory
        folder = parent.appending(path: "passerelle-simulation-" + Mint.hex(byteCount: 8))
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        homeserver.neighbours.withLock { neighbours in
            neighbours.bringToBridge = { [weak self] in self?.push($0, $1) }
            neighbours.isBridgeListening = { [weak self] in self?.life != nil }
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var life: Life? { state.withLock(\.life) }
    var killCount: Int { state.withLock(\.killCount) }

    private func path(_ number: Int) -> String {
        folder.appending(path: "ledger-\(number).sqlite").path
    }

    func whenGone(_ act: @escaping @Sendable () -> Void) {
        state.withLock { $0.whenGone = act }
    }

    func open() {
        guard life == nil else { return }
        ground.note("the bridge opens")
        let number = state.withLock(\.number)
        do {
            let life = try Life(ground, homeserver, path: path(number)) { [weak self] in
                try self?.passes($0)
            }
            state.withLock { $0.life = life }
        } catch {
            ground.fail("the ledger cannot be opened: \(error)")
        }
    }

    // MARK: Dying

    /// The process ends now, between two steps.
    func kill() {
        guard let life else { return }
        ground.note("the bridge is killed")
        end(life, tearing: nil)
    }

    /// The process will end at a step, after so many passes.
    func planEnd(_ end: PlannedEnd?) {
        state.withLock { $0.plannedEnd = end }
    }

    /// Called at each step of the living bridge, in the middle of everything.
    private func passes(_ step: Step) throws {
        switch step {
        case .committing:
            noteLogLength()
            if case .full = ground.weather.now.disk { throw Refused() }
        case .received, .committed, .answered, .taken, .delivered, .settled, .pushed, .read,
            .ghostMet, .roomMade, .ghostJoined, .ghostNamed, .roomNamed, .ownerInvited, .greeted,
            .imageFetched, .roomEmptied, .roomLeft, .roomTaken, .guestAsked, .lineTold,
            .guestLetGo, .wordsHushed:
            break
        }
        if let end = due(step), let life {
            ground.note("the bridge is killed at \(step)\(end.isTorn ? ", torn" : "")")
            self.end(life, tearing: end.isTorn ? state.withLock(\.logBytesBefore) : nil)
            throw Refused()
        }
        if step == .committed, case .failing = ground.weather.now.disk, ground.chance.happens(60) {
            ground.note("a commit is reported as failed")
            throw Refused()
        }
    }

    private func due(_ step: Step) -> PlannedEnd? {
        state.withLock { state in
            guard let end = state.plannedEnd, end.step == step else { return nil }
            state.plannedEnd?.passesLeft -= 1
            guard end.passesLeft <= 0 else { return nil }
            state.plannedEnd = nil
            return end
        }
    }

    /// What it does from here on counts no more: the next life begins with a copy of the file.
    private func end(_ life: Life, tearing logBytesBefore: Int?) {
        life.end()
        let number = state.withLock { state in
            state.life = nil
            state.mustBury = life
            state.dead.append(life)
            state.number += 1
            state.killCount += 1
            return state.number
        }
        copy(from: path(number - 1), to: path(number), tearing: logBytesBefore)
    }

    /// Breaks the connections of an ended life; called between two turns.
    func bury() {
        let (dead, pushes) = state.withLock { state in
            defer { (state.mustBury, state.pushes) = (nil, [:]) }
            return (state.mustBury, state.pushes)
        }
        guard let dead else { return }
        dead.letGo()
        for number in pushes.keys.sorted() { pushes[number]?(nil) }
        state.withLock(\.whenGone)()
        let number = state.withLock(\.number)
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path(number - 1) + end)
        }
    }

    var mustBury: Bool { state.withLock { $0.mustBury != nil } }

    /// Lets everything come to its end, when the simulation is over.
    func clearAway() {
        for life in state.withLock(\.dead) { life.clearAway() }
        state.withLock { $0.dead = [] }
    }

    // MARK: The disk

    private func noteLogLength() {
        let bytes = length(of: path(state.withLock(\.number)) + "-wal")
        state.withLock { $0.logBytesBefore = bytes }
    }

    private func length(of path: String) -> Int {
        var facts = stat()
        return unsafe stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }

    /// A power cut may leave any part of the last transaction, which nobody was told of.
    private func copy(from old: String, to new: String, tearing logBytesBefore: Int?) {
        do {
            try FileManager.default.copyItem(atPath: old, toPath: new)
            guard FileManager.default.fileExists(atPath: old + "-wal") else { return }
            try FileManager.default.copyItem(atPath: old + "-wal", toPath: new + "-wal")
            let bytes = length(of: new + "-wal")
            guard let before = logBytesBefore, bytes > before else { return }
            let file = try FileHandle(forWritingTo: URL(filePath: new + "-wal"))
            let cut = ground.chance.within(Int64(before)...Int64(bytes))
            try file.truncate(atOffset: UInt64(cut))
            try file.close()
        } catch {
            ground.fail("the ledger's file cannot be copied: \(error)")
        }
    }

    // MARK: The homeserver's way in

    private func push(_ body: [UInt8], _ end: @escaping @Sendable (Int?) -> Void) {
        guard let life else { return end(nil) }
        let number = state.withLock { state in
            state.pushCount += 1
            state.pushes[state.pushCount] = end
            return state.pushCount
        }
        life.begin { [self] in
            let status: Int
            do {
                try await life.counsel.feed.push(try Transaction.parse(body))
                status = 200
            } catch {
                status = 500
            }
            state.withLock { $0.pushes[number] = nil }
            ground.agenda.after(ground.travelTime()) { end(status) }
        }
    }
}
