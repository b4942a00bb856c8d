import Clibcurl
import Glibc

/// The courier's thread: the only one that touches posted transfers and their handles.
///
/// A transfer stands in the line, then it is carried, then it is answered. It is answered when it
/// is taken out of the one or the other, and it can be taken out only once; that is the whole
/// argument why no continuation is resumed twice or forgotten.
final class Loop {
    private struct Carried {
        var transfer: Transfer
        var easy: Easy
    }

    private let mailbox: Mailbox
    private let multi: Multi
    private let idleHandlesMax: Int
    private var line: Line
    private var carried: [Transfer.ID: Carried] = [:]
    private var idle: [Easy] = []
    /// No transfer's time is over before this; it may belong to one that has left.
    private var earliest = Deadline.never

    private init(mailbox: Mailbox, multi: Multi, capacity: Courier.Capacity) {
        self.mailbox = mailbox
        self.multi = multi
        idleHandlesMax = capacity.connectionsMax
        line = Line(capacity: capacity)
    }

    /// Starts the thread; it ends by itself when the mailbox is closed.
    static func start(emptying mailbox: Mailbox, working multi: Multi, capacity: Courier.Capacity) {
        let loop = Loop(mailbox: mailbox, multi: multi, capacity: capacity)
        let baggage = unsafe Unmanaged.passRetained(loop).toOpaque()
        var thread = pthread_t()
        let failure = unsafe pthread_create(
            &thread,
            nil,
            { baggage in
                guard let baggage = unsafe baggage else { return nil }
                unsafe Unmanaged<Loop>.fromOpaque(baggage).takeRetainedValue().run()
                return nil
            },
            baggage
        )
        precondition(failure == 0, "no thread can be made")
        pthread_detach(thread)
    }

    private func run() {
        while true {
            let orders = mailbox.take()
            guard !orders.closed else { return end(orders.posted) }
            for transfer in orders.posted {
                welcome(transfer)
            }
            for id in orders.cancelled {
                settle(id) { _, _ in .failure(.cancelled) }
            }
            let isWorking = work()
            guard isWorking,
                multi.wait(milliseconds: earliest.sleepMilliseconds(from: Deadline.Moment()))
            else {
                // libcurl itself has failed: nobody shall wait for it in vain.
                settleAll(as: .cut)
                continue
            }
        }
    }

    private func welcome(_ transfer: Transfer) {
        guard line.stand(transfer) else {
            return transfer.answer.resume(returning: .failure(.unreachable))
        }
        earliest = min(earliest, transfer.deadline)
    }

    /// Moves everything as far as it goes now.
    ///
    /// Who has come to the end makes room for the next in line.
    private func work() -> Bool {
        var isWorking = true
        repeat {
            settleOverdue()
            while let transfer = line.next() {
                begin(transfer)
            }
            isWorking = multi.perform()
        } while settleDone() && isWorking && !line.waiting.isEmpty
        return isWorking
    }

    private func begin(_ transfer: Transfer) {
        guard let easy = idle.popLast() ?? Easy() else {
            line.makeRoom(after: transfer)
            return transfer.answer.resume(returning: .failure(.unreachable))
        }
        guard easy.dress(for: transfer), multi.add(easy) else {
            line.makeRoom(after: transfer)
            putAway(easy)
            return transfer.answer.resume(returning: .failure(.invalidRequest))
        }
        carried[transfer.id] = Carried(transfer: transfer, easy: easy)
    }

    /// Whether there was anyone.
    private func settleDone() -> Bool {
        var isAnyDone = false
        while let done = multi.nextDone() {
            isAnyDone = true
            settle(done.id) { $0.outcome(code: done.code, easy: $1) }
        }
        return isAnyDone
    }

    private func settleOverdue() {
        let moment = Deadline.Moment()
        guard earliest.isOver(at: moment) else { return }
        for transfer in underWay() where transfer.deadline.isOver(at: moment) {
            settle(transfer.id) { $0.outcome(code: CURLE_OPERATION_TIMEDOUT, easy: $1) }
        }
        earliest = underWay().map(\.deadline).min() ?? .never
    }

    private func settleAll(as failure: Failure) {
        for transfer in underWay() {
            settle(transfer.id) { _, _ in .failure(failure) }
        }
    }

    private func settle(_ id: Transfer.ID, as outcome: (Transfer, Easy?) -> Transfer.Outcome) {
        if let transfer = line.remove(id) {
            return transfer.answer.resume(returning: outcome(transfer, nil))
        }
        guard let leaving = carried.removeValue(forKey: id) else { return }
        let answer = outcome(leaving.transfer, leaving.easy)
        line.makeRoom(after: leaving.transfer)
        multi.remove(leaving.easy)
        putAway(leaving.easy)
        leaving.transfer.answer.resume(returning: answer)
    }

    private func underWay() -> [Transfer] {
        carried.values.map(\.transfer) + line.waiting
    }

    private func putAway(_ easy: Easy) {
        easy.reset()
        guard idle.count < idleHandlesMax else { return }
        idle.append(easy)
    }

    private func end(_ unbegun: [Transfer]) {
        settleAll(as: .closed)
        for transfer in unbegun {
            transfer.answer.resume(returning: .failure(.closed))
        }
        idle = []
        mailbox.forgetMulti()
    }
}
