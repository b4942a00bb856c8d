internal import Desk
internal import Foundation
internal import Matrix

/// A counsellor's seat at the terminal: hears the keyboard and the homeserver, one after the other,
/// writes on the screen and gives parcels to the post.
actor Seat {
    /// After the end of input, what she said may still take so long to leave.
    static let farewellMilliseconds = 10_000

    /// How it came to an end.
    enum Ending: Sendable, Hashable {
        case left
        case unsent(Int)
        case lockedOut

        /// What she should be told, if it was not a good end.
        var complaint: String? {
            switch self {
            case .left: nil
            case .unsent(let count): "non envoyé : \(count) ligne(s), le serveur ne répond pas"
            case .lockedOut: "le serveur a fermé cette connexion ; relance la commande"
            }
        }
    }

    private var shift: Shift
    private var screen = Screen(isTerminal: isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1)
    private let parcels: AsyncStream<Parcel>.Continuation
    private var unsentCount = 0
    private var isCutOff = false

    init(_ shift: Shift, parcels: AsyncStream<Parcel>.Continuation) {
        (self.shift, self.parcels) = (shift, parcels)
    }

    /// Works until she leaves or the homeserver puts her out.
    static func work(
        with account: Account,
        bot: String,
        knowing words: CommandWords
    ) async -> Ending {
        let (parcels, source) = AsyncStream.makeStream(
            of: Parcel.self,
            bufferingPolicy: .bufferingOldest(Post.waitingParcelsMax)
        )
        let shift = Shift(me: account.user, botLocalpart: bot, knowing: words)
        let seat = Seat(shift, parcels: source)
        // What she types means nothing before it is known what is open.
        guard let token = await seat.listenOnce(to: account, since: nil) else { return .lockedOut }
        let lines = Keyboard.lines()
        let ending = await withTaskGroup(of: Ending.self) { group in
            group.addTask { await seat.listen(to: account, since: token) }
            group.addTask { await seat.send(parcels, through: Post(account: account)) }
            group.addTask { await seat.read(lines) }
            let first = await group.next() ?? .left
            group.cancelAll()
            return first
        }
        await seat.end()
        return ending
    }

    private func read(_ lines: AsyncStream<String>) async -> Ending {
        for await line in lines {
            screen.entered()
            guard carryOut(shift.type(line)) else { break }
        }
        parcels.finish()
        // The post ends the whole when all is sent; this only limits how long that takes.
        try? await Task.sleep(for: .milliseconds(Self.farewellMilliseconds))
        return .unsent(unsentCount)
    }

    private func send(_ waiting: AsyncStream<Parcel>, through post: Post) async -> Ending {
        var serial = 0
        for await parcel in waiting {
            serial += 1
            let outcome = await post.carry(parcel, serial: serial)
            unsentCount -= 1
            guard outcome == .refused, !Task.isCancelled else { continue }
            switch parcel {
            case .join: show(["L'entrée dans une salle a été refusée."])
            case .say(_, _, let place):
                show(["Pas envoyé (\(place)) : le serveur refuse cette ligne."])
            }
        }
        return .left
    }

    private func listen(to account: Account, since first: String) async -> Ending {
        var token = first
        while !Task.isCancelled {
            guard let next = await listenOnce(to: account, since: token) else {
                return Task.isCancelled ? .left : .lockedOut
            }
            token = next
        }
        return .left
    }

    /// Asks for news until there is an answer; nothing when there never will be.
    private func listenOnce(to account: Account, since token: String?) async -> String? {
        var pauseMilliseconds = Post.retryPauseMillisecondsMin
        while !Task.isCancelled {
            do throws(Homeserver.Failure) {
                // A lost connection is back as soon as anything is answered; do not wait for news.
                let news = try await account.news(
                    since: token,
                    waitMilliseconds: isCutOff ? 0 : Account.newsWaitMilliseconds
                )
                let wasCutOff = isCutOff
                isCutOff = false
                if wasCutOff { show(["(connexion revenue)"]) }
                _ = carryOut(shift.hear(news))
                return news.answer.nextBatch
            } catch {
                guard error != .unknownToken else { return nil }
                if !isCutOff, !Task.isCancelled { show(["(connexion perdue ; nouvel essai…)"]) }
                isCutOff = true
                try? await Task.sleep(for: .milliseconds(pauseMilliseconds))
                pauseMilliseconds = min(2 * pauseMilliseconds, Post.retryPauseMillisecondsMax)
            }
        }
        return nil
    }

    /// False when she leaves.
    private func carryOut(_ steps: [Shift.Step]) -> Bool {
        var texts: [String] = []
        for step in steps {
            switch step {
            case .show(let text): texts.append(text)
            case .join(let room): _ = give(.join(room))
            case .say(let words, let room, let place):
                if !give(.say(words, in: room, place: place)) {
                    texts.append("Pas envoyé (\(place)) : trop de lignes attendent déjà.")
                }
            case .quit:
                write(texts.map { $0 + "\n" }.joined())
                return false
            }
        }
        show(texts)
        return true
    }

    private func give(_ parcel: Parcel) -> Bool {
        guard case .enqueued = parcels.yield(parcel) else { return false }
        unsentCount += 1
        return true
    }

    private func show(_ texts: [String]) {
        write(screen.show(texts, prompt: shift.prompt))
    }

    private func end() {
        write(screen.farewell)
    }

    /// Straight to the descriptor: what is shown is shown now, into a pipe too.
    private func write(_ characters: String) {
        guard !characters.isEmpty else { return }
        try? FileHandle.standardOutput.write(contentsOf: Data(characters.utf8))
    }
}
