internal import Desk

/// The ways through the questions: each question is reached, none leads in a circle, and from each
/// of them somebody can come to a human.
struct IntakePaths {
    struct Step {
        let question: Question
        let place: Place
    }

    private enum Target: Hashable {
        case question(Int)
        case human
        case referral
    }

    private let steps: [Step]
    private let findings: Findings

    init(_ steps: [Step], _ findings: Findings) {
        (self.steps, self.findings) = (steps, findings)
    }

    func check() {
        guard !steps.isEmpty, namesExist() else { return }
        checkReached()
        guard !hasCircle() else { return }
        checkHumans()
    }

    private func namesExist() -> Bool {
        let ids = steps.map(\.question.id)
        var exist = true
        for step in steps {
            for case .ask(let id) in step.question.nexts where !ids.contains(id) {
                exist = false
                findings.error(
                    "no question is called \"\(id)\"",
                    at: step.place,
                    remedy: Spelling.remedy(for: id, in: ids)
                )
            }
        }
        return exist
    }

    private func targets(of index: Int) -> Set<Target> {
        Set(
            steps[index].question.nexts.map { next in
                switch next {
                case .onward: index + 1 < steps.count ? .question(index + 1) : .human
                case .ask(let id):
                    steps.firstIndex { $0.question.id == id }.map { .question($0) } ?? .human
                case .wait: .human
                case .refer: .referral
                }
            }
        )
    }

    private func questions(after index: Int) -> [Int] {
        targets(of: index).compactMap { if case .question(let next) = $0 { next } else { nil } }
            .sorted()
    }

    private func checkReached() {
        var reached: Set<Int> = [0]
        var open = [0]
        while let index = open.popLast() {
            for next in questions(after: index) where reached.insert(next).inserted {
                open.append(next)
            }
        }
        for index in steps.indices where !reached.contains(index) {
            findings.error(
                "no answer leads to the question \"\(steps[index].question.id)\"",
                at: steps[index].place,
                remedy: "lead to it with then: {ask: \(steps[index].question.id)}, or take it out"
            )
        }
    }

    private func hasCircle() -> Bool {
        var done: Set<Int> = []
        for start in steps.indices where !done.contains(start) {
            if let circle = circle(from: start, along: [], &done) {
                let names = circle.map { "\"\(steps[$0].question.id)\"" }
                findings.error(
                    "the questions \(names.joined(separator: " → ")) lead in a circle",
                    at: steps[circle[0]].place,
                    remedy: "let one of them lead on, or to {wait: true}"
                )
                return true
            }
        }
        return false
    }

    private func circle(from index: Int, along path: [Int], _ done: inout Set<Int>) -> [Int]? {
        if let start = path.firstIndex(of: index) { return Array(path[start...]) + [index] }
        guard !done.contains(index) else { return nil }
        for next in questions(after: index) {
            if let circle = circle(from: next, along: path + [index], &done) { return circle }
        }
        done.insert(index)
        return nil
    }

    /// Without circles the last questions decide, so it is reckoned from the end.
    private func checkHumans() {
        var leads: [Int: Bool] = [:]
        func leadsToHuman(_ index: Int) -> Bool {
            if let known = leads[index] { return known }
            let leadsOn = targets(of: index).contains { target in
                switch target {
                case .human: true
                case .referral: false
                case .question(let next): leadsToHuman(next)
                }
            }
            leads[index] = leadsOn
            return leadsOn
        }
        for index in steps.indices where !leadsToHuman(index) {
            findings.error(
                "no answer to \"\(steps[index].question.id)\" leads to a person",
                at: steps[index].place,
                remedy: "let one answer lead on, or to {wait: true}"
            )
        }
    }
}

extension Question {
    /// Everywhere that an answer to it can lead.
    fileprivate var nexts: [Next] {
        [next] + choices.map { $0.next ?? next }
    }
}
