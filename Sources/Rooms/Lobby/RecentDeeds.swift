internal import Matrix

/// What each account did within the last span, so that nobody does it without end.
///
/// The clock may have been set: what lies ahead of it counts no more than what is past.
struct RecentDeeds<Deed: Hashable & Sendable>: Sendable {
    private var deeds: [UserID: [Deed: Int64]] = [:]

    /// How many all accounts did.
    var count: Int { deeds.values.reduce(0) { $0 + $1.count } }

    /// How many this one did.
    func count(of user: UserID) -> Int { deeds[user]?.count ?? 0 }

    /// Whether this one did that.
    func contains(_ deed: Deed, by user: UserID) -> Bool { deeds[user]?[deed] != nil }

    mutating func note(_ deed: Deed, by user: UserID, at now: Int64) {
        deeds[user, default: [:]][deed] = now
    }

    /// Keeps what was done within the span before now, in milliseconds.
    mutating func keep(_ span: Int64, before now: Int64) {
        deeds = deeds.compactMapValues { deeds in
            let recent = deeds.filter { $0.value <= now && $0.value > now - span }
            return recent.isEmpty ? nil : recent
        }
    }
}
