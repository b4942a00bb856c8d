import Desk
import Support

/// The bots of the simulation: short sentences, two questions, early evenings.
///
/// They are open from 18:00 to 19:00 every day; the second one keeps places at closing.
enum SimulationBot {
    static let names = [BotName("essai"), BotName("proef")]

    /// The evening in minutes of the day.
    static let (opens, closes) = (1_080, 1_140)

    static let scripts = names.enumerated().map { index, name in
        var script = script(index, name)
        script.lobby = Lobby(alias: lobby(of: name))
        return script
    }

    /// The public address of a bot's lobby.
    static func lobby(of name: BotName) -> String { "accueil_\(name.rawValue)" }

    private static func script(_ index: Int, _ name: BotName) -> Script {
        Script(
            name: name,
            title: "Essai",
            languages: [.fr],
            zone: "Europe/Brussels",
            hours: .known(
                OpeningHours(
                    weekly: week,
                    holidays: .open,
                    margins: .init(lastEntryMinutes: 5, closingSoonMinutes: 10),
                    atClosing: index == 0 ? .referral : .place
                )
            ),
            persona: "Camille",
            intake: questions,
            replies: Replies(),
            referrals: [],
            provinces: [:],
            texts: Texts(sentences),
            commands: CommandWords([
                .claim: ["prendre"], .list: ["file"], .close: ["clore"], .accept: ["accepter"],
                .giveBack: ["rendre"], .handOver: ["transférer"], .invite: ["inviter"],
            ]),
            limits: ScriptLimits(waitingCountMax: 20, forgetAfterHours: 20),
            exitAddress: "https://example.org/"
        )
    }

    private static let week = Dictionary(
        uniqueKeysWithValues: Weekday.allCases.map {
            ($0, [OpeningHours.Slot(start: opens, end: closes)])
        }
    )

    private static let questions = [
        Question(id: "name", kind: .name, text: "Comment t'appeler ?", choices: []),
        Question(
            id: "age",
            kind: .choice,
            text: "Quel âge as-tu ?",
            choices: [
                Choice(id: "child", label: "moins de 12 ans", next: .onward),
                Choice(id: "teen", label: "12 à 17 ans", next: .onward),
            ]
        ),
    ]

    /// Stands in the room when a counsellor's line reached nobody.
    static let roomOver = "personne ne reçoit ceci"
    /// So begins what she is told who only reads along, or is not of the team.
    static let notCarried = "pas transmis"
    /// So begins what a room is told, before a counsellor's name.
    static let (handOver, readAlong, takenOver) = ("à qui continue : ", "lit : ", "continue : ")
    static let (roomGivenBack, roomUnclaimed) = ("rendue", "rendue sans un mot")
    static let (roomClosed, roomVisitorLeft) = ("discussion terminée", "la personne est partie")
    /// How that ends with which a room is opened.
    static let roomOpened = "on y va"
    static let roomPaused = "pause de "
    /// Who has her, as far as a room is told.
    static let changes = [handOver, readAlong, takenOver, roomUnclaimed, roomGivenBack, roomPaused]

    /// The account that a command hands over to, or asks to read along.
    static func colleague(namedIn typed: String) -> String? {
        let words = typed.split(separator: " @", maxSplits: 1)
        guard words.count == 2, ["!transférer", "!inviter"].contains(words[0]) else { return nil }
        return account(words[1])
    }

    static func account(_ localpart: Substring) -> String {
        "@\(localpart):\(FakeHomeserver.serverName)"
    }

    /// What a visitor is told when somebody else goes on.
    static let otherPerson = "une autre personne continue"
    /// Stands on the visitor's page when a line was lost.
    static let lineFailed = "Un message n'est pas arrivé."
    /// Stand on her page when an outage is told, and when its end is.
    static let outageWords = (begins: "en panne, 112", ends: "la panne est finie")
    /// What a visitor of the lobby is told who writes after the end.
    static let lobbyOver = "c'est fini"
    /// What a visitor is told whose counsellor had to go.
    static let givenBack = "tu attends encore"
    /// How that begins, or what she is told when it is late.
    static let waitingOn = [givenBack, "place gardée", "personne"]
    /// How the notice ends while she waits.
    static let waitingTail = "!prendre"

    private static let sentences: [TextKey: Saying] = [
        .greeting: "Bonjour !", .closed: "fermé, {opening}", .closedUnknown: "fermé",
        .tooLate: "trop tard, {opening}", .full: "complet",
        .nobodyBeforeClosing: "personne, {opening}", .closingSoon: "bientôt fini",
        .placeKept: "place gardée, {opening}", .placeAgain: "tu es là ?", .hereAgain: "oui",
        .pleaseChoose: "choisis", .givenBack: Saying(givenBack),
        .waiting: "Tu es à la place {place}.", .skipped: "(passé)",
        .welcome: "{persona} est là.", .goodbye: "Au revoir !",
        .visitorGoodbye: "Tu peux revenir.", .lineFailed: Saying(lineFailed),
        .nameless: "jeune {number}", .noticeRing: "#{number} attend",
        .noticeWaiting: "#{number} {name}",
        .noticeHow: "!prendre {number}", .noticeTaken: "pris par {counsellor}",
        .noticeEnded: "terminé", .noticeLeft: "parti·e avant", .noticeClosed: "fermé avant",
        .noticeKept: "place gardée", .alreadyTaken: "#{number} est déjà avec {counsellor}",
        .nobodyWaits: "personne n'attend sous #{number}", .waitingList: "en attente : {list}",
        .waitingListEmpty: "personne n'attend", .unknownCommand: "!{command} n'existe pas",
        .commandOfStaffRoom: "!{command} : salle d'équipe",
        .commandOfRoom: "!{command} : conversation", .timePassed: "heure passée",
        .staffHelp: "!prendre, !file", .roomHelp: "!clore, !aide",
        .roomOpened: Saying("#{number} {name}, " + roomOpened),
        .roomVisitorLeft: Saying(roomVisitorLeft),
        .roomClosed: Saying(roomClosed), .roomOver: Saying(roomOver),
        .roomReadsAlong: Saying(notCarried + ", {counsellor} répond"),
        .roomStranger: Saying(notCarried + ", pas de l'équipe"),
        .alertStranger: "#{number} : intrus",
        .roomHandOver: Saying(handOver + "{counsellor}"),
        .roomInvited: Saying(readAlong + "{counsellor}"),
        .roomTakenOver: Saying(takenOver + "{counsellor}"), .roomNotAsked: "pas demandé",
        .roomGivenBack: Saying(roomGivenBack), .roomUnclaimed: Saying(roomUnclaimed),
        .roomPaused: Saying(roomPaused + "{minutes}"), .pausedFor: "pause, {minutes}",
        .otherPerson: Saying(otherPerson), .nobodyCalled: "personne ne s'appelle {name}",
        .callHandOver: "#{number} : {counsellor} passe", .alertGivenBack: "#{number} encore",
        .callReadAlong: "#{number} : {counsellor} demande de lire",
        .noticeReaders: "lisent : {names}",
        .roomLineFailed: "#{number} : un message n'est pas passé",
        .lineDamaged: "une ligne manque", .roomLineDamaged: "#{number} : une ligne est abîmée",
        .roomEncrypted: "#{number} : salle chiffrée",
        .roomTakenAway: "#{number} : salle perdue", .staffRoomChanged: "salle d'équipe changée",
        .staffRoomLost: "salle d'équipe perdue",
        .onlyText: "seul le texte passe",
        .unreachable: Saying(outageWords.begins), .reachable: Saying(outageWords.ends),
        .noticeMarks: "⚑ {marks}", .pageTitle: "Écris-nous", .arrival: "avant de commencer",
        .lobbyChooseInstead: "ou réponds :\n{choices}", .lobbyLetGo: "viens dans ta salle",
        .lobbyEmptied: "tout est effacé ici",
        .lobbyMeant: "rien fait, voulais-tu {command} ?", .lobbyNotKept: "effacé, personne n'a lu",
        .lobbyAnswerChanged: "c'est changé", .lobbyAnswerStays: "ta réponse reste",
        .alertLobbyGone: "#{alias} a disparu", .lobbyDeclineAgain: "ta salle est l'autre",
        .lobbyTopic: "une porte, rien de plus", .lobbyDecline: "viens dans une autre salle",
        .lobbyWelcome: "cette salle est à toi", .lobbyCarry: "on garde ce que tu as écrit ?",
        .lobbyElsewhere: "écris-moi ici", .lobbyChoose: "réponds :\n{choices}", .yes: "oui",
        .no: "non", .lobbySkip: "ou écris : {word}", .lobbySkipWord: "passer",
        .lobbyOver: Saying(lobbyOver), .lobbyTooLong: "trop long", .lobbyTooMany: "trop de lignes",
        .lobbyOnlyText: "seul le texte part", .lobbyHelp: "écris !fin ou !effacer",
        .lobbyCodeStays: "le code reste", .alertLobbyAlias: "#{alias} mène ailleurs",
        .alertLobbyReplaced: "#{alias} remplacée", .lobbyCodeHow: "écris !code",
        .markLobby: "par l'accueil",
        .alertLobbyCrowd: "{count} à l'accueil",
        .roomClosingSoon: "on ferme bientôt", .roomTalkLength: "{minutes} minutes déjà",
    ]
}
