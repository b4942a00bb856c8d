/// A ready reply, with services where it leads on to some.
public struct Reply: Sendable, Hashable {
    /// Which services follow.
    public enum Services: Sendable, Hashable {
        /// These entries of the directory, by id, in this order.
        case listed([String])
        /// What suits her best: by need, age, language, province, and who answers now.
        case chosen(need: String?, countMax: Int)
    }

    /// What the bot says first.
    public let text: Saying
    /// What it says after that; entries that may not be spoken today are left out.
    public let services: Services
    /// The door of another bot that it leads to.
    public let bot: BotName?

    /// A reply as a file states it.
    public init(text: Saying, services: Services = .listed([]), bot: BotName? = nil) {
        (self.text, self.services, self.bot) = (text, services, bot)
    }
}

/// Something that is said when so much time has gone by.
public struct TimedReply: Sendable, Hashable {
    /// Minutes since the waiting or the silence began.
    public let minutes: Int
    /// Said again each time so many minutes have gone by after that; nothing: only once.
    public let everyMinutes: Int?
    /// What is said.
    public let text: Saying

    /// A reply as a file states it.
    public init(minutes: Int, everyMinutes: Int? = nil, text: Saying) {
        (self.minutes, self.everyMinutes, self.text) = (minutes, everyMinutes, text)
    }
}

/// Words that a visitor may write, and the help that is then offered.
///
/// Her line is carried over as every other. The counsellor gets a mark; nothing is judged.
public struct WordRule: Sendable, Hashable {
    /// The rule's name in its file.
    public let id: String
    /// Words and short phrases of all languages, each as folded words, by the first of them: most
    /// lines hold none, and a look at each word tells.
    public let phrases: [String: Set<[String]>]
    /// What counsellors see.
    public let mark: String
    /// The help, said once in a talk.
    public let text: Saying

    /// A rule as a file states it.
    public init(id: String, words: [Language: [String]], mark: String, text: Saying) {
        (self.id, self.mark, self.text) = (id, mark, text)
        var phrases: [String: Set<[String]>] = [:]
        for phrase in words.values.joined() {
            let folded = Folded.words(phrase).map(String.init)
            guard let first = folded.first else { continue }
            phrases[first, default: []].insert(folded)
        }
        self.phrases = phrases
    }
}

/// An answer that counsellors have ready: `!réponse id`.
public struct ReadyAnswer: Sendable, Hashable {
    /// What is typed after the command.
    public let id: String
    /// What the visitor reads.
    public let text: Saying

    /// An answer as a file states it.
    public init(id: String, text: Saying) {
        (self.id, self.text) = (id, text)
    }
}

/// Everything that `replies.yaml` holds.
public struct Replies: Sendable, Hashable {
    /// Replies by id, for the intake to lead to.
    public let byID: [String: Reply]
    /// Said while she waits, by the minutes since she sat down.
    public let waiting: [TimedReply]
    /// Said while a line of hers is not answered.
    public let counsellorSilent: [TimedReply]
    /// Said while she does not answer: check, safety, place kept, farewell.
    public let visitorSilent: [TimedReply]
    /// Help by words.
    public let words: [WordRule]
    /// Counsellors' ready answers, in the file's order.
    public let answers: [ReadyAnswer]

    /// The replies as a file states them.
    public init(
        _ byID: [String: Reply] = [:],
        waiting: [TimedReply] = [],
        counsellorSilent: [TimedReply] = [],
        visitorSilent: [TimedReply] = [],
        words: [WordRule] = [],
        answers: [ReadyAnswer] = []
    ) {
        (self.byID, self.waiting, self.words, self.answers) = (byID, waiting, words, answers)
        (self.counsellorSilent, self.visitorSilent) = (counsellorSilent, visitorSilent)
    }

    /// A reply by its id.
    public subscript(_ id: String) -> Reply? { byID[id] }
}
