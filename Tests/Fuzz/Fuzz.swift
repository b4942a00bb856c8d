// Fuzz throws hostile input at everything that strangers can reach, for a given number of seconds.
//
// What it is for: a Swift trap ends the process, and whoever can cause one closes the door for all
// children. So the readers of pushes, syncs, files and codes, and the visitors' door with its lines
// and streams, are given what nobody would write: the corpus, broken in a thousand ways, and bombs.
//
// What it must not know: what the readers are for. They may refuse; they may not die, hang or
// contradict themselves.
//
// The path through it: a seed → `Mutator` (an input) → `Notebook` (the input is on the disk
// before it is tried, and a watchdog counts the seconds) → a `Subject` (reads it). The process that
// dies leaves the input behind: put it into `Corpus/` under the subject's name, and mend.
//
//   make fuzz SEED=7 SECONDS=600

import Foundation
import Support

@main
struct Fuzz {
    static func main() async throws {
        let order = try Order(CommandLine.arguments.dropFirst())
        let notebook = try Notebook(folder: order.notes, patience: order.patience)
        let door = try await FuzzedDoor.open()
        let all = try PlainSubjects.all() + door.subjects
        let subjects =
            order.only.isEmpty
            ? all : (all + BrokenSubjects.all).filter { order.only.contains($0.name) }
        print("fuzz: seed \(order.seed), \(order.seconds) s, notes in \(order.notes)")
        for subject in subjects {
            for input in try subject.corpus() + Bombs.all {
                try await notebook.attempt(subject, input)
            }
        }
        let clock = ContinuousClock()
        let end = clock.now + .seconds(order.seconds)
        var rounds = subjects.enumerated().map { index, subject in
            Round(subject, try? subject.corpus(), seed: order.seed &+ UInt64(index) << 32)
        }
        while clock.now < end {
            for index in rounds.indices {
                try await rounds[index].play(noting: notebook)
            }
        }
        for round in rounds { print("fuzz: \(round.told)") }
        print("fuzz: \(rounds.reduce(0) { $0 + $1.count }) inputs, nothing found")
        notebook.close()
        // The door's house is not closed: the process ends.
        exit(0)
    }
}

/// What can be given something to read.
struct Subject: Sendable {
    let name: String
    /// What its own corpus does not hold: files of the repository.
    var shipped: [[UInt8]] = []
    /// How long its turn is.
    ///
    /// What goes through sockets and the disk is slow, and would leave the plain readers little.
    var turn = Duration.milliseconds(200)
    /// Reads; throws when what came out contradicts itself.
    let read: @Sendable ([UInt8]) async throws -> Void

    func corpus() throws -> [[UInt8]] {
        let folder = Live.root + "/Tests/Fuzz/Corpus/" + name
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return shipped
            + names.sorted().compactMap { name in
                FileManager.default.contents(atPath: folder + "/" + name).map(Array.init)
            }
    }
}

/// A reader contradicted itself.
struct Contradiction: Error, CustomStringConvertible {
    let description: String
}

/// One subject's walk through inputs, decided by its seed.
struct Round {
    let subject: Subject
    private(set) var count = 0
    private var time = Duration.zero
    private var mutator: Mutator

    init(_ subject: Subject, _ corpus: [[UInt8]]?, seed: UInt64) {
        self.subject = subject
        mutator = Mutator(seed: seed, corpus: corpus ?? [])
    }

    mutating func play(noting notebook: Notebook) async throws {
        let clock = ContinuousClock()
        let begin = clock.now
        repeat {
            try await notebook.attempt(subject, mutator.next())
            count += 1
        } while clock.now - begin < subject.turn
        time += clock.now - begin
    }

    /// How many inputs it had, and how fast.
    var told: String {
        let perMinute = time > .zero ? Int(Double(count) * (.seconds(60) / time)) : 0
        return "\(subject.name): \(count) inputs, \(perMinute) a minute"
    }
}
