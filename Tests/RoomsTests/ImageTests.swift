import Desk
import Foundation
import Matrix
import Relay
import Store
import Support
import Testing

/// A counsellor shows an image.
@Suite struct ImageTests {
    @Test func `her line stands at its place at once, and the image follows when it was fetched`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let address = town.server.uploads(TestImages.png)
            town.server.fail(.hang, path: "/media/thumbnail/")
            town.server.counsellorSays(room, town.ana, "regarde")
            town.server.showsImage(room, town.ana, at: address, caption: "un dessin")
            town.server.counsellorSays(room, town.ana, "tu vois ?")
            // While the homeserver keeps it to itself, the talk goes on.
            try await town.until("what she wrote after it") {
                try await town.heard(lou.number) == ["regarde", "un dessin", "tu vois ?"]
            }
            #expect(try await Self.states(town, lou.number) == ["coming"])
            town.server.clearFaults()
            try await town.until("the image") {
                try await Self.states(town, lou.number) == ["here", "here of 2"]
            }
            let image = try #require(try await Self.image(town, lou.number))
            #expect(image.kind == .png && !TestImages.isTelling(image.bytes.reveal()))
            Self.checkAsked(town)
        }
    }

    /// By the bot, with its token, as an authenticated client, and small.
    private static func checkAsked(_ town: Town) {
        let asked = town.server.asked.filter { $0.path.contains("/media/") }
        #expect(asked.allSatisfy { $0.path.hasPrefix("/_matrix/client/v1/media/thumbnail/") })
        #expect(asked.allSatisfy { $0.query["method"] == "scale" && $0.query["width"] == "800" })
        #expect(asked.allSatisfy { $0.speaker?.localpart == "passerelle" })
    }

    @Test func `neither its file's name, nor its address, nor her account reaches the visitor`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let address = town.server.uploads(TestImages.jpeg)
            let image = town.server.showsImage(room, town.ana, at: address)
            try await town.until("the image") {
                try await Self.states(town, lou.number).last?.hasPrefix("here") == true
            }
            let stored = try await town.lines(lou.number)
            let shown = stored.map { "\($0.line.text.reveal())\($0.line.author)" }.joined()
            for told in ["ana-thuis", "geheim", "mxc:", "@ana", town.ana.rawValue] {
                #expect(!shown.contains(told), "\(told)")
            }
            #expect(shown.hasSuffix("counsellorcounsellor"), "a line without words, and its news")
            // Nor does any log; the file's name is a word that was said in the room, too.
            #expect(town.overheard.entries(with: ["geheim", "mxc", image.rawValue]).isEmpty)
        }
    }

    @Test func `an image that she takes back is gone from the ledger, fetched or not`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let address = town.server.uploads(TestImages.png)
            let first = town.server.showsImage(room, town.ana, at: address)
            try await town.until("the image") {
                try await Self.image(town, lou.number) != nil
            }
            town.server.redacts(room, town.ana, first)
            try await town.until("it is taken back") {
                try await Self.image(town, lou.number) == nil
            }
            town.server.fail(.hang, path: "/media/thumbnail/")
            let second = town.server.showsImage(room, town.ana, at: address, caption: "deux")
            try await town.until("its line") { try await town.heard(lou.number).contains("deux") }
            town.server.redacts(room, town.ana, second)
            try await town.until("it is taken back too") {
                try await town.lines(lou.number).last?.line.change == .withdrawn
            }
            town.server.clearFaults()
            try await town.until("nothing is on its way") {
                try await town.house.ledger.outboxCounts()["ready", default: 0] == 0
            }
            #expect(try await Self.image(town, lou.number) == nil)
            #expect(try await Self.states(town, lou.number).allSatisfy { !$0.hasPrefix("coming") })
        }
    }

    struct Loss: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]?
        var fault: FakeHomeserver.Fault?
        let told: String
        var testDescription: String { name }

        static let all = [
            Loss(name: "svg", bytes: Array("<svg onload='alert(1)'/>".utf8), told: "pas une image"),
            Loss(name: "not there", bytes: nil, told: "pas lue"),
            Loss(
                name: "large",
                bytes: TestImages.png + [UInt8](repeating: 0, count: 800_000),
                told: "plus de 300"
            ),
            Loss(
                name: "no thumbnail",
                bytes: TestImages.png,
                fault: .status(400, code: "M_UNKNOWN"),
                told: "pas une image"
            ),
            Loss(
                name: "never answered well",
                bytes: TestImages.png,
                fault: .status(504, code: "M_NOT_YET_UPLOADED"),
                told: "pas lue"
            ),
        ]
    }

    @Test(arguments: Loss.all)
    func `when it cannot be shown, she is told why, and the visitor that something is missing`(
        _ loss: Loss
    ) async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let address = loss.bytes.map { town.server.uploads($0) }
            if let fault = loss.fault {
                town.server.fail(fault, times: 1_000, path: "/media/thumbnail/")
            }
            let nowhere = "mxc://\(FakeHomeserver.serverName)/nichts"
            town.server.showsImage(room, town.ana, at: address ?? nowhere, caption: "un dessin")
            try await town.until("she is told") {
                town.talk(room).last == "passerelle: " + loss.told
            }
            #expect(try await Self.states(town, lou.number) == ["lost", "lost of 1"])
            #expect(try await Self.image(town, lou.number) == nil)
            #expect(try await town.heard(lou.number).first == "un dessin")
            town.server.clearFaults()
            town.server.counsellorSays(room, town.ana, "encore là")
            try await town.until("the talk goes on") {
                try await town.heard(lou.number).last == "encore là"
            }
        }
    }

    @Test(arguments: [
        ("encrypted", #"{"msgtype":"m.image","body":"a.png","file":{"url":"mxc://fake.test/x"}}"#),
        ("elsewhere", #"{"msgtype":"m.image","body":"a.png","url":"mxc://evil.test/x"}"#),
        ("no address", #"{"msgtype":"m.image","body":"a.png"}"#),
    ])
    func `what cannot be fetched is not even announced`(_ name: String, _ content: String)
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.writes(room, town.ana, try JSON.parse(Array(content.utf8)))
            try await town.until("she is told") {
                town.talk(room).last == "passerelle: pas une image"
            }
            #expect(try await town.heard(lou.number).isEmpty)
            #expect(!town.server.asked.contains { $0.path.contains("/media/") })
        }
    }

    @Test func `where the bot's file allows none, nothing is fetched and she is told`()
        async throws
    {
        try await Town.play { town in
            town.changeFiles { $0.limits.imageKilobytesMax = 0 }
            await town.kill()
            try await town.open()
            let (lou, room) = try await town.talking()
            town.server.showsImage(room, town.ana, at: town.server.uploads(TestImages.png))
            try await town.until("she is told") {
                town.talk(room).last == "passerelle: seul le texte passe"
            }
            #expect(try await town.heard(lou.number).isEmpty)
            #expect(!town.server.asked.contains { $0.path.contains("/media/") })
        }
    }

    @Test func `a command, an account or a file's name under an image reaches no visitor`()
        async throws
    {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            let address = town.server.uploads(TestImages.png)
            town.server.showsImage(room, town.ana, at: address, caption: "!clore")
            try await town.until("she is told") {
                town.talk(room).last == "passerelle: seul le texte passe"
            }
            town.server.showsImage(room, town.ana, at: address, caption: "écris à @ana:fake.test")
            try await town.until("she is told why") {
                town.talk(room).last == "passerelle: pas transmis : un compte"
            }
            let line = town.server.counsellorSays(room, town.ana, "bonjour")
            town.server.writes(room, town.ana, Self.edit(of: line))
            try await town.until("a line does not become a file") {
                town.talk(room).last == "passerelle: seul le texte passe"
            }
            #expect(try await town.heard(lou.number) == ["bonjour"])
        }
    }

    /// A line that is changed into a file.
    private static func edit(of line: EventID) -> JSON {
        [
            "msgtype": "m.image", "body": "* ana-thuis.png",
            "m.new_content": [
                "msgtype": "m.image", "body": "ana-thuis.png", "url": "mxc://fake.test/x",
            ],
            "m.relates_to": ["rel_type": "m.replace", "event_id": .string(line.rawValue)],
        ]
    }

    @Test func `it is forgotten with the talk`() async throws {
        try await Town.play { town in
            let (lou, room) = try await town.talking()
            town.server.showsImage(room, town.ana, at: town.server.uploads(TestImages.png))
            try await town.until("the image") { try await Self.image(town, lou.number) != nil }
            try await lou.leaves()
            try await town.skip(hours: 25)
            try await town.until("all is forgotten") {
                try await town.house.ledger.conversation(lou.number) == nil
            }
            #expect(try await Self.image(town, lou.number) == nil)
            #expect(try await town.house.ledger.remains(at: 0).orphans == 0)
        }
    }

    /// How far the images of a talk have come, as her page is told.
    private static func states(_ town: Town, _ number: ConversationNumber) async throws -> [String]
    {
        let lines = try await town.lines(number).filter { $0.line.author == .counsellor }
        let first = lines.first?.sequence ?? 0
        return lines.compactMap { stored in
            guard let state = stored.line.image?.rawValue else { return nil }
            return state + (stored.line.of.map { " of \($0 - first + 1)" } ?? "")
        }
    }

    /// The first image of a talk.
    private static func image(_ town: Town, _ number: ConversationNumber) async throws -> Image? {
        for stored in try await town.lines(number) where stored.line.of == nil {
            let image = try await town.house.switchboard.image(of: number, at: stored.sequence)
            if let image { return image }
        }
        return nil
    }
}

extension Town {
    fileprivate func lines(_ number: ConversationNumber) async throws -> [StoredLine] {
        try await house.switchboard.lines(of: number, after: 0, limit: 2_000)
    }
}
