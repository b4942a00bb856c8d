import Desk

/// The same bot with everything that a file can hold: branches, marks, two languages, ages, words,
/// patience, margins.
extension TestScript {
    static func rich(
        atClosing: OpeningHours.AtClosing = .referral,
        limits: ScriptLimits = richLimits,
        directory: [Referral] = richDirectory,
        escalation: [AlertStep] = calls
    ) -> Script {
        Script(
            name: BotName("essai"),
            title: "Essai",
            languages: [.fr, .nl],
            zone: zone,
            hours: .known(richHours(atClosing)),
            persona: "Maintenant j'en parle",
            escalation: escalation,
            intake: richQuestions,
            replies: richReplies,
            referrals: directory,
            provinces: ["5000": .namur, "4000": .liege],
            texts: Texts(richSentences),
            commands: commands,
            limits: limits,
            exitAddress: "https://example.org/"
        )
    }

    static let calls = [
        AlertStep(minutes: 3, group: .counsellors), AlertStep(minutes: 8, group: .admins),
    ]

    /// A ladder of calls with its end, where letters are taken or not.
    static func ladder(letterDays: Int) -> Script {
        var limits = limits()
        limits.letterDays = letterDays
        let end = AlertStep(minutes: 12, group: nil)
        return script(limits: limits, escalation: calls + [end], intake: [])
    }

    /// Nobody is waited for after a claim: most stories are not about it.
    private static let richLimits: ScriptLimits = {
        var limits = ScriptLimits(talkNoticeMinutes: [45, 55])
        limits.imageKilobytesMax = 300
        limits.unclaimAfterMinutes = 0
        return limits
    }()

    private static func richHours(_ atClosing: OpeningHours.AtClosing) -> OpeningHours {
        OpeningHours(
            weekly: evenings.weekly,
            exceptions: evenings.exceptions,
            holidays: .closed,
            margins: OpeningHours.Margins(lastEntryMinutes: 20, closingSoonMinutes: 15),
            atClosing: atClosing
        )
    }

    private static let richSentences: [TextKey: Saying] = {
        var sentences = TestScript.sentences.mapValues { Saying($0) }
        sentences[.waiting] = Saying([
            Audience(.fr): "Tu es à la place {place}.",
            Audience(.fr, band: .child): "Place {place}. Ça va aller.",
            Audience(.nl): "Je plaats: {place}.",
        ])
        return sentences
    }()

    private static let richQuestions = [
        Question(
            id: "danger",
            kind: .yesNo,
            text: "Es-tu en danger maintenant ?",
            choices: [
                Choice(
                    id: "yes",
                    label: "oui",
                    words: ["ja"],
                    mark: "Danger maintenant",
                    says: "danger"
                ),
                Choice(id: "no", label: "non", words: ["nee"]),
            ]
        ),
        Question(
            id: "age",
            kind: .choice,
            text: "Quel âge as-tu ?",
            choices: [
                Choice(id: "child", label: "11 ans ou moins", band: .child),
                Choice(id: "youth", label: "15 à 17 ans", band: .youth),
                Choice(id: "adult", label: "18 ans ou plus", band: .adult, next: .refer("adulte")),
            ]
        ),
        Question(
            id: "who",
            kind: .choice,
            text: Saying([Audience(.fr): "Pour qui ?", Audience(.nl): "Voor wie?"]),
            choices: [
                Choice(id: "me", label: "Pour moi"),
                Choice(id: "friend", label: "Pour un ami", next: .ask("friend")),
                Choice(id: "dutch", label: "Ik spreek Nederlands", language: .nl),
                Choice(id: "other", label: "Autre chat", next: .refer("autre")),
            ]
        ),
        Question(
            id: "mood",
            kind: .scale,
            text: Saying([Audience(.fr): "De 1 à 3 ?", Audience(.nl): "Van 1 tot 3?"]),
            choices: ["1", "2", "3"].map { Choice(id: $0, label: Saying($0)) },
            next: .wait
        ),
        Question(id: "friend", kind: .text, text: "Dis-moi un peu.", next: .wait),
    ]

    private static let richReplies = Replies(
        [
            "danger": Reply(text: "Appelle le 112."),
            "adulte": Reply(
                text: "Ici c'est pour les jeunes.",
                services: .chosen(need: "violence", countMax: 2)
            ),
            "autre": Reply(text: "Il y a un autre chat.", bot: BotName("praat")),
            "helplines": Reply(text: "Appelle :", services: .listed(["tele"])),
        ],
        waiting: [
            TimedReply(minutes: 5, text: "Toujours là. Tu peux attendre ou appeler le 112."),
            TimedReply(minutes: 10, everyMinutes: 10, text: "On ne t'oublie pas, {nom}."),
        ],
        counsellorSilent: [TimedReply(minutes: 6, text: "Ta ligne est arrivée.")],
        visitorSilent: [
            TimedReply(minutes: 5, text: "Tu es là ?"),
            TimedReply(minutes: 15, text: "Tu peux revenir {prochaine_ouverture}."),
        ],
        words: [
            WordRule(
                id: "suicide",
                words: [.fr: ["mourir", "me tuer"], .nl: ["dood"]],
                mark: "parle de mourir",
                text: "En danger ? Le 112.\n{référence:tele}\n{référence:gone}"
            )
        ],
        answers: [
            ReadyAnswer(id: "bonjour", text: "Bonjour {nom}, {intervenante} t'écoute."),
            ReadyAnswer(id: "après", text: "On ouvre {prochaine_ouverture}."),
        ]
    )

    private static let always = OpeningHours(
        weekly: Dictionary(
            uniqueKeysWithValues: Weekday.allCases.map {
                ($0, [OpeningHours.Slot(start: 0, end: 1_440)])
            }
        ),
        holidays: .open
    )

    static let lapsed = CivilDate(year: 2026, month: 1, day: 1)

    /// Saturday evening until half past two.
    static let night = OpeningHours(
        weekly: [.saturday: [OpeningHours.Slot(start: 22 * 60, end: 26 * 60 + 30)]],
        holidays: .open
    )

    static func service(
        _ id: String,
        hours: OpeningHours? = nil,
        reach: Referral.Reach = Referral.Reach(),
        checkBy: CivilDate? = nil
    ) -> Referral {
        Referral(
            id: id,
            name: id.uppercased(),
            about: "Pour tous.",
            phone: "199",
            link: nil,
            hours: hours,
            reach: reach,
            checkBy: checkBy
        )
    }

    private static let richDirectory = [
        service("tele"),
        service("gone", checkBy: lapsed),
        service("day", hours: evenings, reach: .init(needs: ["violence"])),
        service("child", reach: .init(bands: [.child], needs: ["violence"])),
        service("namur", reach: .init(provinces: [.namur], needs: ["violence"])),
        service("dutch", reach: .init(languages: [.nl], needs: ["violence"])),
        service("night", hours: always, reach: .init(needs: ["violence"])),
        service("some", reach: .init(needs: ["violence"])),
    ]
}

/// The same bot as a team runs it: duty, a limit of talks, letters, codes.
extension TestScript {
    static func team(
        _ hours: OpeningHours = evenings,
        escalation: [AlertStep] = [],
        intake: [Question] = []
    ) -> Script {
        var limits = ScriptLimits(talkNoticeMinutes: [])
        (limits.dutyIsRequired, limits.talksAtOnceMax) = (true, 2)
        (limits.unclaimAfterMinutes, limits.letterDays) = (5, 14)
        return script(
            hours: .known(hours),
            limits: limits,
            escalation: escalation,
            intake: intake
        )
    }

    /// Whoever says that she is in danger goes ahead of others, and after a while may write.
    static func teamWithDanger() -> Script {
        let yes = Choice(id: "yes", label: "oui", mark: "Danger", headStartMinutes: 30)
        let danger = Question(id: "danger", kind: .yesNo, text: "En danger ?", choices: [yes])
        return team(escalation: [AlertStep(minutes: 3, group: nil)], intake: [danger])
    }

    /// The evenings, and one Tuesday on which the door is open in the afternoon instead.
    static func afternoon(_ atClosing: OpeningHours.AtClosing) -> OpeningHours {
        var exceptions = evenings.exceptions
        if let day = CivilDate(year: 2026, month: 11, day: 24) {
            let slot = OpeningHours.Slot(start: 14 * 60, end: 17 * 60)
            exceptions[day] = .init(.instead([slot]), reason: "l'équipe se réunit le soir")
        }
        return OpeningHours(
            weekly: evenings.weekly,
            exceptions: exceptions,
            holidays: .closed,
            atClosing: atClosing
        )
    }
}
