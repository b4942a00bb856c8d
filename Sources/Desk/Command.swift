/// What a counsellor orders with a line that begins with `!`.
public enum Command: Sendable, Hashable {
    /// `!aide`: which commands are there?
    case help
    /// A `!word` that is none here; `meant` is the nearest one.
    case unknown(Confidential<String>, meant: String?)
    /// A `!word` that means something in the other kind of room only, as it was typed.
    case elsewhere(String)
    /// A line that begins with something like a `!`, and the nearest command.
    case misspelt(meant: String?)
    /// A command with something that cannot be read, or among other lines; how it is written.
    case unread(how: String)

    // In the staff room.
    /// `!file`: who waits, in which order, and why?
    case list
    /// `!recharger`: read the bots' files again.
    case reload
    /// `!relancer`: try again what was set aside.
    case retry
    /// `!service 21:00`: I answer from now on, for so long; nothing: until closing.
    case onDuty(HowLong?)
    /// `!repos`: I do not answer any more.
    case offDuty
    /// `!fermer 30m panne`: the door is closed for so long; nothing: for the rest of the day. Why
    /// is for whoever has to answer for it, not for a visitor.
    case closeDoor(HowLong?, reason: Confidential<String>?)
    /// `!ouvrir 30m`: the door is open for so long; nothing: as the hours say again.
    case openDoor(HowLong?)
    /// `!horaire`: is the door open, until when, and who is on duty?
    case hours
    /// `!retenus`: who is held?
    case held
    /// `!libérer 12`: nobody holds her any more.
    case release(ConversationNumber?)

    // In a counselling room.
    /// `!clore`: the talk is over, perhaps with a last line.
    case close(farewell: Confidential<String>?)
    /// `!rendre`: she waits again, before all others.
    case giveBack
    /// `!transférer @bea`: a colleague shall go on.
    case handOver(to: String?)
    /// `!accepter`: I go on with her.
    case accept
    /// `!inviter @bea`: a colleague reads along.
    case invite(String?)
    /// `!réponse bonjour`: a ready answer; nothing: which are there?
    case readyAnswer(String?)
    /// `!orienter 103`: a service of the directory, by id or need; nothing: which are there?
    case refer(String?)
    /// `!alerte`: somebody is in danger now.
    case alarm
    /// `!code`: she gets this code, with which she can come back.
    case giveCode(FreshCode)
    /// `!code annuler`: the codes she has are good for nothing any more.
    case takeBackCode
    /// `!pause 5`: I am with her again in so many minutes.
    case pause(minutes: Int?)
    /// `!attendre`: her silence is all right; nothing more is said about it.
    case keepWaiting
    /// `!lourd`: this talk weighs more than others.
    case heavy
    /// `!calme`: she waits, and nobody has to read her for a while.
    case hold
}

extension Command {
    /// What somebody may order who only reads along: asking, and calling for help.
    var isForReaders: Bool {
        switch self {
        case .help, .unknown, .elsewhere, .misspelt, .unread, .alarm, .accept: true
        case .list, .reload, .retry, .onDuty, .offDuty, .closeDoor, .openDoor, .hours, .held,
            .release, .close, .giveBack, .handOver, .invite, .readyAnswer, .refer, .giveCode,
            .takeBackCode, .pause, .keepWaiting, .heavy, .hold:
            false
        }
    }
}

extension Command {
    /// What may be ordered about a letter: nothing that needs somebody before a page.
    var isForLetters: Bool {
        switch self {
        case .hold, .pause, .giveCode, .keepWaiting: false
        // With the code of her letter she reads the answer: it is hers to forget.
        case .takeBackCode: false
        case .help, .unknown, .elsewhere, .misspelt, .unread, .list, .reload, .retry, .onDuty,
            .offDuty, .closeDoor, .openDoor, .hours, .held, .release, .close, .giveBack, .handOver,
            .accept, .invite, .readyAnswer, .refer, .alarm, .heavy:
            true
        }
    }
}

/// Where a command was typed; most mean something in one kind of room only.
public enum StaffPlace: Sendable, Hashable {
    /// Where the team meets.
    case staffRoom
    /// Where one talk is held.
    case counsellingRoom
}
