/// One visitor's talk, from arrival to goodbye, and the only place where it is decided.
///
/// `hear` has an answer for every event in every stage; often the answer is to do nothing.
public struct Conversation: Sendable, Hashable, Codable {
    /// What counsellors call it.
    public let number: ConversationNumber
    /// The bot it belongs to.
    public let bot: BotName
    /// The way she came in.
    public let door: Door
    /// Whose it is: nobody else is let in, whatever stands beside what is sealed; nothing in those
    /// of an older Passerelle.
    public let visitor: VisitorKey?
    /// How far it has come.
    public internal(set) var stage: Stage
    /// The name she chose.
    public internal(set) var name: Confidential<String>?
    /// What she answered.
    public internal(set) var answers: [Answer]
    /// Her lines that no counsellor has been given yet, oldest first.
    public internal(set) var unheard: [LineID]
    /// How many lines the bot has spoken; numbers their ids.
    var spokenCount: Int
    /// When somebody last said something, to within ten minutes, in milliseconds since 1970.
    var lastHeard: Int64
    /// The language she chose; nothing: the bot's main one.
    var language: Language?
    /// Her age, as she said it.
    var band: AgeBand?
    /// What is kept of her postal code.
    var province: Province?
    /// The ids of the questions that were put to her: none is put twice.
    var asked: [String] = []
    /// By which line of hers she answered which question, where a line can be changed; nothing:
    /// none yet.
    var given: [Given]?
    /// What counsellors shall see beside her name, in the words of the bot's files.
    public internal(set) var marks: [String] = []
    /// The word rules that have spoken: each does once.
    var heardRules: [String] = []
    /// Whether she was told that the door closes soon.
    var toldClosingSoon = false
    /// Up to which of her lines a person has read, by its place.
    var readTo: Int64?
    /// When her notice was last written, in milliseconds since 1970.
    var noticedAt: Int64?
    /// When somebody was last called for her words while she is on hold, in milliseconds since
    /// 1970; nothing: not in this hold.
    var criedAt: Int64?
    /// When she was last told that nobody is on duty, in milliseconds since 1970.
    var toldUnattendedAt: Int64?
    /// Who is being waited for in the talk.
    var silence: Silence?
    /// What belongs to the talk with a counsellor while there is one.
    var talk: Talk?
    /// From when on her waiting counts for those who are called, in milliseconds since 1970, where
    /// that is later than `waitingSince`: she was given back, or her place was kept.
    var waitsAnewSince: Int64?
    /// Whether the code that she came with knows of this talk.
    var isContactCounted: Bool?
    /// How far she goes ahead of others who wait, in minutes.
    public internal(set) var headStartMinutes = 0
    /// With whom she talked before, if she came back with a code.
    var before: Pass?
    /// The code that she was given, to be shown once more.
    var code: Confidential<String>?
    /// Until when it is good, in milliseconds since 1970.
    var codeExpires: Int64?
    /// The digests of the codes that she was given or came with, so that they can be forgotten.
    var codes: [CodeDigest] = []
    /// The letters whose codes she has shown: who erases everything means them too.
    var letters: [ConversationNumber] = []
    /// Whom she wants to talk with, where that is open or not just anybody.
    var returning: Returning?
    /// How many wrong codes she has tried.
    var wrongCodeCount = 0
    /// Whether she may still leave a letter.
    var mayWriteLetter = false
    /// Who she is on the chat network, where she came in there.
    var guest: Guest?
    /// Whether no page of hers is open any more, as far as her door has told.
    public internal(set) var isAway = false
    /// Whether she was told of an outage that is not over yet, as far as she knows.
    var wasCutOff = false

    /// A conversation in which nothing was heard yet.
    public init(
        number: ConversationNumber,
        bot: BotName,
        door: Door,
        visitor: VisitorKey? = nil
    ) {
        (self.number, self.bot, self.door, self.visitor) = (number, bot, door, visitor)
        (stage, name, answers, unheard) = (.arriving, nil, [], [])
        (spokenCount, lastHeard) = (0, 0)
    }

    /// Hears what happened and says what shall be done.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - moment: Now, in the bot's zone.
    ///   - script: What the bot says and decides.
    ///   - around: Who waits at this bot, this conversation included if it waits, and the people.
    /// - Returns: The effects, in the order in which they shall happen. A `refuse` stands alone.
    public mutating func hear(
        _ event: Event,
        at moment: Moment,
        following script: Script,
        beside around: inout Surroundings
    ) -> [Effect] {
        let isLast = event == .due(.duty) && around.team.endDuty(at: moment.milliseconds)
        let script = script.on(moment.civil.date)
        let scene = Scene(moment: moment, script: script, around: around)
        let before = self
        var effects = decide(event, scene)
        if let refusal = effects.lazy.compactMap(\.refusal).first {
            // What is refused has not happened: nothing else follows from it.
            self = before
            guard door == .lobby else { return [.refuse(refusal)] }
            effects = admit(refusal, scene)
        }
        if isLast { effects += around.leaveUnattended(at: moment, following: script) }
        // An event that is itself about the outage knows better.
        if !event.isOfTheHouse { effects += noteReach(around.reach, after: event, scene) }
        around.team.follow(self)
        return withChoices(effects, since: before, scene)
    }

    private mutating func decide(_ event: Event, _ scene: Scene) -> [Effect] {
        switch event {
        case .arrived: return arrive(scene)
        case .visitorSaid(let id, let utterance): return hearVisitor(id, utterance, scene)
        case .visitorEnded(let forgetting): return endByVisitor(forgetting: forgetting, scene)
        case .visitorSaw(let id): return tick(id)
        case .visitorMoved(let isThere): return tellMoved(isThere, scene)
        case .cameToLobby(let guest, let room): return meet(guest, asking: room, scene)
        case .wroteInLobby(let id, let words, let earlier, let guest):
            return hearInLobby(id, words, replacing: earlier, by: guest, scene)
        case .wroteElsewhere(let id, let words, let guest):
            return hearElsewhere(id, words, by: guest, scene)
        case .visitorChanged(let id, let text): return changeOwn(id, text, scene)
        case .visitorPostedOther(let id):
            return [.remove(Receipt(id.rawValue)), say(.lobbyOnlyText, scene)]
        case .visitorTouched(let id, let number, let line):
            return touch(id, number, under: line, scene)
        case .visitorAsked(let request): return help(request, scene)
        case .visitorErased: return erase(scene)
        case .claimed(let counsellor): return claim(by: counsellor, scene)
        case .counsellorSaid(let id, let text, let counsellor):
            return hearCounsellor(id, text, by: counsellor, scene)
        case .counsellorShowed(let id, let image, let counsellor):
            return hearImage(id, image, by: counsellor, scene)
        case .imageCame(let id, let image): return showImage(id, image)
        case .imageLost(let id, let loss): return loseImage(id, loss, scene)
        case .counsellorChanged(let id, let text, let counsellor):
            return change(id, text, by: counsellor, scene)
        case .counsellorRead(let id, let place, let counsellor):
            return noteRead(id, place, by: counsellor, scene)
        case .commanded(let command, let id, let counsellor):
            return obey(command, id, by: counsellor, scene)
        case .counsellorCame(let somebody): return receive(somebody, scene)
        case .counsellorLeft(let counsellor): return lose(counsellor, scene)
        case .postedOther: return [.advise(scene.staff(.onlyText))]
        // The staff room's own; see `Reception`.
        case .reloadRefused, .staffed, .staffMoved: return []
        case .roomEncrypted: return leaveRoom(because: .roomEncrypted, scene)
        case .roomTakenAway: return leaveRoom(because: .roomTakenAway, scene)
        case .failed(_, let what): return tellFailure(what, scene)
        case .due(let reminder): return wake(reminder, scene)
        case .house(let event): return hearHouse(event, scene)
        }
    }
}

/// What stays the same while one event is heard.
struct Scene {
    let moment: Moment
    let script: Script
    let around: Surroundings
    let door: Doorway

    init(moment: Moment, script: Script, around: Surroundings) {
        (self.moment, self.script, self.around) = (moment, script, around)
        let isShut = around.reach.isShut
        door = Doorway(script, around.team.order, at: moment, isShut: isShut)
    }

    var waitingRoom: WaitingRoom { around.waitingRoom }
    var team: Team { around.team }

    /// Now, in milliseconds since 1970.
    var milliseconds: Int64 { moment.milliseconds }

    /// A sentence for counsellors.
    func staff(_ key: TextKey, _ values: [String: String] = [:]) -> String {
        script.texts.say(key, values, to: script.audience)
    }

    /// How long after its end a conversation is forgotten.
    var forgettingMilliseconds: Int64 {
        Int64(script.limits.forgetAfterHours) * 3_600_000
    }
}

extension Conversation {
    /// How she is spoken to.
    func audience(_ script: Script) -> Audience {
        let chosen = language.flatMap { script.languages.contains($0) ? $0 : nil }
        return Audience(chosen ?? script.language, band: band)
    }

    /// How she is spoken to.
    func audience(_ scene: Scene) -> Audience { audience(scene.script) }

    /// Whether she came back with a return code.
    public var isReturning: Bool { before != nil }

    /// The counsellor who has her.
    var owner: CounsellorID? {
        if case .talking(let owner) = stage { owner } else { nil }
    }

    /// The name that counsellors see.
    func visibleName(_ scene: Scene) -> String {
        name?.reveal() ?? scene.staff(.nameless, ["number": "\(number)"])
    }

    /// A sentence of the bot on the visitor's side.
    mutating func say(_ key: TextKey, _ scene: Scene) -> Effect {
        say(key, [:], scene)
    }

    /// A sentence of the bot with its placeholders filled, on the visitor's side.
    mutating func say(_ key: TextKey, _ values: [String: String], _ scene: Scene) -> Effect {
        say(scene.script.texts.say(key, values, to: audience(scene)))
    }

    /// A line of the bot on the visitor's side.
    mutating func say(_ text: String) -> Effect {
        spokenCount += 1
        let id = LineID("bot-\(spokenCount)")
        return .show(Line(id: id, author: .bot, text: Confidential(text)))
    }

    /// The visitor's own line, on her own side.
    func echo(_ id: LineID, _ text: String) -> Effect {
        .show(Line(id: id, author: .visitor, text: Confidential(text)))
    }

    /// Ends the conversation and sets the time of forgetting.
    mutating func finish(_ stage: Stage, _ scene: Scene) -> [Effect] {
        self.stage = stage
        (unheard, silence, talk, headStartMinutes) = ([], nil, nil, 0)
        (mayWriteLetter, returning, waitsAnewSince) = (false, nil, nil)
        lastHeard = scene.milliseconds
        return leaveLobby() + [.unremindAll, forgetLater(scene)] + forgetEarlier(scene)
    }

    /// Whatever becomes of a conversation, it is forgotten: this is set from its beginning on.
    func forgetLater(_ scene: Scene) -> Effect {
        .remind(.forget, at: lastHeard + scene.forgettingMilliseconds)
    }

    /// Remembers that somebody is there, but not at every line: that would write the whole
    /// conversation down again each time.
    mutating func noteLife(_ scene: Scene) {
        if scene.milliseconds - lastHeard >= Self.lifeMilliseconds {
            lastHeard = scene.milliseconds
        }
    }

    private static let lifeMilliseconds: Int64 = 600_000
}
