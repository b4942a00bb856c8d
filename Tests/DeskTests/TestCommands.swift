import Desk

extension TestScript {
    /// The commands in French and in Dutch, as a house with both would have them.
    static let commands = CommandWords([
        .claim: ["prendre", "nemen"], .help: ["aide", "hulp"], .list: ["file", "wachtrij"],
        .reload: ["recharger", "herladen"], .retry: ["relancer", "opnieuw"],
        .onDuty: ["service", "dienst"], .offDuty: ["repos", "rust"],
        .closeDoor: ["fermer", "toe"], .openDoor: ["ouvrir", "open"],
        .hours: ["horaire", "uren"], .held: ["retenus", "stil"],
        .release: ["libérer", "vrijgeven"], .close: ["clore", "sluiten"],
        .giveBack: ["rendre", "teruggeven"], .handOver: ["transférer", "overdragen"],
        .accept: ["accepter", "aanvaarden"], .invite: ["inviter", "uitnodigen"],
        .readyAnswer: ["réponse", "antwoord"], .refer: ["orienter", "doorverwijzen"],
        .alarm: ["alerte", "alarm"], .giveCode: ["code"], .pause: ["pause", "pauze"],
        .keepWaiting: ["attendre", "wachten"], .heavy: ["lourd", "zwaar"],
        .hold: ["calme", "kalm"], .cancel: ["annuler", "annuleren"],
    ])
}
