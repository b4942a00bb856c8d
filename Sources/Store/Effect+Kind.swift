internal import Desk

extension Effect {
    /// A word for the row, so that a notice can be found again.
    ///
    /// Says nothing about what was written.
    var kind: String {
        switch self {
        case .post: "post"
        case .edit: "edit"
        case .tellStaff: "tellStaff"
        case .alert: "alert"
        case .call: "call"
        case .reload: "reload"
        case .wipe: "wipe"
        case .open: "open"
        case .relay: "relay"
        case .fetch: "fetch"
        case .advise: "advise"
        case .tick: "tick"
        case .admit: "admit"
        case .dismiss: "dismiss"
        case .close: "close"
        case .meet: "meet"
        case .tell: "tell"
        case .markRead: "markRead"
        case .letGo: "letGo"
        case .hush: "hush"
        case .decline: "decline"
        case .remove: "remove"
        case .show, .forgetVisitor, .remind, .unremind, .unremindAll, .hasten, .wake, .amend,
            .attach, .amendOwn, .bringAnswers, .keepPass, .dropPass, .audit, .clearRoom,
            .clearDirect, .admitUndelivered, .forget, .wipeNotices, .retry, .refuse:
            "ledger"
        }
    }
    /// Whether it brings a line into a room; see `Reckoning.lines`.
    var isLine: Bool {
        switch self {
        case .relay, .tell: true
        case .post, .edit, .tellStaff, .alert, .call, .reload, .wipe, .open, .fetch, .advise, .tick,
            .admit, .dismiss, .close, .meet, .markRead, .letGo, .hush, .decline, .remove, .show,
            .forgetVisitor, .remind, .unremind, .unremindAll, .hasten, .wake, .amend, .attach,
            .amendOwn, .bringAnswers, .keepPass, .dropPass, .audit, .clearRoom, .clearDirect,
            .admitUndelivered, .forget, .wipeNotices, .retry, .refuse:
            false
        }
    }
}
