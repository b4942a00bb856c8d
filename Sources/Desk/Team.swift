/// The people of one bot, as far as decisions need them: who belongs to the team, who is on duty,
/// who talks with whom, and what somebody ordered about the door.
///
/// Decides what concerns several conversations, like the `WaitingRoom`; it is written down in the
/// same transaction as what follows from it.
public struct Team: Sendable, Hashable, Codable {
    /// What somebody may do.
    public enum Rank: String, Sendable, Hashable, Codable {
        /// Answers visitors.
        case counsellor
        /// May also open and close the door.
        case admin
    }

    /// What an admin ordered about the door, whatever the hours say.
    public enum DoorOrder: Sendable, Hashable, Codable {
        /// Closed until then, in milliseconds since 1970.
        case closed(until: Int64)
        /// Open until then, in milliseconds since 1970.
        case open(until: Int64)
    }

    /// One talk that somebody has.
    struct Share: Sendable, Hashable, Codable {
        let owner: CounsellorID
        let isHeavy: Bool
    }

    /// A letter to which nobody has written an answer.
    struct UnansweredLetter: Sendable, Hashable, Codable {
        /// In milliseconds since 1970.
        let sentAt: Int64
        /// Who has taken it; nothing: nobody.
        let owner: CounsellorID?
    }

    /// The members of the staff room: whoever is not among them is not heard.
    public private(set) var members: [CounsellorID: Rank]
    /// Who is on duty, until when, in milliseconds since 1970.
    private(set) var duty: [CounsellorID: Int64] = [:]
    /// Who has which talk.
    private(set) var shares: [ConversationNumber: Share] = [:]
    /// Who is held, until when, in milliseconds since 1970.
    private(set) var held: [ConversationNumber: Int64] = [:]
    /// Who waits for one counsellor and nobody else; nothing where an earlier Passerelle wrote it.
    private var awaited: [ConversationNumber: CounsellorID]?
    /// The letters without an answer; nothing where an earlier Passerelle wrote it.
    private var unanswered: [ConversationNumber: UnansweredLetter]?
    /// What was ordered about the door, perhaps long ago.
    public internal(set) var order: DoorOrder?

    /// A team of some people, none of them on duty.
    public init(members: [CounsellorID: Rank] = [:]) {
        self.members = members
    }

    // MARK: Who

    /// Replaces the members, as the staff room has them now.
    mutating func seat(_ members: [CounsellorID: Rank]) {
        self.members = members
        duty = duty.filter { members[$0.key] != nil }
    }

    /// Somebody came into the staff room.
    mutating func join(_ counsellor: CounsellorID) {
        if members[counsellor] == nil { members[counsellor] = .counsellor }
    }

    /// Somebody left it.
    mutating func leave(_ counsellor: CounsellorID) {
        members[counsellor] = nil
        duty[counsellor] = nil
    }

    /// The colleague with a name as people type it.
    func member(called name: String) -> CounsellorID? {
        members.keys.sorted { $0.rawValue < $1.rawValue }.first {
            $0.shortName.lowercased() == name
        }
    }

    // MARK: Duty

    mutating func putOnDuty(_ counsellor: CounsellorID, until: Int64) {
        duty[counsellor] = until
    }

    mutating func takeOffDuty(_ counsellor: CounsellorID) {
        duty[counsellor] = nil
    }

    /// Whether somebody is on duty now.
    func isOnDuty(_ counsellor: CounsellorID, at now: Int64) -> Bool {
        duty[counsellor].map { $0 > now } ?? false
    }

    /// Who is on duty now, in the order of their names.
    func onDuty(at now: Int64) -> [CounsellorID] {
        duty.filter { $0.value > now }.keys.sorted { $0.rawValue < $1.rawValue }
    }

    /// When nobody will be on duty any more; nothing where nobody is now.
    func dutyEnd(after now: Int64) -> Int64? {
        duty.values.filter { $0 > now }.max()
    }

    /// Whoever has come to the end of her duty is not on duty any more, as if she had said so.
    ///
    /// - Returns: Whether the last one has gone with that.
    mutating func endDuty(at now: Int64) -> Bool {
        let staying = duty.filter { $0.value > now }
        defer { duty = staying }
        return staying.isEmpty && !duty.isEmpty
    }

    // MARK: Talks

    /// How much somebody has on her shoulders: each talk counts one, a heavy one more.
    func load(of counsellor: CounsellorID, heavyWeight: Int) -> Int {
        shares.values.filter { $0.owner == counsellor }.reduce(0) { sum, share in
            sum + (share.isHeavy ? heavyWeight : 1)
        }
    }

    /// Whom somebody talks with.
    func talks(of counsellor: CounsellorID) -> [ConversationNumber] {
        shares.filter { $0.value.owner == counsellor }.keys.sorted()
    }

    /// Who waits for a counsellor and nobody else.
    func awaiting(_ counsellor: CounsellorID) -> [ConversationNumber] {
        (awaited ?? [:]).filter { $0.value == counsellor }.keys.sorted()
    }

    /// The letters without an answer, the oldest first.
    var letters: [(number: ConversationNumber, letter: UnansweredLetter)] {
        (unanswered ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Keeps in mind what became of a conversation.
    mutating func follow(_ conversation: Conversation) {
        let number = conversation.number
        if awaited?[number] != conversation.awaited {
            var others = awaited ?? [:]
            others[number] = conversation.awaited
            awaited = others
        }
        if unanswered?[number] != conversation.unanswered {
            var others = unanswered ?? [:]
            others[number] = conversation.unanswered
            unanswered = others
        }
        switch conversation.stage {
        case .talking(let owner):
            let isHeavy = conversation.talk?.isHeavy ?? false
            note(Share(owner: owner, isHeavy: isHeavy), heldUntil: nil, of: number)
        case .held(_, let until):
            note(nil, heldUntil: until, of: number)
        case .arriving, .intake, .waiting, .kept, .referred, .writing, .letter, .closed, .ended:
            note(nil, heldUntil: nil, of: number)
        }
    }

    /// Most lines change nothing here: what is not written costs no copy, however large the team.
    private mutating func note(
        _ share: Share?,
        heldUntil until: Int64?,
        of number: ConversationNumber
    ) {
        if shares[number] != share { shares[number] = share }
        if held[number] != until { held[number] = until }
    }
}
