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
        commands: CommandWords(commands),
        limits: limits,
        exitAddress: "https://example.org/"
    )

    /// As counsellors type them in French; English is understood besides.
    static let commands: [CommandWord: [String]] = [
        .claim: ["prendre"], .help: ["aide"], .list: ["file"], .reload: ["recharger"],
        .retry: ["relancer"], .onDuty: ["service"], .offDuty: ["repos"], .closeDoor: ["fermer"],
        .openDoor: ["ouvrir"], .hours: ["horaire"], .held: ["retenus"], .release: ["libérer"],
        .close: ["clore"], .giveBack: ["rendre"], .handOver: ["transférer"],
        .accept: ["accepter"], .invite: ["inviter"], .readyAnswer: ["réponse"],
        .refer: ["orienter"], .alarm: ["alerte"], .giveCode: ["code"], .pause: ["pause"],
        .keepWaiting: ["attendre"], .heavy: ["lourd"], .hold: ["calme"], .cancel: ["annuler"],
    ]

    /// The same bot with a second door.
    static func script(with lobby: Lobby?) -> Script {
        var script = script
        script.lobby = lobby
        return script
    }

    /// Nobody is waited for after a claim: most stories are not about it.
    private static let limits: ScriptLimits = {
        var limits = ScriptLimits(lineCharactersMax: 100_000, forgetAfterHours: 24)
        limits.unclaimAfterMinutes = 0
        limits.imageKilobytesMax = 300
        return limits
    }()

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
        .noticeRing: "#{number} attend",
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
        .commandOfStaffRoom: "!{command} : salle d'équipe",
        .commandOfRoom: "!{command} : salle d'une conversation",
        .timePassed: "heure passée",
        .staffHelp: "!prendre, !file",
        .roomHelp: "!clore, !aide",
        .roomOpened: "#{number} {name}, on y va",
        .roomVisitorLeft: "la personne est partie",
        .roomClosed: "discussion terminée", .roomNameEnded: "✓ {number} · terminé",
        .roomOver: "personne ne reçoit ceci",
        .roomLineFailed: "#{number} : un message n'est pas passé",
        .lineDamaged: "une ligne manque", .roomLineDamaged: "#{number} : une ligne est abîmée",
        .roomEncrypted: "#{number} : salle chiffrée, on change de salle",
        .roomTakenAway: "#{number} : salle perdue, on change de salle",
        .staffRoomChanged: "salle d'équipe changée", .staffRoomLost: "salle d'équipe perdue",
        .restored: "repris de {since}",
        .unreachable: "panne, gardé, 112", .reachable: "panne finie",
        .roomRestored: "repris de {since}",
        .staffRestored: "sauvegarde de {since}",
        .roomLost: "cette salle ne mène plus à rien",
        .retried: "relancé : {count}",
        .retriedNone: "rien à relancer",
        .lineLate: "#{number} en retard de {minutes} min",
        .nightReport: "oubliés {forgotten}, gardés {living}, en retard {overdue}, {removed}/{kept}",
        .roomImageKind: "pas une image", .roomImageLost: "pas lue",
        .roomImageTooLarge: "plus de {count}", .roomImageNotHere: "pas d'image ici",
        .onlyText: "seul le texte passe", .misspeltCommand: "presque une commande",
        .roomNamesAccount: "pas transmis : un compte", .roomCodeTakenBack: "code annulé",
        .roomCodeNone: "pas de code", .codeForgotten: "code oublié", .codeNone: "aucun code",
        .codeWaitSame: "la même", .codeWaitOther: "quelqu'un d'autre",
        .codeOther: "la même n'est pas là", .codeWaitsSame: "place gardée",
        .codeGone: "plus là", .codeClosed: "fermé, {date}", .codeSameHere: "elle est là",
        .meantCommand: "peut-être !{command} ?", .givenBack: "tu attends de nouveau",
        .otherPerson: "une autre personne continue", .roomGivenBack: "rendue",
        .roomUnclaimed: "rendue sans réponse", .alertGivenBack: "de nouveau : #{number}",
        .roomHandOver: "{counsellor} est invitée", .roomTakenOver: "{counsellor} continue",
        .callHandOver: "#{number} : {counsellor} demande", .roomInvited: "{counsellor} lit",
        .callReadAlong: "#{number} : {counsellor} montre", .roomReadsAlong: "pas transmis",
        .roomStranger: "pas de l'équipe", .alertStranger: "#{number} : intrus mis dehors",
        .adminsOnly: "réservé aux responsables",
        .doorClosed: "fermé jusqu'à {until}", .doorAsHours: "comme l'horaire",
        .closed: "c'est fermé, on ouvre {opening}", .closedUnknown: "c'est fermé",
        .dutyOn: "en service jusqu'à {until}", .codeGiven: "ton code : {code}, {date}",
        .codeAgain: "encore : {code}, {date}", .roomCodeGiven: "code donné",
        .codeSame: "la même personne", .markReturning: "revient ({count})",
        .noticeMarks: "⚑ {marks}", .codeUnknown: "code inconnu",
        .arrival: "avant de commencer", .lobbyTopic: "une porte, rien de plus",
        .lobbyChooseInstead: "ou réponds avec un numéro :\n{choices}",
        .lobbyLetGo: "pour que personne ne te voie, 112", .lobbyEmptied: "tout est effacé ici",
        .lobbyMeant: "rien fait, voulais-tu {command} ?", .lobbyNotKept: "effacé, personne n'a lu",
        .lobbyAnswerChanged: "c'est changé", .lobbyAnswerStays: "ta réponse reste",
        .alertLobbyGone: "#{alias} a disparu", .lobbyDeclineAgain: "ta salle est l'autre",
        .lobbyDecline: "viens dans une autre salle", .lobbyWelcome: "cette salle est à toi",
        .lobbyHelp: "écris !fin ou !effacer", .lobbyCarry: "on garde ce que tu as écrit ?",
        .lobbyElsewhere: "écris-moi ici", .lobbyChoose: "réponds avec un numéro :\n{choices}",
        .lobbySkip: "ou écris : {word}", .lobbySkipWord: "passer", .yes: "oui", .no: "non",
        .lobbyCodeStays: "note-le, la salle se vide",
        .lobbyOver: "c'est fini, reviens par l'accueil", .lobbyTooLong: "trop long : {count}",
        .lobbyOnlyText: "seul le texte part", .markLobby: "par l'accueil",
        .alertLobbyCrowd: "{count} à l'accueil", .alertLobbyAlias: "#{alias} mène ailleurs",
        .alertLobbyReplaced: "#{alias} remplacée",
        .roomVisitorAway: "partie un moment", .roomVisitorBack: "de retour",
    ]
}
