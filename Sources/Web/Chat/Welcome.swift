internal import Desk
internal import Foundation
internal import Relay

/// What the page needs to know before the first question.
struct Welcome: Encodable {
    struct Helpline: Encodable {
        let name: String
        let phone: String?
        let link: String?
        let note: String
    }

    /// Everything that is said in one language.
    struct Tongue: Encodable {
        let words: [String: String]
        let nextOpening: String?
        /// What the bot itself says; nothing in a language that it does not speak.
        let arrival: [String]?
        let closed: [String]?
        let helplines: [Helpline]?
    }

    let bot: String
    /// The language in which the page is opened.
    let lang: String
    /// The languages of the bot.
    let spoken: [String]
    let name: String
    let open: Bool
    /// Whether a letter can be left while nobody is there.
    let letters: Bool
    let tongues: [String: Tongue]
    let exitTo: String
    let lineCharactersMax: Int
    /// Whether she is asked before what may identify her is sent.
    let asksBeforeDetails: Bool
    /// Whether there is a picture above the name.
    let logo: Bool

    /// Where nobody can say how the door stands, it is closed and the help lines stay.
    init(_ script: Script, asking switchboard: Switchboard, at wallClock: WallClock) async {
        let door = try? await switchboard.door(of: script)
        let now = wallClock.moment(in: script.zone)?.civil
        let today = now?.date ?? wallClock.today
        (bot, lang, name) = (script.webPath, script.language.rawValue, script.title)
        spoken = script.languages.map(\.rawValue)
        open = door?.isOpen ?? false
        letters = script.limits.letterDays > 0
        tongues = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                let tongue = Tongue(script, door, in: language, now: now, today: today)
                return (language.rawValue, tongue)
            }
        )
        exitTo = script.exitAddress
        lineCharactersMax = script.limits.lineCharactersMax
        (asksBeforeDetails, logo) = (script.page.asksBeforeDetails, script.page.logo != nil)
    }

    /// What is said in a language, as far as it is said there at all.
    func tongue(_ language: Language) -> Tongue? {
        tongues[language.rawValue]
    }

    /// As a data block inside a page: `<` would end it.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let data = (try? encoder.encode(self)) ?? Data("{}".utf8)
        return String(decoding: data, as: UTF8.self).replacingOccurrences(of: "<", with: "\\u003c")
    }
}

extension Welcome {
    /// Whom she may call, in a language of the bot.
    static func helplines(
        of script: Script,
        in language: Language,
        at wallClock: WallClock
    ) -> [Helpline] {
        let now = wallClock.moment(in: script.zone)?.civil
        let today = now?.date ?? wallClock.today
        return helplines(of: script.on(today), in: language, now: now, today: today)
    }

    fileprivate static func helplines(
        of script: Script,
        in language: Language,
        now: CivilTime?,
        today: CivilDate
    ) -> [Helpline] {
        script.helplines(on: today).map { referral in
            // Hours that nobody verified are not guessed: then nothing is said of them.
            let isOpen = now.flatMap { now in referral.hours?.isOpen(at: now) } ?? false
            let note = referral.about.said(to: Audience(language))
            let open = isOpen ? " " + PageWords.of(script, in: language).say(.openNow) : ""
            return Helpline(
                name: referral.name,
                phone: referral.phone,
                link: referral.link,
                note: note + open
            )
        }
    }
}

extension Welcome.Tongue {
    init(
        _ script: Script,
        _ door: DoorView?,
        in language: Language,
        now: CivilTime?,
        today: CivilDate
    ) {
        let script = script.on(today)
        let words = PageWords.of(script, in: language)
        let opening = door?.nextOpening(language)
        guard script.languages.contains(language) else {
            self.init(
                words: words,
                nextOpening: opening,
                arrival: nil,
                closed: nil,
                helplines: nil
            )
            return
        }
        let audience = Audience(language)
        let closed =
            door?.closedText(audience)
            ?? script.texts.say(.closedUnknown, to: audience)
        self.init(
            words: words,
            nextOpening: opening,
            arrival: Self.lines(script.texts.say(.arrival, to: audience)),
            closed: door?.isOpen == true ? [] : Self.lines(closed),
            helplines: Welcome.helplines(of: script, in: language, now: now, today: today)
        )
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init)
    }
}
