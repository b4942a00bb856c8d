/// What belongs to one talk with a counsellor, from the claim to its end.
struct Talk: Sendable, Hashable, Codable {
    /// When it began, in milliseconds since 1970.
    let since: Int64
    /// Since when she had waited; her place, should she have to wait again.
    let waitedSince: Int64
    /// Whether she wrote a letter and is not expected to be there.
    var isLetter = false
    /// Who wrote to her last; nothing: nobody yet.
    var speaker: CounsellorID?
    /// Whether whoever has her has still to write her first word, although another wrote before
    /// or a pause was announced.
    var isAwaited: Bool?
    /// The colleague who shall go on, once she accepts.
    var successor: CounsellorID?
    /// Who handed her over; they stay in the room for a last word, until nobody has her.
    var former: [CounsellorID]?
    /// Colleagues who read along.
    var readers: [CounsellorID] = []
    /// Whether it weighs more than others.
    var isHeavy = false
    /// Whether her silence is all right.
    var isPatient = false

    init(since: Int64, waitedSince: Int64, isLetter: Bool = false) {
        (self.since, self.waitedSince, self.isLetter) = (since, waitedSince, isLetter)
    }
}
