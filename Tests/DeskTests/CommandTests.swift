import Desk
import Testing

@Suite struct CommandTests {
    @Test(
        arguments: [
            ("Bonjour !", .words("Bonjour !")), ("  deux espaces", .words("  deux espaces")),
            ("", .words("")), ("?!", .words("?!")),
            ("!prendre 12", .claim(12)), ("!prendre #12", .claim(12)), ("!nemen 3", .claim(3)),
            ("!take 4 vite", .claim(4)), ("!PRENDRE 5", .claim(5)), ("  !prendre\t6", .claim(6)),
            ("! prendre 7", .claim(7)), ("!prendre", .claim(nil)),
            ("!prendre douze", Self.unread("prendre", "12")),
            ("!prendre 99999999999999999999", Self.unread("prendre", "12")),
            ("!file", .command(.list)), ("!wachtrij", .command(.list)),
            ("!aide", .command(.help)), ("!hulp", .command(.help)), ("!help", .command(.help)),
            ("!recharger", .command(.reload)), ("!horaire", .command(.hours)),
            ("!service", .command(.onDuty(untilMinute: nil))),
            ("!service jusqu'à 21:00", .command(.onDuty(untilMinute: 1_260))),
            ("!dienst tot 21u", .command(.onDuty(untilMinute: 1_260))),
            ("!service 21h15", .command(.onDuty(untilMinute: 1_275))),
            ("!service 25:00", Self.unread("service", "21:00")),
            ("!fermer 2jours", Self.unread("fermer", "30m")),
            ("!repos", .command(.offDuty)), ("!pause", .command(.offDuty)),
            ("!fermer", Self.shut(nil)), ("!fermer 30 panne", Self.shut(30, "panne")),
            ("!fermer panne 2h", Self.shut(120, "panne")), ("!fermer 30m", Self.shut(30)),
            ("!fermer 1 h fuite d'eau", Self.shut(60, "fuite d'eau")),
            ("!fermer pour 45 min Panne de courant", Self.shut(45, "Panne de courant")),
            ("!toe gedurende 2u storing", Self.shut(120, "storing")),
            ("!fermer personne", Self.shut(nil, "personne")),
            ("!fermer 30m salle 12", Self.shut(30, "salle 12")),
            ("!fermer pour fuite", Self.shut(nil, "pour fuite")),
            ("!fermer salle 12", Self.unread("fermer", "30m")),
            ("!ouvrir 1h30", .command(.openDoor(minutes: 90))),
            ("!open", .command(.openDoor(minutes: nil))),
            ("!retenus", .command(.held)), ("!libérer #4", .command(.release(4))),
        ] as [(String, StaffEntry)]
    )
    func `what is typed in the staff room is read`(_ row: (typed: String, entry: StaffEntry)) {
        #expect(StaffEntry.read(row.typed, in: .staffRoom) == row.entry)
    }

    private static func shut(_ minutes: Int?, _ reason: String? = nil) -> StaffEntry {
        .command(.closeDoor(minutes: minutes, reason: reason.map { Confidential($0) }))
    }

    /// Nothing is done that she did not mean; she sees how it is written.
    private static func unread(_ word: String, _ example: String) -> StaffEntry {
        .command(.unknown(Confidential(word), meant: word + " " + example))
    }

    @Test(
        arguments: [
            ("Bonjour", .words("Bonjour")), ("!code", .giveCode),
            ("!clore", .command(.close(farewell: nil))),
            ("!sluiten", .command(.close(farewell: nil))),
            ("\n!close", .command(.close(farewell: nil))),
            ("!clôre", .command(.close(farewell: nil))),
            ("!clore À bientôt", .command(.close(farewell: Confidential("À bientôt")))),
            ("!rendre", .command(.giveBack)), ("!accepter", .command(.accept)),
            ("!transférer @bea", .command(.handOver(to: "bea"))),
            ("!transferer bea", .command(.handOver(to: "bea"))),
            ("!overdragen @Bea:example.org", .command(.handOver(to: "bea"))),
            ("!transférer", .command(.handOver(to: nil))),
            ("!inviter bea", .command(.invite("bea"))),
            ("!réponse", .command(.readyAnswer(nil))),
            ("!REPONSE bonjour", .command(.readyAnswer("bonjour"))),
            ("!orienter", .command(.refer(nil))), ("!orienter 103", .command(.refer("103"))),
            ("!alerte", .command(.alarm)), ("!pause 5", .command(.pause(minutes: 5))),
            ("!pause", .command(.pause(minutes: nil))), ("!attendre", .command(.keepWaiting)),
            ("!lourd", .command(.heavy)), ("!calme", .command(.hold)), ("!aide", .command(.help)),
        ] as [(String, StaffEntry)]
    )
    func `what is typed in a counselling room is read`(_ row: (typed: String, entry: StaffEntry)) {
        #expect(StaffEntry.read(row.typed, in: .counsellingRoom) == row.entry)
    }

    @Test(
        arguments: [
            ("!note triste", "note", nil), ("!", "", nil), ("!!", "!", nil),
            ("!prendre12", "prendre12", nil), ("!clor", "clor", "clore"),
            ("!alertte", "alertte", "alerte"), ("!transferrer bea", "transferrer", "transferer"),
            ("!fermer", "fermer", nil), ("Bonjour\n!père dans la pièce", "père", nil),
            ("!clore\nà bientôt", "clore", "clore"), ("!réponce", "réponce", "reponse"),
        ] as [(String, String, String?)]
    )
    func `a word that is no command is never relayed, and the nearest one is named`(
        _ row: (typed: String, word: String, meant: String?)
    ) {
        let read = StaffEntry.read(row.typed, in: .counsellingRoom)
        #expect(read == .command(.unknown(Confidential(row.word), meant: row.meant)))
    }
}
