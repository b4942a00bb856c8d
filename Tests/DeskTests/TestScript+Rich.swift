import Desk

/// The same bot with everything that a file can hold: branches, marks, two languages, ages, words,
/// patience, margins.
extension TestScript {
    static func rich(
        atClosing: OpeningHours.AtClosing = .referral,
        limits: ScriptLimits = richLimits
    ) -> Script {
        Script(
            name: BotName("essai"),
            title: "Essai",
            languages: [.fr, .nl],
            zone: zone,
            hours: .known(richHours(atClosing)),
            persona: "Maintenant j'en parle",
            escalation: [
                AlertStep(minutes: 3, group: .counsellors), AlertStep(minutes: 8, group: .admins),
            ],
            intake: richQuestions,
            replies: richReplies,
            referrals: richDirectory,
            provinces: ["5000": .namur, "4000": .liege],
            texts: Texts(richSentences),
            commands: commands,
            limits: limits,
            exitAddress: "https://example.org/"
        )
    }

    /// Nobody is waited for after a claim: most stories are not about it.
    private static let richLimits: ScriptLimits = {
        var limits = ScriptLimits(talkNoticeMinutes: [45, 55])
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

    private static func service(
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
        service("gone", checkBy: CivilDate(year: 2026, month: 1, day: 1)),
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
    static func team() -> Script {
        var limits = ScriptLimits(talkNoticeMinutes: [])
        (limits.dutyIsRequired, limits.talksAtOnceMax) = (true, 2)
        (limits.unclaimAfterMinutes, limits.letterDays) = (5, 14)
        return script(limits: limits, intake: [])
    }
}
