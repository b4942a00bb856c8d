/// A service that a visitor can turn to.
///
/// Facts only, from the bot's directory.
public struct Referral: Sendable, Hashable {
    /// The entry's name in its file.
    public let id: String
    /// What the service is called.
    public let name: String
    /// For whom it is, in the visitor's language.
    public let about: String
    /// The number to dial.
    public let phone: String?
    /// An address on the web, with `https://`.
    public let link: String?

    /// When somebody answers there; nothing when that is not verified, and then it is not said.
    public let hours: OpeningHours?

    /// An entry as a file states it.
    public init(
        id: String,
        name: String,
        about: String,
        phone: String?,
        link: String?,
        hours: OpeningHours? = nil
    ) {
        (self.id, self.name, self.about) = (id, name, about)
        (self.phone, self.link, self.hours) = (phone, link, hours)
    }

    /// The entry on one line: `103 · Écoute-Enfants : …`.
    public var spoken: String {
        let reached = [phone, link].compactMap(\.self).joined(separator: ", ")
        return "\(name) : \(reached). \(about)"
    }
}

/// A ready reply that leads on to other services.
public struct Reply: Sendable, Hashable {
    /// What the bot says first.
    public let text: String
    /// Directory entries that follow, by id; those not in the directory today are left out.
    public let referrals: [String]

    /// A reply as a file states it.
    public init(text: String, referrals: [String]) {
        (self.text, self.referrals) = (text, referrals)
    }
}

extension Script {
    /// The id of the reply whose services stand on every screen of the page.
    public static let helplinesReply = "helplines"

    /// The services that stand on every screen of the page.
    public var helplines: [Referral] {
        directory(replies[Self.helplinesReply]?.referrals ?? [])
    }

    /// The directory entries with these ids, in that order.
    func directory(_ ids: [String]) -> [Referral] {
        ids.compactMap { id in referrals.first { $0.id == id } }
    }

    /// A reply and its services, one a line.
    func spoken(_ reply: Reply) -> String {
        ([reply.text] + directory(reply.referrals).map(\.spoken)).joined(separator: "\n")
    }
}
