import Desk
import Relay
import Testing

/// Under which address a bot's page is found.
@Suite struct ScriptsTests {
    @Test func `a page that has moved is still there for whoever has it open`() {
        let scripts = Scripts([script("lys", at: "espace"), script("iris", at: "ruimte")])
        scripts.replace([script("lys", at: "jardin"), script("iris", at: "ruimte")])
        #expect(scripts.script(atPath: "jardin")?.name.rawValue == "lys")
        #expect(scripts.script(atPath: "espace")?.name.rawValue == "lys")
        #expect(scripts.script(atPath: "bois") == nil)
    }

    @Test func `an address that another bot has taken is that bot's`() {
        let scripts = Scripts([script("lys", at: "espace"), script("iris", at: "ruimte")])
        scripts.replace([script("lys", at: "jardin"), script("iris", at: "espace")])
        #expect(scripts.script(atPath: "espace")?.name.rawValue == "iris")
        #expect(scripts.script(atPath: "ruimte")?.name.rawValue == "iris")
    }

    private func script(_ bot: String, at path: String) -> Script {
        Script(
            name: BotName(bot),
            title: "Essai",
            webPath: path,
            languages: [.fr],
            zone: "Europe/Brussels",
            hours: .unreadable,
            persona: "Camille",
            intake: [],
            replies: Replies(),
            referrals: [],
            provinces: [:],
            texts: Texts([:]),
            limits: ScriptLimits(waitingCountMax: 1),
            exitAddress: "https://example.org/"
        )
    }
}
