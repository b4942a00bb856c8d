import Desk
import Foundation
import Testing

@testable import Documents

/// A page's own colours and picture, as `bot.yaml` names them.
@Suite struct PageSetupTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    private static let webp = Array("RIFF....WEBPVP8 ".utf8)

    @Test func `what is written is what the page has`() throws {
        let setup = try #require(
            try read(
                """
                page:
                  details: unasked
                  colours: {light: {accent: "#5B2A86"}, dark: {paper: "#000000"}}
                  logo: logo.webp
                """,
                ["logo.webp": Self.webp]
            ).value?.page
        )
        #expect(!setup.asksBeforeDetails)
        #expect(setup.light == [.accent: "#5b2a86"] && setup.dark == [.paper: "#000000"])
        #expect(setup.logo == Logo(bytes: Self.webp, kind: .webp))
    }

    @Test func `without a word the page asks, has the house's colours and no picture`() throws {
        #expect(try read("", [:]).value?.page == PageSetup())
        #expect(PageSetup().asksBeforeDetails)
    }

    @Test func `a picture that is too large, or is another thing under that name, is refused`()
        throws
    {
        let large = Self.png + [UInt8](repeating: 0, count: 130_000)
        let tooLarge = try read("page: {logo: logo.png}", ["logo.png": large]).complaints
        #expect(tooLarge.map(\.what) == ["logo.png is too large: 130 KB"])
        for (name, bytes) in [
            ("logo.png", Array("<svg onload=\"alert(1)\">".utf8)), ("logo.png", Self.webp),
            ("logo.webp", Self.png), ("logo.webp", []),
        ] {
            let found = try read("page: {logo: \(name)}", [name: bytes]).complaints
            #expect(found.map(\.what) == ["\(name) is no such picture"])
        }
    }

    @Test func `black on white is 21 to 1, and a published pair is as published`() throws {
        let white = try #require(Colour("#ffffff"))
        #expect(try abs(#require(Colour("#000000")).contrast(with: white) - 21) < 0.001)
        // The lightest grey that may stand on white.
        #expect(try #require(Colour("#767676")).contrast(with: white) > 4.5)
        #expect(try #require(Colour("#777777")).contrast(with: white) < 4.5)
        for wrong in ["", "#", "#12345", "#1234567", "123456", "#12345g", "#+12345", "red"] {
            #expect(Colour(wrong) == nil, "\(wrong)")
        }
    }

    /// The colours stand in two places: a page needs them as style, the check as numbers.
    @Test func `the house's own colours are those of the page, and can be read`() throws {
        let css = try Shelves.file("Sources/Web/Page/colours.css").text
        let schemes = css.components(separatedBy: "@media (prefers-color-scheme: dark)")
        try #require(schemes.count == 2)
        for (text, colours) in zip(schemes, [Colours.light, Colours.dark]) {
            for name in Colours.Name.allCases {
                let property = "--" + name.rawValue.replacing("_", with: "-")
                let written = try #require(colours.written[name])
                #expect(text.contains("\(property): \(written);"), "\(property)")
            }
            for pair in Colours.pairs {
                let contrast = try #require(colours.contrast(pair))
                #expect(contrast >= pair.least, "\(pair.front) on \(pair.back)")
            }
        }
    }

    private func read(_ page: String, _ pictures: [String: [UInt8]]) throws -> Reading<Script> {
        var files = try Example.files()
        let bot = try #require(files["bot.yaml"])
        files["bot.yaml"] = SourceFile(path: bot.path, text: bot.text + "\n" + page + "\n")
        return BotFolder.read(
            files,
            showing: pictures,
            provinces: Shelves.provinces,
            on: try Shelves.today,
            beside: Neighbours(
                of: BotName("example"),
                names: [BotName("example"), BotName("other")]
            )
        )
    }
}
