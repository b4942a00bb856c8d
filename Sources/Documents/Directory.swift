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
    let today: CivilDate

    func speaks(_ id: String) -> Bool {
        signed.contains { $0.id == id && $0.isSpoken(on: today) }
    }

    func helps(with need: String) -> Bool {
        needs.contains(need)
    }

    var needs: Set<String> { Set(entries.flatMap(\.reach.needs)) }

    /// The numbers that somebody vouches for today, digits only; the emergency number is ours.
    var numbers: Set<String> {
        let phones = signed.filter { $0.isSpoken(on: today) }.compactMap(\.phone)
        return Set(phones.map { $0.filter(\.isNumber) } + [Wording.emergencyNumber])
    }
}
