import Desk
import Foundation
import Relay
import Testing

@testable import Web

/// The page that says what is kept: it cannot say anything but what is set.
@Suite(.timeLimit(.minutes(1))) struct PrivacyTests {
    @Test func `it is served like the other pages: strict, with the exit's script alone`()
        async throws
    {
        try await WebHouse.open { house in
            let page = try await house.ask("GET", "essai/confidentialite")
            #expect(page.status == 200)
            #expect(page.header("cache-control") == "no-store")
            #expect(page.header("x-robots-tag") == "noindex, nofollow")
            let policy = try #require(page.header("content-security-policy"))
            for rule in ["default-src 'none'", "form-action 'none'", "frame-ancestors 'none'"] {
                #expect(policy.contains(rule))
            }
            let script = try #require(
                page.text.firstMatch(of: /(?s)<script>(.*)<\/script>/)?.output.1
            )
            let digest = contentDigest(String(script))
            #expect(policy.contains("script-src 'sha256-\(digest)'; connect-src 'self'"))
            #expect(!policy.contains("unsafe") && !page.text.contains("<form"))
            #expect(page.text.components(separatedBy: "<script").count == 2)
            #expect(page.text.contains("<html lang=\"fr\">"))
            #expect(page.text.contains("<title>Discussion</title>"))
            #expect(page.text.contains("C&#39;est anonyme."), "the secret as the bot says it")
            #expect(try await house.ask("GET", "personne/confidentialite").status == 404)
            let hostile = try await house.ask("GET", "pirate/confidentialite").text
            #expect(hostile.components(separatedBy: "<script").count == 2)
            #expect(hostile.contains("&lt;script&gt;"))
        }
    }

    @Test func `both pages lead to it, in the language that is read`() async throws {
        try await WebHouse.open { house in
            let page = try await house.ask("GET", "essai").text
            #expect(page.contains("href=\"/essai/confidentialite\""))
            let simple = try await house.ask("GET", "essai/simple?lang=de").text
            #expect(simple.contains("href=\"/essai/confidentialite?lang=de\""))
            let privacy = try await house.ask("GET", "essai/confidentialite?lang=de").text
            #expect(privacy.contains("<html lang=\"de\">") && privacy.contains("href=\"/essai\""))
        }
    }

    @Test(arguments: Language.allCases)
    func `every number comes from the settings, and no blank is left`(_ language: Language)
        async throws
    {
        var limits = WebLimits()
        limits.arrivalsPerAddress = Allowance(atOnce: 23, perMinute: 1)
        try await WebHouse.open(
            limits,
            bots: [Self.bot(Self.unusual)],
            addresses: .proxy
        ) { house in
            let words = try await Self.words(of: house, in: language)
            // Hours, twice as many for who goes without a word, answers, room; days of the staff
            // room, letters, codes, statistics and digests; minutes of an address; the emergency
            // number.
            let said = [31, 62, 7, 11, 29, 13, 17, 1_013, 14, 48, 112]
            #expect(Set(Self.numbers(in: words)) == Set(said.map(String.init)), "\(words)")
            #expect(!words.contains("{") && !words.contains("}"))
        }
    }

    @Test(arguments: Language.allCases)
    func `what is set otherwise is said otherwise`(_ language: Language) async throws {
        let usual = try await said(Self.bot(ScriptLimits()), in: language)
        #expect(usual.contains("24") && usual.contains("48"))
        var limits = ScriptLimits(forgetAfterHours: 1)
        let quick = try await said(Self.bot(limits), in: language)
        #expect(!quick.contains("24"))
        // One hour is not "1 hours".
        let hour = try #require(PrivacyWords.builtIn[language]?.say(.oneHour))
        #expect(quick.contains(hour.replacing("{count}", with: "1") + " "))
        limits.letterDays = 5
        let letters = try await said(Self.bot(limits), in: language)
        #expect(letters.count > quick.count, "letters are spoken of where some are taken")
        #expect(try await said(Self.bot(limits), addresses: .peer, in: language) != letters)
        let removed = try await said(Self.bot(limits), removesRooms: true, in: language)
        #expect(removed != letters, "what becomes of rooms")
        let image = try #require(PrivacyWords.builtIn[language]?.rows["images"]?.first)
        #expect(!letters.contains(image))
        limits.imageKilobytesMax = 1
        #expect(try await said(Self.bot(limits), in: language).contains(image))
        limits.imageKilobytesMax = 0
        let lobby = Lobby(alias: "accueil")
        let entered = try await said(Self.bot(limits, lobby: lobby), in: language)
        #expect(entered.contains("Matrix") && entered.count > letters.count)
    }

    @Test(arguments: Language.allCases)
    func `each language has every sentence and every row, with the same blanks`(
        _ language: Language
    ) throws {
        let own = try #require(PrivacyWords.builtIn[language])
        let french = try #require(PrivacyWords.builtIn[.fr])
        #expect(Set(own.words.keys) == Set(PrivacyWord.allCases.map(\.rawValue)))
        #expect(Set(own.rows.keys) == Set(PrivacyRow.allCases.map(\.rawValue)))
        for (key, text) in own.words {
            #expect(Self.blanks(text) == Self.blanks(french.words[key] ?? ""), "\(key)")
            #expect(Self.numbers(in: text).isEmpty, "\(key): a number is a setting")
        }
        for (key, cells) in own.rows {
            #expect(cells.count == PrivacyWord.columns.count, "\(key)")
            #expect(cells.map(Self.blanks) == french.rows[key]?.map(Self.blanks), "\(key)")
            #expect(!cells.contains(where: \.isEmpty) && Self.numbers(in: "\(cells)").isEmpty)
        }
    }

    private func said(
        _ bot: Script,
        addresses: AddressSource = .nobody,
        removesRooms: Bool = false,
        in language: Language
    ) async throws -> String {
        var words = ""
        try await WebHouse.open(
            bots: [bot],
            addresses: addresses,
            removesRooms: removesRooms
        ) { house in
            words = try await Self.words(of: house, in: language)
        }
        return words
    }

    private static var unusual: ScriptLimits {
        var limits = ScriptLimits(
            forgetAfterHours: 31,
            forgetAnswersAfterHours: 7,
            leaveRoomAfterHours: 11,
            keepStatisticsDays: 1_013
        )
        (limits.letterDays, limits.codeDays, limits.staffRoomDays) = (13, 17, 29)
        return limits
    }

    private static func bot(_ limits: ScriptLimits, lobby: Lobby? = nil) -> Script {
        var script = TestBots.script(TestBots.plain)
        (script.limits, script.lobby) = (limits, lobby)
        return script
    }

    /// What can be read on the page, without the cover's tables.
    private static func words(of house: WebHouse, in language: Language) async throws -> String {
        let path = "essai/confidentialite?lang=\(language.rawValue)"
        let text = try await house.ask("GET", path).text
        let page = try #require(text.components(separatedBy: "<div id=\"page\">").last)
        return page.replacing(/(?s)<script>.*<\/script>/, with: "")
            .replacing(/<[^>]*>/, with: " ").replacing("&#39;", with: "'")
    }

    private static func numbers(in text: String) -> [String] {
        text.matches(of: /\d+/).map { String($0.output) }
    }

    private static func blanks(_ text: String) -> [String] {
        text.matches(of: /\{(\w+)\}/).map { String($0.output.1) }.sorted()
    }
}
