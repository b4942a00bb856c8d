/// What the courier's callers have for its thread.
///
/// Any number of callers post and cancel, one thread takes. The thread is woken once for a batch,
/// not once for each caller.
final class Mailbox: Sendable {
    /// What the thread finds when it looks.
    struct Orders {
        var posted: [Transfer] = []
        var cancelled: [Transfer.ID] = []
        var closed = false
    }

    private struct Content {
        var orders = Orders()
        var lastID: Transfer.ID = 0
        var isWaking = false
        /// Gone once the thread has ended.
        ///
        /// Whoever wakes holds it meanwhile, so that a late caller never
        /// touches a handle that has been cleaned up.
        var multi: Multi?
    }

    private let content: Guarded<Content>

    init(waking multi: Multi) {
        content = Guarded(Content(multi: multi))
    }

    func nextID() -> Transfer.ID {
        content.reach { content in
            content.lastID += 1
            return content.lastID
        }
    }

    func post(_ transfer: Transfer) {
        let isPosted = leave { orders in
            guard !orders.closed else { return false }
            orders.posted.append(transfer)
            return true
        }
        guard !isPosted else { return }
        transfer.answer.resume(returning: .failure(.closed))
    }

    /// Harmless for a transfer that is not posted yet or already answered: the thread knows
    /// neither.
    func cancel(_ id: Transfer.ID) {
        _ = leave { orders in
            guard !orders.closed else { return false }
            orders.cancelled.append(id)
            return true
        }
    }

    func close() {
        _ = leave { orders in
            guard !orders.closed else { return false }
            orders.closed = true
            return true
        }
    }

    func take() -> Orders {
        content.reach { content in
            let orders = content.orders
            content.orders = Orders(closed: orders.closed)
            content.isWaking = false
            return orders
        }
    }

    /// The thread's last act.
    func forgetMulti() {
        let last = content.reach { content in
            let last = content.multi
            content.multi = nil
            return last
        }
        // Released here, outside the lock: cleaning up closes every connection.
        withExtendedLifetime(last) {}
    }

    private func leave(_ change: (inout Orders) -> Bool) -> Bool {
        let (isTaken, sleeper) = content.reach { content -> (Bool, Multi?) in
            guard change(&content.orders) else { return (false, nil) }
            guard !content.isWaking else { return (true, nil) }
            content.isWaking = true
            return (true, content.multi)
        }
        sleeper?.wake()
        return isTaken
    }
}
