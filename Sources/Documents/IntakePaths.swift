internal import Desk

/// The ways through the questions: each question is reached, none leads back in a circle, and from
/// each of them somebody can come to a human.
///
/// The ways are walked as the desk walks them: what was asked already is never asked again, and
/// leads onward instead.
struct IntakePaths {
    struct Step {
        let question: Question
        let place: Place
    }

    /// A question that is being asked, and what was asked before it.
    private struct Stop: Hashable {
        let index: Int
        /// This one included.
        let asked: Set<Int>
    }

    private enum Target: Hashable {
        case stop(Stop)
        case human
        case referral
    }

    /// Jumps from a question to another.
    private struct Jump: Hashable {
        let from: Int
        let to: Int
    }

    /// Who asks ten questions in every order has more; nobody means to.
    private static let stopCountMax = 5_000

    private let steps: [Step]
    private let findings: Findings
    private let indexes: [String: Int]

    init(_ steps: [Step], _ findings: Findings) {
        (self.steps, self.findings) = (steps, findings)
        let ids = steps.enumerated().map { ($1.question.id, $0) }
        indexes = Dictionary(ids) { first, _ in first }
    }

    func check() {
        guard let first = steps.first, namesExist() else { return }
        guard let stops = walk() else {
            findings.error(
                "there are too many ways through the questions to follow them all",
                at: first.place,
                remedy: "lead with fewer {ask: …} from one question to another"
            )
            return
        }
        checkReached(stops)
        checkCircles(stops)
        checkHumans(stops)
    }

    private func namesExist() -> Bool {
        var exist = true
        for step in steps {
            for case .ask(let id) in step.question.nexts where indexes[id] == nil {
                exist = false
                findings.error(
                    "no question is called \"\(id)\"",
                    at: step.place,
                    remedy: Spelling.remedy(for: id, in: steps.map(\.question.id))
                )
            }
        }
        return exist
    }

    // MARK: Walking

    /// Every stop that somebody can come to, with a way on which it is come to; nothing when there
    /// are too many.
    private func walk() -> [Stop: [Int]]? {
        let first = Stop(index: 0, asked: [0])
        var ways = [first: [0]]
        var open = [first]
        while let stop = open.popLast() {
            guard ways.count <= Self.stopCountMax, let way = ways[stop] else { return nil }
            for case .stop(let next) in targets(of: stop) where ways[next] == nil {
                ways[next] = way + [next.index]
                open.append(next)
            }
        }
        return ways
    }

    private func targets(of stop: Stop) -> [Target] {
        steps[stop.index].question.nexts.map { next in
            switch next {
            case .wait: .human
            case .refer: .referral
            case .onward: onward(from: stop)
            case .ask(let id):
                if let index = indexes[id], !stop.asked.contains(index) {
                    .stop(Stop(index: index, asked: stop.asked.union([index])))
                } else {
                    onward(from: stop)
                }
            }
        }
    }

    private func onward(from stop: Stop) -> Target {
        let later = steps.indices.dropFirst(stop.index + 1).first { !stop.asked.contains($0) }
        return later.map { .stop(Stop(index: $0, asked: stop.asked.union([$0]))) } ?? .human
    }

    // MARK: Judging

    private func checkReached(_ stops: [Stop: [Int]]) {
        let reached = Set(stops.keys.map(\.index))
        for index in steps.indices where !reached.contains(index) {
            let id = steps[index].question.id
            findings.error(
                "no answer leads to the question \"\(id)\"",
                at: steps[index].place,
                remedy: "lead to it with then: {ask: \(id)}, or take it out"
            )
        }
    }

    /// A jump that on every way leads to what was asked before can only have been meant to ask it
    /// again, without end.
    private func checkCircles(_ stops: [Stop: [Int]]) {
        var circles: [Jump: [Int]] = [:]
        var useful: Set<Jump> = []
        for (stop, way) in stops {
            for case .ask(let id) in steps[stop.index].question.nexts {
                guard let target = indexes[id] else { continue }
                let jump = Jump(from: stop.index, to: target)
                guard stop.asked.contains(target), let start = way.firstIndex(of: target) else {
                    useful.insert(jump)
                    continue
                }
                let circle = Array(way[start...]) + [target]
                circles[jump] = circles[jump].map { shorter($0, circle) } ?? circle
            }
        }
        for (jump, circle) in circles where !useful.contains(jump) {
            let names = circle.map { "\"\(steps[$0].question.id)\"" }
            findings.error(
                "the questions \(names.joined(separator: " → ")) lead in a circle",
                at: steps[jump.from].place,
                remedy: "let one of them lead on, or to {wait: true}"
            )
        }
    }

    /// The shortest circle says it best, and of those the one that reads first.
    private func shorter(_ one: [Int], _ other: [Int]) -> [Int] {
        guard one.count == other.count else { return one.count < other.count ? one : other }
        return one.lexicographicallyPrecedes(other) ? one : other
    }

    /// Of a row of questions that end without a person the last one is named: there it is mended.
    private func checkHumans(_ stops: [Stop: [Int]]) {
        var leads: [Stop: Bool] = [:]
        // Each stop has asked more than the one before, so the fullest are reckoned first.
        for stop in stops.keys.sorted(by: { $0.asked.count > $1.asked.count }) {
            leads[stop] = targets(of: stop).contains { target in
                switch target {
                case .human: true
                case .referral: false
                case .stop(let next): leads[next] ?? false
                }
            }
        }
        var ends: Set<Int> = []
        for (stop, isLed) in leads where !isLed {
            let goesOn = targets(of: stop).contains {
                if case .stop = $0 { true } else { false }
            }
            if !goesOn { ends.insert(stop.index) }
        }
        for index in ends {
            findings.error(
                "no answer to \"\(steps[index].question.id)\" leads to a person",
                at: steps[index].place,
                remedy: "let one answer lead on, or to {wait: true}"
            )
        }
    }
}

extension Question {
    /// Everywhere that an answer to it can lead, each place once.
    fileprivate var nexts: [Next] {
        choices.map { $0.next ?? next }.reduce(into: [next]) { nexts, next in
            if !nexts.contains(next) { nexts.append(next) }
        }
    }
}
