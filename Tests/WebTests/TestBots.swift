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
    /// Says things that would break out of a page if they could.
    static let hostile = BotName("pirate")

    static let persona = "Maintenant j'en parle"
    static let lineCharactersMax = 2_000

    /// Friday 15 January 2027, noon in Brussels.
    static let noon: Int64 = 1_800_010_800_000

    static let all = [
        script(plain), script(curious, intake: questions),
        script(unreadable, hours: .unreadable), script(nowhere, zone: "Europe/Nowhere"),
        script(closed, hours: .known(OpeningHours(weekly: [.saturday: [slot]], holidays: .open))),
        script(hostile, title: breakingTitle, sentences: sentences.merging(breaking) { $1 }),
    ]

    static func script(
        _ name: BotName,
        title: String = "Essai",
        hours: Hours = .known(always),
        zone: String = "Europe/Brussels",
        intake: [Question] = [],
        sentences: [TextKey: Saying] = sentences
    ) -> Script {
        Script(
            name: name,
            title: title,
            languages: [.fr],
            zone: zone,
            hours: hours,
            persona: persona,
            intake: intake,
            replies: Replies([
                Script.helplinesReply: Reply(text: "", services: .listed(["ecoute"]))
            ]),
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
            limits: ScriptLimits(waitingCountMax: 1_000, lineCharactersMax: lineCharactersMax),
            exitAddress: "https://example.org/"
        )
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
        .nameless: "jeune {number}",
        .noticeWaiting: "#{number} {name}",
        .noticeTaken: "pris par {counsellor}",
        .roomOpened: "#{number} {name}",
    ]
}
