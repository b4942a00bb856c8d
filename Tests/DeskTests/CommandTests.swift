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
            ("!service", .command(.onDuty(nil))),
            ("!service jusqu'à 21:00", .command(.onDuty(.until(minute: 1_260)))),
            ("!dienst tot 21u", .command(.onDuty(.until(minute: 1_260)))),
            ("!service 21h15", .command(.onDuty(.either(1_275)))),
            ("!service 25:00", Self.unread("service", "21:00")),
            ("!fermer 2jours", Self.shut(.minutes(2_880))),
            ("!repos", .command(.offDuty)), ("!pause", .command(.offDuty)),
            ("!fermer", Self.shut(nil)), ("!fermer 30 panne", Self.shut(.minutes(30), "panne")),
            ("!fermer panne 2h", Self.shut(.either(120), "panne")),
            ("!fermer 30m", Self.shut(.minutes(30))),
            ("!fermer 1 h fuite d'eau", Self.shut(.either(60), "fuite d'eau")),
            ("!fermer pour 45 min Panne de courant", Self.shut(.minutes(45), "Panne de courant")),
            ("!toe gedurende 2u storing", Self.shut(.minutes(120), "storing")),
            ("!fermer panne\ndepuis ce matin", Self.shut(nil, "panne depuis ce matin")),
            ("!fermer personne", Self.shut(nil, "personne")),
            ("!fermer 30m salle 12", Self.shut(.minutes(30), "salle 12")),
            ("!fermer pour fuite", Self.shut(nil, "pour fuite")),
            ("!fermer salle 12", Self.unread("fermer", "30m")),
            ("!ouvrir 1h30", .command(.openDoor(.either(90)))),
            ("!open", .command(.openDoor(nil))),
            ("!retenus", .command(.held)), ("!libérer #4", .command(.release(4))),
        ] as [(String, StaffEntry)]
    )
    func `what is typed in the staff room is read`(_ row: (typed: String, entry: StaffEntry)) {
        #expect(Self.read(row.typed, in: .staffRoom) == row.entry)
    }

    private static func shut(_ howLong: HowLong?, _ reason: String? = nil) -> StaffEntry {
        .command(.closeDoor(howLong, reason: reason.map { Confidential($0) }))
    }

    /// Nothing is done that she did not mean; she sees how it is written.
    private static func unread(_ word: String, _ example: String) -> StaffEntry {
        .command(.unread(how: word + " " + example))
    }

    @Test(
        arguments: [
            ("Bonjour", .words("Bonjour")), ("!code", .giveCode),
            ("!clore", .command(.close(farewell: nil))),
            ("!sluiten", .command(.close(farewell: nil))),
            ("\n!close", .command(.close(farewell: nil))),
            ("!clôre", .command(.close(farewell: nil))),
            ("!clore À bientôt", .command(.close(farewell: Confidential("À bientôt")))),
            ("!clore À bientôt.\n\nBonne nuit !", Self.ended("À bientôt.\n\nBonne nuit !")),
            ("\n!clore\nà bientôt", Self.ended("à bientôt")),
            ("Voilà\n!clore", .command(.unread(how: "clore"))),
            ("!clore à bientôt\n!rendre", .command(.unread(how: "clore"))),
            ("!rendre\nà bientôt", .command(.unread(how: "rendre"))),
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
        #expect(Self.read(row.typed, in: .counsellingRoom) == row.entry)
    }

    @Test(
        arguments: [
            ("!note triste", "note", nil), ("!", "", nil), ("!!", "!", nil),
            ("!prendre12", "prendre12", nil), ("!prendre3", "prendre3", nil),
            ("!clor", "clor", "clore"), ("!clos", "clos", "clore"), ("!clo", "clo", "clore"),
            ("!cloture", "cloture", "clore"), ("!transfert bea", "transfert", "transférer"),
            ("!trans bea", "trans", "transférer"), ("!antword", "antword", "réponse"),
            ("!alertte", "alertte", "alerte"), ("!transferrer bea", "transferrer", "transférer"),
            ("Bonjour\n!père dans la pièce", "père", nil),
            ("!réponce", "réponce", "réponse"),
        ] as [(String, String, String?)]
    )
    func `a word that is no command is never relayed, and the nearest one is named`(
        _ row: (typed: String, word: String, meant: String?)
    ) {
        let read = Self.read(row.typed, in: .counsellingRoom)
        #expect(read == .command(.unknown(Confidential(row.word), meant: row.meant)))
    }

    @Test(
        arguments: [
            ("!prends 3", "prendre"), ("!pren 3", "prendre"), ("!servise", "service"),
            ("!liberez 3", "libérer"), ("!clor", nil), ("!note", nil),
        ] as [(String, String?)]
    )
    func `in the staff room too the nearest command is named, as the bot's file has it`(
        _ row: (typed: String, meant: String?)
    ) {
        let typed = row.typed.dropFirst().prefix { $0 != " " }
        let read = Self.read(row.typed, in: .staffRoom)
        #expect(read == .command(.unknown(Confidential(String(typed)), meant: row.meant)))
    }

    /// "prendre" is near "rendre", which would give somebody away.
    @Test func `a command of the other kind of room is not taken for another one`() {
        for word in ["prendre", "file", "service", "fermer", "nemen", "take"] {
            let read = Self.read("!\(word) 3", in: .counsellingRoom)
            #expect(read == .command(.elsewhere(word)))
        }
        for word in ["rendre", "clore", "transferer", "close"] {
            #expect(Self.read("!\(word)", in: .staffRoom) == .command(.elsewhere(word)))
        }
    }

    private static func read(_ typed: String, in place: StaffPlace) -> StaffEntry {
        StaffEntry.read(typed, in: place, knowing: TestScript.commands)
    }

    /// A hurried hand, another keyboard, a habit from elsewhere.
    @Test(
        arguments: [
            ("！clore", "clore"), ("¡clore", "clore"), ("﹗clore", "clore"), ("/clore", "clore"),
            ("/clroe", "clore"), (" ！ clore", "clore"), ("« !clore »", "clore"),
            ("\"!clore\"", "clore"), ("'!clore'", "clore"), ("😀 !clore", "clore"),
            ("❗clore", "clore"), ("‼️clore", "clore"), ("> !clore", "clore"),
            ("**!clore**", "clore"), ("bonjour\n/clore", "clore"), ("！réponse nuit", "réponse"),
            ("/note triste", nil), ("！", nil),
            ("1. !clore", "clore"), ("2) ！clore", "clore"), ("(!note pour vous)", nil),
        ] as [(String, String?)]
    )
    func `what begins like a command is never relayed, and the nearest one is named`(
        _ row: (typed: String, meant: String?)
    ) {
        #expect(Self.read(row.typed, in: .counsellingRoom) == .command(.misspelt(meant: row.meant)))
    }

    @Test(
        arguments: [
            "Oui !", "/!\\ attention", "1/2", "/ 2", "👍!", "👍 ! Super", "?! Vraiment", "Oh ! Clore",
            "« Non ! »", "❗", "‼️", ":-/", "service", "clore",
        ]
    )
    func `what only looks a little like one is relayed`(typed: String) {
        #expect(Self.read(typed, in: .counsellingRoom) == .words(typed))
    }

    private static func ended(_ farewell: String) -> StaffEntry {
        .command(.close(farewell: Confidential(farewell)))
    }

    @Test func `a code is taken back by the word for it, and a slip gives none`() {
        #expect(Self.read("!code annuler", in: .counsellingRoom) == .command(.takeBackCode))
        #expect(Self.read("!code cancel", in: .counsellingRoom) == .command(.takeBackCode))
        #expect(Self.read("!code annulr", in: .counsellingRoom) == Self.unread("code", "annuler"))
        #expect(Self.read("!annuler", in: .counsellingRoom) != .command(.takeBackCode))
    }

    @Test func `a bot's own words are understood, and English always`() {
        let own = CommandWords([.close: ["fini", "terminé"]])
        for typed in ["!fini", "!FINI", "!termine", "!terminé", "!close"] {
            let read = StaffEntry.read(typed, in: .counsellingRoom, knowing: own)
            #expect(read == .command(.close(farewell: nil)), "\(typed)")
        }
        let before = StaffEntry.read("!clore", in: .counsellingRoom, knowing: own)
        #expect(before == .command(.unknown(Confidential("clore"), meant: "fini")))
        #expect(own.shown(.close) == "fini")
    }
}
