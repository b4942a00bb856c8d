/// What shall be done.
public enum Effect: Sendable, Hashable, Codable {
    // To the visitor.
    /// A line on the visitor's side.
    case show(Line)
    /// The visitor's tab is forgotten at once: its secret opens nothing any more.
    case forgetVisitor
    /// A room of her own is made ready on the chat network, and she is asked into it.
    case meet(Confidential<GuestID>)
    /// A line is brought into her own room on the chat network. The words are looked up by id.
    case tell(LineID)

    // To the lobby.
    /// She is put out of the lobby, so that nobody sees who was there.
    case letGo(Confidential<GuestID>)
    /// What somebody wrote in the lobby is taken back.
    case hush(Receipt)
    /// A room that somebody asked the bot into is left again, with a word of why.
    case decline(RoomKey, String)
    /// Her line, and all before it, is shown as read in her own room on the chat network.
    case markRead(LineID)
    /// What a visitor posted in her own room and may not stay there is taken back.
    case remove(Receipt)

    // To the staff room.
    /// The notice about a waiting visitor, with a mention of those who can answer.
    case post(Notice)
    /// The same notice, changed in place.
    case edit(Notice)
    /// A remark under the notice (or in the staff room, without one), with a mention of one
    /// counsellor.
    case tellStaff(String, mention: CounsellorID?)
    /// Somebody is needed: a call to a group in the staff room, without a name or a word of hers.
    case alert(String, AlertStep.Group)
    /// A call to some colleagues in the staff room, without a name or a word of hers.
    case call(String, [CounsellorID])
    /// The bots' files are read again, and what came of it is told to who asked.
    case reload(for: CounsellorID)

    // To the counselling room.
    /// The room is made ready and the counsellor is brought in.
    case open(Opening)
    /// The visitor's line, spoken by her ghost. The words are looked up by id.
    case relay(LineID)
    /// The image that a line shows is fetched from where it lies on the chat network.
    case fetch(LineID, Confidential<String>)
    /// A remark of the bot to the counsellor.
    case advise(String)
    /// A counsellor's line was shown to the visitor: a tick beside it.
    case tick(LineID)
    /// Somebody is let into the room.
    case admit(CounsellorID)
    /// Somebody is let go from the room.
    case dismiss(CounsellorID)
    /// The talk is over: a last remark, and the room is marked.
    case close(String)

    // To the ledger itself.
    /// Wake this conversation then, in milliseconds since 1970.
    case remind(Reminder, at: Int64)
    /// That waking is not needed any more.
    case unremind(Reminder)
    /// No waking of this conversation is needed any more.
    case unremindAll
    /// Wakings of this kind, of every conversation of the bot, are due now.
    case hasten(Reminder)
    /// Another conversation is woken now.
    case wake(ConversationNumber, Reminder)
    /// A line on the visitor's side is changed; nothing: it is taken back. Where there is no such
    /// line, the counsellor is told `otherwise`.
    case amend(LineID, Confidential<String>?, otherwise: String?)
    /// The image of a line is kept beside it; nothing: it is lost.
    case attach(LineID, Image?)
    /// A line of the visitor is changed; nothing: it is taken back. Where the counsellor has it
    /// already, she is told.
    case amendOwn(LineID, Confidential<String>?)
    /// What counsellors wrote in another conversation is shown in this one.
    case bringAnswers(from: ConversationNumber)
    /// A return code is good from now on for this.
    case keepPass(CodeDigest, Pass)
    /// A return code is good for nothing any more.
    case dropPass(CodeDigest)
    /// What somebody ordered is kept for whoever has to answer for it.
    case audit(AuditEntry)
    /// The counselling room is given up: the room keeper lets everybody go, and what still has to
    /// be brought to the counsellor takes another room.
    case clearRoom
    /// The visitor's own room on the chat network is given up in the same way.
    case clearDirect
    /// Told to the staff room before forgetting, if a line of the visitor never reached it.
    case admitUndelivered(String)
    /// Destroy what was said.
    case forget
    /// What stands about this conversation in the staff room is taken back.
    case wipeNotices
    /// What was set aside at this bot is tried again, and who asked is told.
    case retry(Retry)

    // Written by the ledger itself.
    /// These are taken back in the staff room, and what was under way, if it arrived.
    case wipe([Receipt], underWay: UnderWay?)

    // To the sender.
    /// The delivery is not accepted. Nothing of it is recorded.
    case refuse(Refusal)
}

/// Where an effect is carried out.
public enum Destination: String, Sendable, Hashable, Codable, CaseIterable {
    /// On the visitor's side of her door.
    case visitor
    /// In the bot's lobby.
    case lobby
    /// In the bot's staff room.
    case staffRoom
    /// In the conversation's counselling room.
    case counsellingRoom
    /// In the ledger, within the recording transaction.
    case ledger
}

extension Effect {
    /// Why something is not accepted, where that is what this says.
    var refusal: Refusal? {
        if case .refuse(let refusal) = self { refusal } else { nil }
    }

    /// Where it is carried out.
    public var destination: Destination {
        switch self {
        case .show, .meet, .tell, .markRead, .remove: .visitor
        case .letGo, .hush, .decline: .lobby
        case .post, .edit, .tellStaff, .alert, .call, .reload, .wipe: .staffRoom
        case .open, .relay, .fetch, .advise, .tick, .admit, .dismiss, .close: .counsellingRoom
        case .forgetVisitor, .remind, .unremind, .unremindAll, .hasten, .wake, .amend, .attach,
            .amendOwn, .bringAnswers, .keepPass, .dropPass, .audit, .clearRoom, .clearDirect,
            .admitUndelivered, .forget, .wipeNotices, .retry, .refuse:
            .ledger
        }
    }
}

/// The notice about one conversation in the staff room.
public struct Notice: Sendable, Hashable, Codable {
    /// The conversation's number.
    public let number: ConversationNumber
    /// What it says now.
    public let text: Confidential<String>
    /// What it says while it rings, for it may be read on a locked screen: no name, no word of
    /// hers.
    ///
    /// What stands in `text` follows as a change of it, which rings nobody. Nothing where it only
    /// changes what stands there.
    public let ring: String?
    /// Whom it calls; nothing: everybody who answers.
    public let called: [CounsellorID]?

    init(
        number: ConversationNumber,
        text: String,
        ring: String? = nil,
        called: [CounsellorID]? = nil
    ) {
        (self.number, self.text) = (number, Confidential(text))
        (self.ring, self.called) = (ring, called)
    }
}

/// Something that somebody ordered, without a word or a name of a visitor.
public struct AuditEntry: Sendable, Hashable, Codable {
    /// What.
    public enum What: String, Sendable, Hashable, Codable {
        /// The door.
        case closedDoor, openedDoor
        /// An alarm in a talk.
        case alarm
        /// Somebody was held, or let go again.
        case held, released
        /// A talk changed hands.
        case gaveBack, handedOver
        /// A return code was given, or is good no more.
        case gaveCode, tookCodeBack
        /// Somebody came into a counselling room who was not let in, and was put out; by her.
        case putOutStranger
        /// By nobody: a visitor's room was found deserted at start, and its talk was ended.
        case endedDeserted
        /// By nobody: at start the lobby was not as it should be, and was put right.
        case mendedLobbyAlias, mendedLobbyAddress, mendedLobbyPowers, mendedLobbyJoining
        case mendedLobbyGuests, mendedLobbyHistory, mendedLobbyName, mendedLobbyTopic
        /// By nobody: the lobby was found in a state that people must look at.
        case foundLobbyAliasTaken, foundLobbyReplaced, foundLobbyGone
    }

    /// What was ordered.
    public let what: What
    /// By whom.
    public let by: CounsellorID
    /// Until when it holds, in milliseconds since 1970; nothing where it has no end of its own.
    public let until: Int64?
    /// Why, in the words of who ordered it.
    public let reason: Confidential<String>?

    init(
        what: What,
        by counsellor: CounsellorID,
        until: Int64? = nil,
        reason: Confidential<String>? = nil
    ) {
        (self.what, self.by) = (what, counsellor)
        (self.until, self.reason) = (until, reason)
    }
}

/// What a counselling room needs to begin.
public struct Opening: Sendable, Hashable, Codable {
    /// The conversation's number.
    public let number: ConversationNumber
    /// Who is brought in.
    public let owner: CounsellorID
    /// The name that the ghost speaks under.
    public let visitorName: Confidential<String>
    /// The bot's first remark in the room.
    public let remark: Confidential<String>
}

/// Effects of which nobody wrote down whether they arrived.
public struct UnderWay: Sendable, Hashable, Codable {
    /// Their ids, which stand in the events if they did.
    public let effects: [EffectID]
    /// When the first of them was written down, in milliseconds since 1970.
    public let since: Int64

    /// What may have arrived.
    public init(_ effects: [EffectID], since: Int64) {
        (self.effects, self.since) = (effects, since)
    }
}
