import Curl
import Desk
import Documents
import Foundation
import Support
import Testing

@testable import Web

/// Pictures of every screen, for people to look at: `make look` puts them into `.run/looks/`.
@Suite(
    .tags(.live),
    .enabled(if: Live.isOn && ProcessInfo.processInfo.environment["PASSERELLE_LOOKS"] == "1"),
    .serialized,
    .timeLimit(.minutes(10))
)
struct LooksTests {
    static let screens: [(name: String, screen: WebDriver.Screen)] = [
        ("phone", .phone), ("desktop", .desktop),
        ("phone-dark", .init(width: 390, height: 844, isPhone: true, isDark: true)),
        ("desktop-dark", .init(width: 1_280, height: 800, isPhone: false, isDark: true)),
    ]

    @Test(arguments: screens.map(\.name)) func `every screen of the shipped bot`(name: String)
        async throws
    {
        let screen = try #require(Self.screens.first { $0.name == name }?.screen)
        // An image is shown as well; in the shipped bots that is off.
        let bots = try ShippedBots.read().map { script in
            var script = script
            script.limits.imageKilobytesMax = 500
            return script
        }
        let folder = Live.root + "/.run/looks/"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        try await Walk.through(
            BotName("maintenant-jen-parle"),
            bots: bots,
            at: ShippedBots.fridayEvening,
            screen: screen
        ) { walk in
            var index = 0
            try await Screens.visit(walk) { shown in
                index += 1
                let number = index < 10 ? "0\(index)" : "\(index)"
                let file = "\(number) \(shown) \(name).png".replacing(" ", with: "-")
                try await walk.browser.takePicture(to: folder + file)
            }
        }
        try await Walk.through(
            BotName("maintenant-jen-parle"),
            bots: bots,
            at: ShippedBots.fridayEvening - 7 * 3_600_000,
            screen: screen
        ) { walk in
            try await walk.browser.shows("#closed")
            try await walk.browser.takePicture(to: folder + "00-closed-\(name).png")
            try await walk.browser.click("#privacy")
            try await walk.browser.shows(".officer")
            try await walk.browser.takePicture(to: folder + "22-what-is-kept-\(name).png")
            try await walk.browser.run("document.querySelector('.officer').scrollIntoView()")
            try await walk.browser.takePicture(to: folder + "23-for-the-officer-\(name).png")
        }
        try await pictureCodes(name, screen, bots, to: folder)
        try await pictureLetter(name, screen, bots, to: folder)
        try await pictureWork(name, screen, bots, to: folder)
        var patient = screen
        patient.waitsForLoad = false
        try await Walk.through(
            BotName("maintenant-jen-parle"),
            bots: bots,
            at: ShippedBots.fridayEvening,
            screen: patient,
            path: "/simple"
        ) { walk in
            let browser = walk.browser
            try await browser.shows("button[value=start]")
            try await browser.takePicture(to: folder + "20-simple-arrival-\(name).png")
            try await browser.click("button[value=start]")
            try await browser.shows("#log .line")
            try await browser.takePicture(to: folder + "21-simple-question-\(name).png")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count > 0)
    }

    private static let bot = BotName("maintenant-jen-parle")

    /// Coming back with a code while the same person is away, and a code that shall be forgotten.
    private func pictureCodes(
        _ name: String,
        _ screen: WebDriver.Screen,
        _ bots: [Script],
        to folder: String
    ) async throws {
        let evening = ShippedBots.fridayEvening
        try await Walk.through(Self.bot, bots: bots, at: evening, screen: screen) { walk in
            let browser = walk.browser
            let code = try await walk.house.codeOfYesterday(at: walk.bot, page: walk.path)
            try await Screens.comeBack(walk, with: code)
            try await browser.takePicture(to: folder + "24-choice-on-return-\(name).png")
            try await browser.click("#code-own summary")
            try await browser.run("byId('code-own').scrollIntoView({ block: 'center' })")
            try await browser.takePicture(to: folder + "25-forgetting-a-code-\(name).png")
        }
    }

    /// What is seen at a closed door, up to a letter that is sent.
    private func pictureLetter(
        _ name: String,
        _ screen: WebDriver.Screen,
        _ bots: [Script],
        to folder: String
    ) async throws {
        let noon = ShippedBots.fridayEvening - 7 * 3_600_000
        try await Walk.through(Self.bot, bots: bots, at: noon, screen: screen) { walk in
            var index = 26
            try await Screens.visitClosed(walk) { shown in
                let file = "\(index) \(shown) \(name).png".replacing(" ", with: "-")
                index += 1
                try await walk.browser.takePicture(to: folder + file)
            }
        }
    }

    /// The moment of work, with scripts and without.
    private func pictureWork(
        _ name: String,
        _ screen: WebDriver.Screen,
        _ bots: [Script],
        to folder: String
    ) async throws {
        var limits = WebLimits()
        (limits.workFromPerMinute, limits.workBitsAtFirst) = (1, 31)
        limits.waitSecondsPerLevel = 20
        try await Walk.through(
            Self.bot,
            bots: bots,
            at: ShippedBots.fridayEvening,
            limits: limits,
            screen: screen
        ) { walk in
            let browser = walk.browser
            try await Visitor(house: walk.house, bot: walk.bot, page: walk.path).arrive()
            try await browser.click("#start")
            try await walk.shows("#status-connection", "Un petit instant…")
            try await browser.takePicture(to: folder + "31-work-\(name).png")
            try await browser.go(to: walk.page + "/simple")
            try await browser.click("button[value=start]")
            try await walk.shows("h1", "Un petit instant…")
            try await browser.takePicture(to: folder + "32-simple-wait-\(name).png")
        }
    }
}

/// The bots of this repository, as they are.
enum ShippedBots {
    /// Friday 15 January 2027, 19:00 in Brussels: the French bot is open.
    static let fridayEvening = TestBots.noon + 7 * 3_600_000

    static func read() throws -> [Script] {
        let names = ["maintenant-jen-parle", "nu-praat-ik-erover"]
        let postal = try text("Sources/passerelle/Data/be_postal_codes.csv")
        let provinces = PostalCodes.read(SourceFile(path: "codes.csv", text: postal)).value ?? [:]
        return try names.map { name in
            var files: [String: SourceFile] = [:]
            for file in BotFolder.fileNames {
                guard let text = try? text("bots/\(name)/\(file)") else { continue }
                files[file] = SourceFile(path: file, text: text)
            }
            guard let today = CivilDate(year: 2027, month: 1, day: 15) else {
                throw Absent("a day")
            }
            let reading = BotFolder.read(
                files,
                provinces: provinces,
                on: today,
                beside: Neighbours(of: BotName(name), names: names.map { BotName($0) })
            )
            guard let script = reading.value else {
                throw Absent(
                    name + ": " + reading.complaints.map(\.rendered).joined(separator: "\n")
                )
            }
            return script
        }
    }

    private static func text(_ path: String) throws -> String {
        try String(contentsOfFile: Live.root + "/" + path, encoding: .utf8)
    }
}
