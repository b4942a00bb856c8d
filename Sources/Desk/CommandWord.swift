/// The words of the commands, in the languages that counsellors speak.
enum CommandWord: CaseIterable {
    case claim, help, list, reload, retry, onDuty, offDuty, closeDoor, openDoor, hours, held,
        release
    case close, giveBack, handOver, accept, invite, readyAnswer, refer, alarm, giveCode, pause
    case keepWaiting, heavy, hold

    /// As `Folded` writes them, in small letters without accents.
    ///
    /// The first ones are suggested.
    var spellings: [String] {
        switch self {
        case .claim: ["prendre", "nemen", "take"]
        case .help: ["aide", "hulp", "help"]
        case .list: ["file", "wachtrij", "list"]
        case .reload: ["recharger", "herladen", "reload"]
        case .retry: ["relancer", "opnieuw", "retry"]
        case .onDuty: ["service", "dienst", "duty"]
        case .offDuty: ["repos", "rust", "off"]
        case .closeDoor: ["fermer", "toe", "shut"]
        case .openDoor: ["ouvrir", "open"]
        case .hours: ["horaire", "uren", "hours"]
        case .held: ["retenus", "stil", "held"]
        case .release: ["liberer", "vrijgeven", "release"]
        case .close: ["clore", "sluiten", "close"]
        case .giveBack: ["rendre", "teruggeven", "return"]
        case .handOver: ["transferer", "overdragen", "transfer"]
        case .accept: ["accepter", "aanvaarden", "accept"]
        case .invite: ["inviter", "uitnodigen", "invite"]
        case .readyAnswer: ["reponse", "antwoord", "answer"]
        case .refer: ["orienter", "doorverwijzen", "refer"]
        case .alarm: ["alerte", "alarm", "alert"]
        case .giveCode: ["code"]
        case .pause: ["pause", "pauze"]
        case .keepWaiting: ["attendre", "wachten", "wait"]
        case .heavy: ["lourd", "zwaar", "heavy"]
        case .hold: ["calme", "kalm", "calm"]
        }
    }

    /// Where it means something.
    func isKnown(in place: StaffPlace) -> Bool {
        switch self {
        case .help, .pause: true
        case .claim, .list, .reload, .retry, .onDuty, .offDuty, .closeDoor, .openDoor, .hours,
            .held, .release:
            place == .staffRoom
        case .close, .giveBack, .handOver, .accept, .invite, .readyAnswer, .refer, .alarm,
            .giveCode, .keepWaiting, .heavy, .hold:
            place == .counsellingRoom
        }
    }

    static func read(_ typed: String, in place: StaffPlace) -> CommandWord? {
        allCases.first { $0.isKnown(in: place) && $0.spellings.contains(typed) }
    }

    /// The command that somebody probably meant, as it is typed.
    static func nearest(to typed: String, in place: StaffPlace) -> String? {
        let known = allCases.filter { $0.isKnown(in: place) }.flatMap(\.spellings)
        // A guess that is wrong could be typed as it stands.
        return Nearest.word(to: typed, in: known, editsMax: max(1, typed.count / 4))
    }
}
