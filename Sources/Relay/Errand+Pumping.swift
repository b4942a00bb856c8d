internal import Desk

extension Errand {
    /// Where it goes on once all before it is settled; nothing where it is carried out at once.
    ///
    /// Taking back may not overtake what it takes back, so it stands in the staff room's lane like
    /// everything said there. But it takes long, for it looks for notes as far back as the notice,
    /// and nobody who arrives now may wait for that.
    var laneBeside: Lane? {
        guard case .wipe = effect else { return nil }
        let beside = Lane("wipe/" + bot.rawValue)
        return lane == beside ? nil : beside
    }
}

extension Effect {
    /// What to tell the desk when this cannot be delivered.
    ///
    /// A remark that fails is not remarked upon.
    var failure: FailedEffect? {
        switch self {
        case .relay: .line
        case .meet: .invitation
        case .post, .edit, .alert, .call, .open, .advise, .admit, .dismiss, .close, .tell: .other
        case .fetch, .tellStaff, .reload, .wipe, .wipeNotices, .retry, .tick, .show, .letGo, .hush,
            .decline, .remove, .markRead, .forgetVisitor, .remind, .unremind, .unremindAll, .hasten,
            .wake, .amend, .attach, .amendOwn, .bringAnswers, .keepPass, .dropPass, .audit,
            .clearRoom, .clearDirect, .admitUndelivered, .forget, .refuse:
            nil
        }
    }
}
