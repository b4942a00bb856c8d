import Desk
import Documents
import Foundation
import Relay
import Testing

@testable import passerelle

/// A house that starts while a bot's files are broken.
@Suite struct LastGoodTests {
    private static let french = BotName(CopiedHouse.french)
    private static let dutch = BotName(CopiedHouse.dutch)

    /// A house as `serve` reads it at its start.
    private static func start(_ house: CopiedHouse) -> Loading.Result {
        loading(house).load(usingLastGood: true)
    }

    private static func loading(_ house: CopiedHouse) -> Loading {
        Loading(configPath: house.path("passerelle.yaml"), today: WallClock().today)
    }

    private static func copies(_ house: CopiedHouse) -> LastGood {
        LastGood(beside: house.path("passerelle.sqlite"))
    }

    /// Once it has been live.
    private static func lived() throws -> CopiedHouse {
        let house = try CopiedHouse()
        let first = start(house)
        try #require(first.isUsable && !first.hasErrors)
        try copies(house).keep(first.sources)
        return house
    }

    private static func title(_ result: Loading.Result, _ bot: BotName) -> String? {
        result.scripts.first { $0.name == bot }?.title
    }

    private static let wayToBreak: [(String, String, String)] = [
        ("bot.yaml", "languages: [fr]", "languages: [klingon]"),
        ("intake.yaml", "questions:", "questions: ["),
        ("texts.fr.yaml", "  arrival: |", "  arival: |"),
        ("replies.yaml", "id: helplines", "id: help-lines"),
        ("referrals.yaml", "phone: \"112\"", "phone: 112"),
    ]

    @Test(arguments: wayToBreak)
    func `it begins with what was live before, and the others with their files`(
        _ way: (file: String, right: String, wrong: String)
    ) throws {
        let house = try Self.lived()
        try house.change("\(CopiedHouse.french)/\(way.file)") {
            $0.replacing(way.right, with: way.wrong)
        }
        try house.change("\(CopiedHouse.dutch)/bot.yaml") {
            $0.replacing("name: \"Nu praat ik erover\"", with: "name: \"Nieuw\"")
        }
        #expect(!Self.loading(house).load().isUsable)
        let result = Self.start(house)
        #expect(result.isUsable && result.hasErrors)
        #expect(result.behind == [Self.french])
        #expect(Self.title(result, Self.french) == "Maintenant j'en parle")
        #expect(Self.title(result, Self.dutch) == "Nieuw")
        // Broken files are never kept as good ones.
        #expect(result.sources[Self.french] == nil && result.sources[Self.dutch] != nil)
    }

    @Test func `a folder that is gone is no end either`() throws {
        let house = try Self.lived()
        try house.remove(CopiedHouse.french)
        let result = Self.start(house)
        #expect(result.behind == [Self.french])
        #expect(result.isUsable)
    }

    @Test func `what cannot be read of the hours alone still closes the door`() throws {
        let house = try Self.lived()
        try house.change("\(CopiedHouse.french)/hours.yaml") {
            $0.replacing("zone: Europe/Brussels", with: "zone: Europe/Bruxelles")
        }
        let result = Self.start(house)
        #expect(result.behind == [])
        #expect(result.scripts.first { $0.name == Self.french }?.hours == .unreadable)
        #expect(result.sources[Self.french] == nil)
    }

    @Test func `a bot that was never live does not start, and no other in its place`() throws {
        let house = try CopiedHouse()
        try house.change("\(CopiedHouse.french)/intake.yaml") { $0 + "\nx: [" }
        #expect(!Self.start(house).isUsable)
        // Nor does one whose copy is not right any more.
        let lived = try Self.lived()
        try Self.copies(lived).keep([Self.french: BotSource(texts: ["bot.yaml": "name: x"])])
        try lived.change("\(CopiedHouse.french)/intake.yaml") { $0 + "\nx: [" }
        #expect(!Self.start(lived).isUsable)
    }

    @Test func `what was put live while running is kept, what was refused is not`() throws {
        let house = try Self.lived()
        let copies = Self.copies(house)
        try house.change("\(CopiedHouse.french)/bot.yaml") {
            $0.replacing("name: \"Maintenant j'en parle\"", with: "name: \"Neuf\"")
        }
        guard case .success = Self.loading(house).reload(holdingIn: copies) else {
            return #expect(Bool(false), "it was refused")
        }
        try copies.keepHeld()
        try house.change("\(CopiedHouse.french)/bot.yaml") {
            $0.replacing("name: \"Neuf\"", with: "name: \"Cassé\"\nx: y")
        }
        guard case .failure = Self.loading(house).reload(holdingIn: copies) else {
            return #expect(Bool(false), "it was accepted")
        }
        try copies.keepHeld()
        #expect(Self.title(Self.start(house), Self.french) == "Neuf")
    }

    @Test func `a cut while a copy is written leaves the one before`() throws {
        let house = try Self.lived()
        let source = try #require(Self.copies(house).source(of: Self.french))
        let folder = house.path("passerelle.sqlite.live") + "/"
        let first = folder + "\(CopiedHouse.french).0.json"
        let second = folder + "\(CopiedHouse.french).1.json"
        var changed = source
        changed.texts["bot.yaml", default: ""] += "\n# neuf\n"
        try Self.copies(house).keep([Self.french: changed])
        let whole = try Data(contentsOf: URL(filePath: second))
        #expect(Self.copies(house).source(of: Self.french) == changed)
        // Cut anywhere, and where the disk had the length and not yet the words.
        let lengths = stride(from: 0, to: whole.count, by: whole.count / 97)
        for cut in lengths {
            try whole.prefix(cut).write(to: URL(filePath: second))
            #expect(Self.copies(house).source(of: Self.french) == source, "cut at \(cut)")
            let zeros = Data(count: whole.count - cut)
            try (whole.prefix(cut) + zeros).write(to: URL(filePath: second))
            #expect(Self.copies(house).source(of: Self.french) == source, "zeros from \(cut)")
        }
        // The next one takes the place of what was cut.
        try Self.copies(house).keep([Self.french: changed])
        #expect(try Data(contentsOf: URL(filePath: second)) == whole)
        try Data().write(to: URL(filePath: first))
        #expect(Self.copies(house).source(of: Self.french) == changed)
    }

    @Test func `copies are for the bridge's own account`() throws {
        let house = try Self.lived()
        let folder = house.path("passerelle.sqlite.live")
        #expect(try SecretFile.mode(of: folder) == 0o700)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 2)
        for name in names { #expect(try SecretFile.mode(of: folder + "/" + name) == 0o600) }
    }

    @Test func `doctor says which bot would run behind its files`() throws {
        let house = try Self.lived()
        let settings = house.path("passerelle.yaml")
        let said = "can only run with the files with which it was last live"
        #expect(try !house.run(["doctor", "--config", settings]).output.contains(said))
        try house.change("\(CopiedHouse.french)/intake.yaml") { $0 + "\nx: [" }
        let lines = try house.run(["doctor", "--config", settings]).lines
        let told = lines.filter { $0.contains(said) }
        #expect(told.count == 1 && told[0].contains(CopiedHouse.french), "\(told)")
    }
}
