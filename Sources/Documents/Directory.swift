internal import Desk

/// The directory as read: every entry, which of them somebody signed, and every id.
struct Directory: Sendable {
    /// Entries that can be read, signed or not.
    let entries: [Referral]
    /// Those among them that somebody vouches for, be it until a day that has passed.
    let signed: [Referral]
    /// Every id that stands there, also of entries that are wrong otherwise.
    let ids: Set<String>
    /// Nothing in it is wrong.
    ///
    /// Where something is, what leans on it cannot be judged, and its own complaints are enough.
    let isWhole: Bool
    /// Which entry a number is of, digits only, signed or not; the emergency number is ours.
    let owners: [String: String]
    private let today: CivilDate

    init(_ entries: [Referral], ids: Set<String>, isWhole: Bool, on today: CivilDate) {
        let signed = entries.filter { $0.checkBy != nil }
        (self.entries, self.signed, self.ids) = (entries, signed, ids)
        (self.isWhole, self.today) = (isWhole, today)
        let numbers = entries.compactMap { entry in
            entry.phone.map { ($0.filter(\.isNumber), entry.id) }
        }
        owners = Dictionary(numbers) { first, _ in first }
    }

    func speaks(_ id: String) -> Bool {
        signed.contains { $0.id == id && $0.isSpoken(on: today) }
    }

    /// Whether an entry has a number to say; true for one that cannot be read.
    func hasPhone(_ id: String) -> Bool {
        entries.first { $0.id == id }.map { $0.phone != nil } ?? true
    }

    func helps(with need: String) -> Bool {
        needs.contains(need)
    }

    var needs: Set<String> { Set(entries.flatMap(\.reach.needs)) }
}
