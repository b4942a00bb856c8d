import Desk

extension TestScript {
    /// One short sentence for each key; a test counts that none is missing.
    static let sentences: [TextKey: String] = toVisitors.merging(toCounsellors) { first, _ in first
    }

    private static let toVisitors: [TextKey: String] = [
        .pageTitle: "Discussion", .arrival: "Avant de commencer.",
        .greeting: "Bonjour ! Je suis un robot.",
        .closed: "C'est fermé. Prochaine ouverture : {opening}.",
        .closedUnknown: "C'est fermé. Le 103 répond.",
        .closedToday: "Aujourd'hui : {reason}.", .tooLate: "Trop tard ce soir. Reviens {opening}.",
        .closingSoon: "On ferme dans {minutes} minutes.",
        .placeKept: "On te garde ta place. Reviens {opening}.",
        .placeAgain: "C'est ouvert. Tu es là ?", .hereAgain: "Oui, je suis là",
        .otherDoor: "Aller chez {name}", .yes: "oui", .no: "non",
        .full: "Toutes les places sont prises.",
        .nobodyBeforeClosing: "Personne n'est libre ce soir. Reviens {opening}.",
        .pleaseChoose: "Choisis une réponse, ou passe.",
        .waiting: "Tu es à la place {place}.",
        .welcome: "{persona} est là. C'est bon d'écrire maintenant ?",
        .mistaken: "Je me suis trompé·e",
        .referredStill: "Si tu as touché par erreur : « {mistaken} ».",
        .postalUnknown: "Je ne connais pas ce code.",
        .skipped: "(passé)",
        .goodbye: "{persona} a terminé. Au revoir !",
        .visitorGoodbye: "Au revoir. Tu peux revenir.",
        .lineFailed: "Un message n'est pas arrivé.",
    ]

    private static let toCounsellors: [TextKey: String] = [
        .nameless: "jeune {number}",
        .noticeWaiting: "#{number} {name}, depuis {since}, {answers}",
        .noticeHow: "!prendre {number}",
        .noticeTaken: "pris par {counsellor}", .noticeEnded: "terminé",
        .noticeLeft: "parti·e avant", .noticeClosed: "fermeture avant réponse",
        .noticeMarks: "⚑ {marks}", .noticeKept: "place gardée",
        .alert: "{count} en attente, {minutes} min",
        .roomMark: "⚑ {mark}", .roomSilence: "silence {minutes} min : {text}",
        .roomTalkLength: "{minutes} minutes déjà",
        .roomClosingSoon: "le chat ferme dans {minutes} min",
        .readyAnswers: "réponses : {list}", .readyAnswersNone: "aucune réponse prête",
        .readyAnswerSent: "envoyé : {text}", .readyAnswerUnknown: "pas de {id} : {list}",
        .alreadyTaken: "#{number} est déjà avec {counsellor}",
        .nobodyWaits: "personne n'attend sous #{number}",
        .waitingList: "en attente : {list}", .waitingListEmpty: "personne n'attend",
        .unknownCommand: "!{command} n'existe pas",
        .staffHelp: "!prendre, !file", .roomHelp: "!clore, !aide",
        .roomOpened: "#{number} {name} : {answers}",
        .roomVisitorLeft: "la personne est partie", .roomClosed: "discussion terminée",
        .roomOver: "personne ne reçoit ceci",
        .roomLineFailed: "#{number} : un message n'est pas passé",
        .roomEncrypted: "#{number} : salle chiffrée, on change de salle",
        .reloaded: "fichiers relus", .reloadRefused: "fichiers refusés : {complaints}",
        .onlyText: "seul le texte passe", .hoursUnreadable: "horaire illisible",
    ]
}
