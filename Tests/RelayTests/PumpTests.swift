import Desk
import Store
import Support
import Testing

@testable import Relay

@Suite(.timeLimit(.minutes(1))) struct PumpTests {
    @Test func `every lane arrives complete and in order`() async throws {
        let office = try Office()
        let outlet = PlayedOutlet()
        try await office.open(with: [office.pump(outlet)]) {
            let visitors = (0..<8).map { "visitor-\($0)" }
            for visitor in visitors { _ = try await office.talk(visitor, lineCount: 6) }
            // For each: the notice, its words, its edit, the room, six lines.
            let arrived = await outlet.arrived(8 * 10)
            for visitor in visitors {
                let words = arrived.compactMap(\.words).filter { $0.hasPrefix(visitor + " ") }
                #expect(words == (0..<6).map { "\(visitor) \($0)" })
            }
            #expect(Set(arrived.map(\.id)).count == 8 * 10, "each once")
        }
    }

    @Test func `lanes do not wait for one another`() async throws {
        let office = try Office()
        let gate = Watched(false)
        let outlet = PlayedOutlet { _, _ in
            await gate.until { $0 }
            return .success(nil)
        }
        try await office.open(with: [office.pump(outlet)]) {
            for index in 0..<5 { _ = try await office.talk("visitor-\(index)", lineCount: 2) }
            // Five talks and the staff room are under way though none has arrived.
            await outlet.book.until { $0.underWay == 6 }
            #expect(outlet.book.value.arrived.isEmpty)
            #expect(Set(outlet.book.value.tries.map(\.lane)).count == 6)
            gate.change { $0 = true }
            await outlet.arrived(5 * 6)
        }
    }

    @Test func `no more lanes at once than allowed, and yet all arrive`() async throws {
        let office = try Office()
        var limits = Pump.Limits()
        limits.lanesAtOnceMax = 2
        let outlet = PlayedOutlet { _, _ in
            await Task.yield()
            return .success(nil)
        }
        try await office.open(with: [office.pump(outlet, limits: limits)]) {
            for index in 0..<10 { _ = try await office.talk("visitor-\(index)", lineCount: 2) }
            await outlet.arrived(10 * 6)
        }
        #expect(outlet.book.value.underWayMax <= 2)
    }

    @Test func `a failure is tried again with the same id, each time later`() async throws {
        let office = try Office()
        let outlet = PlayedOutlet { attempt, number in
            attempt.words == "lea 0" && number <= 3 ? .failure(.later(after: nil)) : .success(nil)
        }
        try await office.open(with: [office.pump(outlet)]) {
            _ = try await office.talk("lea", lineCount: 2)
            for milliseconds in [250, 500, 1_000] as [Int64] {
                await office.clock.untilSleeping(for: .milliseconds(milliseconds))
                office.advance(by: milliseconds)
            }
            await outlet.arrived(6)
        }
        let tries = outlet.book.value.tries.filter { $0.words != nil }
        #expect(tries.map(\.words) == ["lea 0", "lea 0", "lea 0", "lea 0", "lea 1"])
        #expect(Set(tries.map(\.id)).count == 2)
    }

    @Test func `the outlet's own word about when is kept`() async throws {
        let office = try Office()
        let outlet = PlayedOutlet { attempt, number in
            attempt.words == "lea 0" && number == 1
                ? .failure(.later(after: .seconds(7))) : .success(nil)
        }
        try await office.open(with: [office.pump(outlet)]) {
            _ = try await office.talk("lea", lineCount: 1)
            await office.clock.untilSleeping(for: .seconds(7))
            office.advance(by: 7_000)
            await outlet.arrived(5)
        }
    }

    @Test func `when nothing works all lanes wait, and a wake sets them going`() async throws {
        let office = try Office()
        let works = Watched(false)
        let outlet = PlayedOutlet { _, _ in
            works.value ? .success(nil) : .failure(.nothingWorks(after: .seconds(99)))
        }
        // All is written down before the pump begins, so that its first look finds every lane.
        var numbers: [ConversationNumber] = []
        try await office.open {
            for index in 0..<20 { numbers.append(try await office.talk("v\(index)", lineCount: 1)) }
        }
        let again = try Office(office.folder)
        let pump = again.pump(outlet)
        try await again.open(with: [pump]) {
            await again.clock.untilSleeping(for: .seconds(99))
            await outlet.book.until { $0.underWay == 0 }
            let tries = outlet.book.value.tries
            #expect(tries.count <= 12, "each lane at most once, the other lanes not at all")
            works.change { $0 = true }
            pump.wake()
            // Nothing was counted as a failure of one errand: no lane waits on its own.
            await outlet.arrived(20 * 5)
            #expect(again.clock.now.offset == .zero)
        }
    }

    @Test func `when nothing works it is tried again by itself`() async throws {
        let office = try Office()
        let outlet = PlayedOutlet { _, number in
            number == 1 ? .failure(.nothingWorks(after: nil)) : .success(nil)
        }
        try await office.open(with: [office.pump(outlet)]) {
            _ = try await office.arrive("lea")
            await office.clock.untilSleeping(for: .milliseconds(500))
            office.advance(by: 500)
            await outlet.arrived(1)
        }
    }

    @Test func `a line that can never arrive is set aside, and both sides are told`() async throws {
        let office = try Office()
        let outlet = PlayedOutlet { attempt, _ in
            attempt.words == "lea 0"
                ? .failure(.never) : .success(Receipt("$" + attempt.id.rawValue))
        }
        try await office.open(with: [office.pump(outlet)]) {
            let number = try await office.talk("lea", lineCount: 2)
            // Notice, its words, edit, room, the second line, and the remark to the counsellor.
            await outlet.arrived(6)
            let told = try await office.lines(number).filter { $0.text.reveal() == "lost" }
            #expect(told.count == 1)
            #expect(outlet.book.value.arrived.compactMap(\.words) == ["lea 1"])
            #expect(try await office.ledger.outboxCounts()["parked"] == 1)
        }
    }

    @Test func `a damaged errand is set aside like one that can never arrive`() async throws {
        let folder = try Folder()
        let number = try await leaveTalk(in: folder, "lea", lineCount: 3)
        try folder.tamper("DELETE FROM line WHERE id = 'lea 1'")
        let office = try Office(folder)
        let outlet = PlayedOutlet()
        try await office.open(with: [office.pump(outlet)]) {
            let arrived = await outlet.arrived(7)
            #expect(arrived.compactMap(\.words) == ["lea 0", "lea 2"])
            let told = try await office.lines(number).filter { $0.text.reveal() == "lost" }
            #expect(told.count == 1)
        }
    }

    @Test func `nothing is sent before it is known what has arrived`() async throws {
        let office = try Office()
        let isReady = Watched(false)
        let outlet = PlayedOutlet()
        let asked = Watched(false)
        let pump = office.pump(outlet) {
            asked.change { $0 = true }
            await isReady.until { $0 }
        }
        try await office.open(with: [pump]) {
            _ = try await office.talk("lea", lineCount: 1)
            await asked.until { $0 }
            #expect(outlet.book.value.tries.isEmpty)
            isReady.change { $0 = true }
            await outlet.arrived(5)
        }
    }
}

/// A talk that somebody else left in the file.
func leaveTalk(
    in folder: Folder,
    _ visitor: String,
    lineCount: Int
) async throws -> ConversationNumber {
    let office = try Office(folder)
    let number = Watched<ConversationNumber>(0)
    try await office.open {
        let talk = try await office.talk(visitor, lineCount: lineCount)
        number.change { $0 = talk }
    }
    return number.value
}
