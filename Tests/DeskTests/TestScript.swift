import Desk
import Rehearsal

/// The bot that the stories talk to: short French sentences, three questions, weekday evenings.
enum TestScript {
    static let zone = "Europe/Brussels"

    /// Monday to Friday from 18:00 to 21:00, not on public holidays, and one evening off.
    static let evenings: OpeningHours = {
        let slot = OpeningHours.Slot(start: 18 * 60, end: 21 * 60)
        let days: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
        var exceptions: [CivilDate: OpeningHours.Exception] = [:]
        if let day = CivilDate(year: 2026, month: 12, day: 24) {
            exceptions[day] = OpeningHours.Exception(.closed, reason: "fête de l'équipe")
        }
        return OpeningHours(
            weekly: Dictionary(uniqueKeysWithValues: days.map { ($0, [slot]) }),
            exceptions: exceptions,
            holidays: .closed
        )
    }()

    /// The house's numbers, without what time alone brings into a talk: most stories are not about
    /// it.
    static func limits(waiting: Int = 100, unheard: Int = 200) -> ScriptLimits {
        var limits = ScriptLimits(
            waitingCountMax: waiting,
            unheardLineCountMax: unheard,
            talkNoticeMinutes: []
        )
        limits.unclaimAfterMinutes = 0
        return limits
    }

    static func script(
        hours: Hours = .known(evenings),
        limits: ScriptLimits = limits(),
        escalation: [AlertStep] = [],
        intake: [Question] = questions
    ) -> Script {
        Script(
            name: BotName("essai"),
            title: "Essai",
            languages: [.fr],
            zone: zone,
            hours: hours,
            persona: "Maintenant j'en parle",
            escalation: escalation,
            intake: intake,
            replies: Replies(replies),
            referrals: directory,
            provinces: ["5000": .namur, "4000": .liege],
            texts: Texts(sentences.mapValues { Saying($0) }),
            commands: commands,
            limits: limits,
            exitAddress: "https://example.org/"
        )
    }

    static let questions = [
        Question(
            id: "name",
            kind: .name,
            text: "Comment veux-tu qu'on t'appelle ?",
            choices: [Choice(id: "nl", label: "Nederlands", next: .refer("nederlands"))]
        ),
        Question(
            id: "age",
            kind: .choice,
            text: "Quel âge as-tu ?",
            choices: [
                Choice(id: "under12", label: "moins de 12 ans", next: .onward),
                Choice(id: "teen", label: "12 à 17 ans", next: .onward),
                Choice(id: "adult", label: "18 ans ou plus", next: .refer("adulte")),
            ]
        ),
        Question(id: "postal", kind: .postal, text: "Quel est ton code postal ?", choices: []),
    ]

    private static let replies = [
        "adulte": Reply(
            text: "Ici c'est pour les moins de 18 ans.",
            services: .listed(["tele", "gone"])
        ),
        "nederlands": Reply(
            text: "Er is ook een chat in het Nederlands.",
            services: .listed(["npie"])
        ),
    ]

    private static let directory = [
        Referral(id: "tele", name: "Exemple-Accueil", about: "Pour tous.", phone: "199", link: nil),
        Referral(
            id: "npie",
            name: "Voorbeeld",
            about: "Voor jongeren.",
            phone: nil,
            link: "https://example.org/nl"
        ),
    ]
}

extension TestScript {
    /// The files as a story puts them live: `hours evenings`, `rules rich`, and what every story
    /// may change.
    static func change(_ word: String, _ rest: String, _ script: Script) throws -> Script? {
        switch (word, rest) {
        case ("hours", "evenings"), ("rules", "plain"): TestScript.script()
        case ("rules", "rich"): rich()
        case ("rules", "team"): team()
        case ("rules", "team with questions"): team(intake: questions)
        case ("rules", "team with danger"): teamWithDanger()
        case ("rules", "ladder"): ladder(letterDays: 14)
        case ("rules", "ladder, no letters"): ladder(letterDays: 0)
        case ("rules", "rich, place kept"): rich(atClosing: .place)
        case ("rules", "rich, directory lapsed"):
            rich(directory: [service("tele", checkBy: lapsed)])
        case ("rules", "night"): TestScript.script(hours: .known(night), intake: [])
        case ("rules", "team, an afternoon instead"): team(afternoon(.letter))
        case ("rules", "team, referral at closing"): team(afternoon(.referral))
        default: try Props.change(word, rest, script)
        }
    }

    /// What a story tells otherwise than this bot does.
    static func differences(in text: String) -> [String] {
        Player.differences(in: text, with: script(), watching: .everything, changing: change)
    }

    /// The clock on the wall in the bot's zone.
    static var wall: Wall { get throws { try Wall(zone: zone) } }
}
