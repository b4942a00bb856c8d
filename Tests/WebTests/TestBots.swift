import Desk

/// The bots of these tests: the same few sentences, with different doors.
enum TestBots {
    /// Asks nothing: who arrives, waits.
    static let plain = BotName("essai")
    /// Asks for a name, then for an age.
    static let curious = BotName("questions")
    /// Its hours cannot be read.
    static let unreadable = BotName("illisible")
    /// Its time zone is none.
    static let nowhere = BotName("nulle-part")
    /// Opens tomorrow.
    static let closed = BotName("demain")
    /// Asks in every way there is, speaks two languages, and leads to another bot.
    static let rich = BotName("tout")
    /// Says things that would break out of a page if they could.
    static let hostile = BotName("pirate")

    static let persona = "Maintenant j'en parle"
    static let lineCharactersMax = 2_000

    /// Friday 15 January 2027, noon in Brussels.
    static let noon: Int64 = 1_800_010_800_000

    static let all = [
        script(plain), script(curious, intake: questions),
        script(unreadable, hours: .unreadable), script(nowhere, zone: "Europe/Nowhere"),
        script(rich, languages: [.fr, .nl], intake: richQuestions, replies: richReplies),
        script(closed, hours: .known(OpeningHours(weekly: [.saturday: [slot]], holidays: .open))),
        script(hostile, title: breakingTitle, sentences: sentences.merging(breaking) { $1 }),
    ]

    static func script(
        _ name: BotName,
        title: String = "Essai",
        languages: [Language] = [.fr],
        hours: Hours = .known(always),
        zone: String = "Europe/Brussels",
        intake: [Question] = [],
        replies: [String: Reply] = [:],
        sentences: [TextKey: Saying] = sentences
    ) -> Script {
        Script(
            name: name,
            title: title,
            languages: languages,
            zone: zone,
            hours: hours,
            persona: persona,
            intake: intake,
            replies: Replies(
                replies.merging([
                    Script.helplinesReply: Reply(text: "", services: .listed(["ecoute"]))
                ]) { own, _ in own }
            ),
            referrals: [
                Referral(
                    id: "ecoute",
                    name: "Exemple",
                    about: "Gratuit.",
                    phone: "199",
                    link: nil,
                    hours: always
                )
            ],
            provinces: [:],
            texts: Texts(sentences, page: [.fr: ["start": "Commencer", "openNow": "(ouvert)"]]),
            limits: limits,
            exitAddress: "https://example.org/"
        )
    }

    private static var limits: ScriptLimits {
        var limits = ScriptLimits(waitingCountMax: 1_000, lineCharactersMax: lineCharactersMax)
        limits.letterDays = 7
        limits.imageKilobytesMax = 300
        return limits
    }

    private static let slot = OpeningHours.Slot(start: 18 * 60, end: 21 * 60)

    private static let always = OpeningHours(
        weekly: Dictionary(
            uniqueKeysWithValues: Weekday.allCases.map {
                ($0, [OpeningHours.Slot(start: 0, end: 1_440)])
            }
        ),
        holidays: .open
    )

    private static let questions = [
        Question(id: "name", kind: .name, text: "Comment t'appeler ?", choices: []),
        Question(
            id: "age",
            kind: .choice,
            text: "Quel âge as-tu ?",
            choices: [
                Choice(id: "teen", label: "12 à 17 ans", next: .onward),
                Choice(id: "other", label: "un autre âge", next: .onward),
            ]
        ),
    ]

    private static let richQuestions = [
        Question(
            id: "danger",
            kind: .yesNo,
            text: "En danger ?",
            choices: [Choice(id: "yes", label: "oui"), Choice(id: "no", label: "non")]
        ),
        Question(
            id: "who",
            kind: .choice,
            text: "Quelle langue ?",
            choices: [
                Choice(id: "french", label: "français"),
                Choice(id: "dutch", label: "Nederlands", language: .nl),
                Choice(id: "other", label: "un autre chat", next: .refer("autre")),
            ]
        ),
        Question(
            id: "mood",
            kind: .scale,
            text: Saying([Audience(.fr): "De 1 à 10 ?", Audience(.nl): "Van 1 tot 10?"]),
            choices: (1...10).map { Choice(id: "\($0)", label: Saying("\($0)")) }
        ),
    ]

    private static let richReplies = [
        "autre": Reply(text: "Il y a un autre chat.", bot: plain)
    ]

    private static let breakingTitle = "</script><script>alert(2)</script> {{lang}}"

    private static let breaking: [TextKey: Saying] = [
        .pageTitle: #"</title><script>alert("1")</script>"#,
        .arrival: "<!-- <script> & ' \u{2028} ]]>",
    ]

    private static let sentences: [TextKey: Saying] = [
        .pageTitle: "Discussion",
        .arrival: "Avant de commencer.\nC'est anonyme.",
        .greeting: "Bonjour !",
        .closed: "C'est fermé jusqu'à {opening}.",
        .closedUnknown: "C'est fermé.",
        .waiting: "Tu es à la place {place}.",
        .pleaseChoose: "Choisis.",
        .skipped: "(passé)",
        .welcome: "{persona} est là.",
        .goodbye: "Au revoir !",
        .visitorGoodbye: "Tu peux revenir.",
        .letterOffer: "Tu peux laisser une lettre.",
        .letterWrite: "Écrire une lettre",
        .letterBegin: "Écris, puis envoie.",
        .letterSend: "Envoyer la lettre",
        .letterSent: "Ta lettre est partie. Ton code : {code}",
        .codeUnknown: "Je ne connais pas ce code.",
        .mistaken: "C'est une erreur, revenir",
        .otherDoor: "Aller chez {name}",
        .nameless: "jeune {number}",
        .noticeWaiting: "#{number} {name}",
        .noticeTaken: "pris par {counsellor}",
        .roomOpened: "#{number} {name}",
        .roomVisitorAway: "elle est partie un moment",
        .roomVisitorBack: "elle est de retour",
    ]
}
