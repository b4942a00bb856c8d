import Desk

/// The bot of the stories: always open, one question, sentences short enough to read in a
/// transcript.
enum TestBot {
    static let name = BotName("essai")
    static let persona = "Maintenant j'en parle"

    static let script = Script(
        name: name,
        title: "Essai",
        languages: [.fr],
        zone: "Europe/Brussels",
        hours: .known(OpeningHours(weekly: always, holidays: .open)),
        persona: persona,
        intake: [
            Question(id: "name", kind: .name, text: "Comment t'appeler ?", choices: [])
        ],
        replies: Replies(),
        referrals: [],
        provinces: [:],
        texts: Texts(sentences),
        limits: ScriptLimits(lineCharactersMax: 100_000, forgetAfterHours: 24),
        exitAddress: "https://example.org/"
    )

    private static let always = Dictionary(
        uniqueKeysWithValues: Weekday.allCases.map {
            ($0, [OpeningHours.Slot(start: 0, end: 1_440)])
        }
    )

    private static let sentences: [TextKey: Saying] = [
        .greeting: "Bonjour !",
        .waiting: "Tu es à la place {place}.",
        .welcome: "{persona} est là.",
        .goodbye: "Au revoir !",
        .visitorGoodbye: "Tu peux revenir.",
        .lineFailed: "Un message n'est pas arrivé.",
        .nameless: "jeune {number}",
        .noticeWaiting: "#{number} {name}",
        .noticeHow: "!prendre {number}",
        .noticeTaken: "pris par {counsellor}",
        .noticeEnded: "terminé",
        .noticeLeft: "parti·e avant",
        .alreadyTaken: "#{number} est déjà avec {counsellor}",
        .nobodyWaits: "personne n'attend sous #{number}",
        .waitingList: "en attente : {list}",
        .waitingListEmpty: "personne n'attend",
        .unknownCommand: "!{command} n'existe pas",
        .staffHelp: "!prendre, !file",
        .roomHelp: "!clore, !aide",
        .roomOpened: "#{number} {name}, on y va",
        .roomVisitorLeft: "la personne est partie",
        .roomClosed: "discussion terminée",
        .roomOver: "personne ne reçoit ceci",
        .roomLineFailed: "#{number} : un message n'est pas passé",
        .roomEncrypted: "#{number} : salle chiffrée, on change de salle",
        .onlyText: "seul le texte passe",
    ]
}
