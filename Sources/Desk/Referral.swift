/// A service that a visitor can turn to.
///
/// Facts only, from the bot's directory.
public struct Referral: Sendable, Hashable {
    /// For whom and where a service is; an empty list means: for everybody, everywhere.
    public struct Reach: Sendable, Hashable {
        /// The languages in which somebody answers.
        public let languages: [Language]
        /// For which ages.
        public let bands: [AgeBand]
        /// In which provinces.
        public let provinces: [Province]
        /// What it helps with, in the words of the file.
        public let needs: [String]

        /// The reach as a file states it.
        public init(
            languages: [Language] = [],
            bands: [AgeBand] = [],
            provinces: [Province] = [],
            needs: [String] = []
        ) {
            (self.languages, self.bands) = (languages, bands)
            (self.provinces, self.needs) = (provinces, needs)
        }
    }

    /// The entry's name in its file.
    public let id: String
    /// What the service is called.
    public let name: String
    /// For whom it is, in the visitor's language.
    public let about: Saying
    /// The number to dial.
    public let phone: String?
    /// An address on the web, with `https://`.
    public let link: String?
    /// When somebody answers there; nothing when that is not verified, and then it is not said.
    public let hours: OpeningHours?
    /// For whom and where it is.
    public let reach: Reach
    /// The last day on which it may be spoken; nothing: no such day.
    public let checkBy: CivilDate?

    /// An entry as a file states it.
    public init(
        id: String,
        name: String,
        about: Saying,
        phone: String?,
        link: String?,
        hours: OpeningHours? = nil,
        reach: Reach = Reach(),
        checkBy: CivilDate? = nil
    ) {
        (self.id, self.name, self.about) = (id, name, about)
        (self.phone, self.link, self.hours) = (phone, link, hours)
        (self.reach, self.checkBy) = (reach, checkBy)
    }

    /// The entry on one line: `Écoute-Enfants : 103. …`.
    public func spoken(to audience: Audience) -> String {
        let reached = [phone, link].compactMap(\.self).joined(separator: ", ")
        return "\(name)\(audience.language.colon)\(reached). \(about.said(to: audience))"
    }

    /// Whether it may be spoken on a day: nobody has to vouch for it again yet.
    public func isSpoken(on date: CivilDate) -> Bool {
        checkBy.map { date <= $0 } ?? true
    }
}

/// To whom services are named, as far as she has said it.
struct Listener {
    let audience: Audience
    let province: Province?
    let time: CivilTime
}

extension Script {
    /// The id of the reply whose services stand on every screen of the page.
    public static let helplinesReply = "helplines"

    /// The services that stand on every screen of the page, as long as they may be spoken.
    public func helplines(on date: CivilDate) -> [Referral] {
        guard case .listed(let ids)? = replies[Self.helplinesReply]?.services else { return [] }
        return directory(ids, on: date)
    }

    /// A directory entry that may be spoken on a day.
    func referral(_ id: String, on date: CivilDate) -> Referral? {
        referrals.first { $0.id == id && $0.isSpoken(on: date) }
    }

    /// The services of a reply for somebody; whoever finds none is given the help lines.
    func services(_ services: Reply.Services, for listener: Listener) -> [Referral] {
        switch services {
        case .listed(let ids):
            let spoken = directory(ids, on: listener.time.date)
            return spoken.isEmpty && !ids.isEmpty ? helplines(on: listener.time.date) : spoken
        case .chosen(let need, let countMax):
            let suiting = referrals.filter { $0.suits(listener, need: need) }
            guard !suiting.isEmpty else { return helplines(on: listener.time.date) }
            // Whoever surely answers now comes first; the file's order decides otherwise.
            let (now, perhaps) = suiting.parted { $0.hours?.isOpen(at: listener.time) == true }
            return Array((now + perhaps).prefix(countMax))
        }
    }

    private func directory(_ ids: [String], on date: CivilDate) -> [Referral] {
        ids.compactMap { referral($0, on: date) }
    }
}

extension Referral {
    fileprivate func suits(_ listener: Listener, need: String?) -> Bool {
        guard isSpoken(on: listener.time.date), hours?.isOpen(at: listener.time) != false else {
            return false
        }
        if let need, !reach.needs.contains(need) { return false }
        if !reach.languages.isEmpty, !reach.languages.contains(listener.audience.language) {
            return false
        }
        if let band = listener.audience.band, !reach.bands.isEmpty, !reach.bands.contains(band) {
            return false
        }
        // Where nobody knows the province, only what serves the whole country is right.
        guard !reach.provinces.isEmpty else { return true }
        return listener.province.map(reach.provinces.contains) ?? false
    }
}

extension Array {
    /// Those of which something holds, and the others, each in their order.
    fileprivate func parted(by holds: (Element) -> Bool) -> ([Element], [Element]) {
        (filter(holds), filter { !holds($0) })
    }
}
