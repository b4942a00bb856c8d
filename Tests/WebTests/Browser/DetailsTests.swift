import Desk
import Matrix
import Support
import Testing

/// What could tell who she is, noticed before it is sent.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(3)))
struct DetailsTests {
    static let telling: [String: [String]] = [
        "detailsPhone": [
            "mon numéro c'est 0470 12 34 56", "0470/12.34.56", "+32 470 12 34 56", "470 12 34 56",
            "0032470123456", "appelle au 081 22 33 44 stp", "bel me op 0471234567", "02/345.67.89",
            "06 12 34 56 78", "(0470) 12 34 56", "+31 6 12345678", "gsm0470123456",
            "0470_12_34_56", "32470123456",
        ],
        "detailsMail": [
            "écris à lea.dupont@gmail.com", "lea @ hotmail.be", "lea(at)gmail.com",
            "lea arobase gmail point com", "lea apenstaartje telenet punt be", "lea at gmail.com",
            "lea@gmail", "lea@hotmail,com",
        ],
        "detailsStreet": [
            "j'habite 12 rue de la Gare à Namur", "12, avenue Louise", "rue de la gare 12",
            "Rue des Lilas, 5", "avenue Reine Astrid 14 5000 Namur", "chaussée de Louvain 33 et",
            "boulevard Cauchy 9b", "3 place du Marché", "Kerkstraat 5",
            "Antwerpsesteenweg 120, Gent",
            "ik woon in de Stationsstraat 12 bus 3", "ik woon Kerkstraat 5 in Gent",
            "j'habite au 12 de la rue de la Gare", "Grand-Place 3",
            "j'habite place du Marché 3", "cité des Coteaux 12", "Grote Markt 1",
        ],
        "detailsAccount": [
            "@lea_2011", "mon insta c'est lea.dupont11", "snap: lealea", "tiktok.com/@lea",
            "mijn snap is emma_12", "lea#1234", "mon snap lea2011 ajoute moi", "discord: ninja77",
            "mn insta cest lea.dpt", "snap c lea_du_93", "ig: lea_2011",
        ],
    ]

    /// Help lines, ages, dates, hours, and words that only look alike.
    static let harmless = [
        "j'ai 12 ans", "il a 45 ans et moi 13", "j'ai appelé le 103", "112", "1712", "199",
        "le 107 ou le 116 000", "0800 98 100", "0800 30 030", "0800 32 123", "078 15 10 20",
        "Ik heb 1712 gebeld en 102", "c'était le 12/05/2011", "05/12/2011 18h30",
        "depuis le 05/12/2011 18 fois", "05-12-2011 à 18:30", "le 21 juillet 2010", "vers 18h30",
        "de 18:00 à 21:00", "11:30 12:30 13:30", "à 8 heures dans la rue", "2023-2024",
        "dans la rue vers 18", "dans la rue avec 3 garçons", "dans la rue à 8 et après",
        "ma place 3", "tu es à la place 2", "j'habite à 5000 Namur", "100 euros", "12 000 000",
        "1 2 3 4 5 6 7 8 9", "000000000", "ik ben 12 jaar", "om 18 uur op straat",
        "onderweg 5 minuten", "ik was onderweg 5.", "op het schoolplein 3 jongens", "speelplein 2",
        "Snapchat est horrible", "insta c'est nul", "sur Insta : elle m'envoie des photos",
        "tiktok is leuk", "il m'a parlé sur snap 3 fois", "sur snap il a 14 ans",
        "snap is fun. Echt",
        "ok @ demain", "messenger: oui", "mon frère 16, ma soeur 12", "le chemin de l'école",
        "rue de chez moi 3 fois par jour", "3 rue plus loin", "mijn grote broer is 16.",
        "een oude man, 45.", "il a pris ma place 2 fois", "dans la cité vers 18", "quai 4",
        "on était 3 de la classe", "01/02/2023, 03/04/2023", "carte 6703 4444 1234 5678",
        "mon code 1234 5678 9012 3456", "pseudo bidon", "sa place est 2",
        "50 messages sur whatsapp", "sur discord 2 mecs",
        "rdv grand-place 18h",
        "grote markt 16u", "place Flagey 18 h", "rendez-vous place Flagey 14:30",
        "mon pseudo : soleil", "né le 04 05 2012 8h",
    ]

    @Test func `what tells is noticed, in its kind, and what only looks alike is not`()
        async throws
    {
        try await Walk.through { walk in
            let find = "return detailsIn(arguments[0]).map((found) => found.kind)"
            for (kind, texts) in Self.telling {
                for text in texts {
                    let found = try await walk.browser.run(find, [.string(text)])
                    #expect(found == .array([.string(kind)]), "\(text)")
                }
            }
            for text in Self.harmless {
                let found = try await walk.browser.run(find, [.string(text)])
                #expect(found == .array([]), "\(text)")
            }
            // The longest line there can be, made to be hard to look through.
            let worst = """
                const begun = performance.now();
                for (const piece of ["a.", "0 ", "la ", "lala", "snap a.", "a@", "rue de la a "]) {
                    detailsIn("rue " + piece.repeat(8000 / piece.length));
                }
                return performance.now() - begun;
                """
            let milliseconds = try await walk.browser.run(worst).number ?? 9_999
            #expect(milliseconds < 1_000, "\(milliseconds) ms")
        }
    }

    @Test func `she is asked, by keyboard and aloud, and what she chooses happens`() async throws {
        try await Walk.through { walk in
            let browser = walk.browser
            try await walk.start()
            try await walk.write("appelle-moi au 0470 12 34 56")
            try await walk.shows("#details-kind", "On dirait un numéro de téléphone.")
            #expect(try await focus(browser) == "details-ask")
            try await expectSpoken(browser)
            let violations = try await Axe.violations(browser)
            #expect(violations.isEmpty, "\(violations)")
            // An Enter that is still held down chooses nothing.
            try await browser.press([WebDriver.Key.enter])
            #expect(try await walk.visitor().ownLines().isEmpty)
            try await browser.press(["\u{E004}", WebDriver.Key.enter])
            #expect(try await focus(browser) == "line")
            #expect(try await !browser.isShown("#details-ask"))
            try await browser.press([" ", "?", WebDriver.Key.enter])
            try await browser.shows("#details-ask")
            // The cover is still one key away.
            try await browser.press([WebDriver.Key.escape])
            try await walk.shows("#cover-page", "6 × 7 = 42")
            try await browser.press([WebDriver.Key.escape])
            try await browser.click("#details-send")
            try await walk.shows("#log [data-seq][data-from=visitor]", "0470 12 34 56 ?")
            // Once is enough for one number, and another one is another question.
            try await walk.say("oui, 0470 12 34 56")
            try await walk.write("ou lea@example.org")
            try await walk.shows("#details-kind", "On dirait une adresse e-mail.")
            try await browser.type("!", into: "#line")
            #expect(try await !browser.isShown("#details-ask"), "she is changing it already")
            #expect(try await walk.visitor().ownLines().count == 2)
        }
    }

    @Test func `a bot that does not want it does not ask`() async throws {
        var quiet = TestBots.script(TestBots.plain)
        quiet.page.asksBeforeDetails = false
        try await Walk.through(bots: [quiet]) { walk in
            try await walk.start()
            try await walk.say("0470 12 34 56")
        }
    }

    /// What a screen reader says when the question takes the focus.
    private func expectSpoken(_ browser: WebDriver) async throws {
        let tree = try await browser.command("Accessibility.getFullAXTree")
        let nodes = tree["nodes"]?.array ?? []
        let asked = nodes.first { node in
            node["name"]?["value"]?.string == "Tu veux vraiment l'envoyer ?"
                && node["role"]?["value"]?.string == "group"
        }
        let about = asked?["description"]?["value"]?.string
        #expect(about?.contains("On dirait un numéro de téléphone.") == true)
    }

    private func focus(_ browser: WebDriver) async throws -> String {
        try await browser.run("return document.activeElement.id").string ?? ""
    }
}
