import Desk
import Relay
import Synchronization

@testable import Web

/// A young person: answers, waits, writes, reloads, sleeps, and goes in one way or another.
final class Youth: Sendable {
    /// How she goes.
    enum Going: CaseIterable {
        case byGoodbye, inHurry, byVanishing, byWaiting
    }

    private struct Mind {
        var answered: Set<String> = []
        var lineCount = 0
        var hasWaited = false
        var hasTalked = false
        var isGone = false
    }

    static let secretBegin = "secret-of-the-youth-"
    static let nameBegin = "Nom"

    let index: Int
    let bot: BotName
    let key: VisitorKey
    let ground: Ground
    let bridge: BridgeSide
    let book: Book
    private let mind = Mutex(Mind())
    private let tabs = Mutex<[Tab]>([])

    init(_ index: Int, at bot: BotName, _ bridge: BridgeSide, _ book: Book) {
        (self.index, self.bot, self.bridge, self.book) = (index, bot, bridge, book)
        ground = bridge.ground
        key = VisitorKey(secret: Self.secretBegin + "with-the-number-\(index)-and-more")
    }

    /// Opens the page and comes in.
    func arrives() {
        ground.note("y\(index) arrives at \(bot.rawValue)")
        let tab = openTab()
        tab.send(Outgoing(name: "arrival", event: .arrived, line: nil))
        tab.connect()
        // A tab that nobody closes is closed by the end of the evening.
        ground.agenda.after(ground.chance.within(30...60) * 60_000) { self.vanish() }
        if ground.chance.happens(300) { disturb() }
        if ground.chance.happens(120) {
            ground.agenda.after(ground.chance.within(60_000...1_200_000)) {
                guard !self.isGone else { return }
                self.ground.note("y\(self.index) opens a second tab")
                self.openTab().connect()
            }
        }
    }

    private func openTab() -> Tab {
        let tab = Tab(of: self)
        tabs.withLock { $0.append(tab) }
        return tab
    }

    /// Sleeps or reloads, some time.
    private func disturb() {
        ground.agenda.after(ground.chance.within(20_000...900_000)) { [self] in
            guard !isGone, let tab = tabs.withLock(\.first) else { return }
            if ground.chance.happens(500) {
                ground.note("y\(index) reloads")
                tab.reload()
            } else {
                ground.note("y\(index)'s phone sleeps")
                tab.sleep(for: ground.chance.within(5_000...300_000))
            }
            disturb()
        }
    }

    var isGone: Bool { mind.withLock(\.isGone) }

    /// The connections have broken.
    func losesConnection() {
        for tab in tabs.withLock(\.self) { tab.losesConnection() }
    }

    // MARK: Seeing and answering

    func sees(stage: String, question: String?) {
        if let question { answer(question) }
        switch stage {
        case "waiting":
            guard first(\.hasWaited) else { return }
            write(ground.chance.count(0...3), pauseMax: 60_000)
        case "talking":
            guard first(\.hasTalked) else { return }
            let count = ground.chance.count(1...14)
            let end = write(count, pauseMax: ground.chance.happens(300) ? 300 : 40_000)
            go(after: end + ground.chance.within(1_000...400_000))
        case "kept" where ground.chance.happens(500):
            write(1, pauseMax: 30_000)
        case "ended", "closed", "referred":
            go(after: ground.chance.within(1_000...120_000))
        default: break
        }
    }

    private func first(_ path: any WritableKeyPath<Mind, Bool> & Sendable) -> Bool {
        mind.withLock { mind in
            defer { mind[keyPath: path] = true }
            return !mind[keyPath: path]
        }
    }

    private func answer(_ question: String) {
        let isNew = mind.withLock { $0.answered.insert(question).inserted }
        guard isNew else { return }
        let utterance: Utterance =
            switch question {
            case VisitorView.here: .choice(question: question, choice: "here")
            case "name" where ground.chance.happens(700):
                .text(Confidential("\(Self.nameBegin)\(index)"))
            case "age" where ground.chance.happens(700): .choice(question: "age", choice: "teen")
            default: .skip(question: question)
            }
        let id = "answer-\(index)-\(question)-padding"
        let event = Event.visitorSaid(LineID(id), utterance)
        ground.agenda.after(ground.chance.within(500...15_000)) { [self] in
            guard let tab = tabs.withLock(\.first), !isGone else { return }
            tab.send(Outgoing(name: "line/" + id, event: event, line: nil))
        }
    }

    /// Writes some lines; returns how long that takes.
    @discardableResult
    private func write(_ count: Int, pauseMax: Int64) -> Int64 {
        var time: Int64 = 0
        for _ in 0..<count {
            time += ground.chance.within(50...pauseMax)
            ground.agenda.after(time) { [self] in
                guard !isGone else { return }
                let number = mind.withLock { mind in
                    mind.lineCount += 1
                    return mind.lineCount
                }
                let tab = ground.chance.one(of: tabs.withLock(\.self))
                let id = LineID("line-\(index)-\(number)-padding")
                let words = "v \(index) \(number)"
                book.wrote(index, number, id)
                tab.send(
                    Outgoing(
                        name: "line/" + id.rawValue,
                        event: .visitorSaid(id, .text(Confidential(words))),
                        line: number
                    )
                )
            }
        }
        return time
    }

    // MARK: Going

    private func go(after milliseconds: Int64) {
        let going = ground.chance.one(of: Going.allCases)
        ground.agenda.after(milliseconds) { [self] in
            guard !isGone, let tab = tabs.withLock(\.first) else { return }
            switch going {
            case .byGoodbye:
                tab.send(Outgoing(name: "end", event: .visitorEnded(forgetting: false), line: nil))
            case .inHurry:
                let event = Event.visitorEnded(forgetting: true)
                tab.send(Outgoing(name: "end/forget", event: event, line: nil))
            case .byVanishing: vanish()
            case .byWaiting: break
            }
        }
    }

    /// Her leaving was answered.
    func hasLeft() {
        ground.note("y\(index) has left")
        book.left(index)
        vanish()
    }

    /// Closes everything; nobody is told.
    private func vanish() {
        guard first(\.isGone) else { return }
        ground.note("y\(index) is gone")
        for tab in tabs.withLock(\.self) { tab.close() }
    }
}

/// Something that a tab has to bring to the bridge, again and again until it is answered.
struct Outgoing: Sendable {
    /// The same at each try.
    let name: String
    let event: Event
    /// The number of her line, if it is one.
    let line: Int?

    var isEnd: Bool { name.hasPrefix("end") }
}
