import Curl
import Foundation
import Matrix
import Support
import Testing

/// A counsellor's images, through a real Synapse.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(5)))
struct ImageTests {
    @Test func `a counsellor's image reaches the visitor's page, and what it tells does not`()
        async throws
    {
        let house = try await LiveHouse.open(imageKilobytes: 300)
        let ana = try #require(house.accounts["ana"])
        let visitor = house.visitor()
        try await visitor.watching {
            let talk = try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
            var pages: [[UInt8]] = []
            for (bytes, type) in [(TestImages.png, "image/png"), (TestImages.jpeg, "image/jpeg")] {
                #expect(TestImages.isTelling(bytes))
                let address = try await upload(bytes, as: type, by: ana, house)
                let words = "un dessin \(type)"
                let event = try await show(address, words, by: ana, in: talk.room)
                try await visitor.sees("its words") { $0.lines.contains { $0.text == words } }
                let line = try #require(visitor.screen.lines.first { $0.text == words })
                let image = try await found(within: .seconds(30), "the image") {
                    let answer = try await visitor.send(
                        "GET",
                        "/talk/images/\(line.sequence)",
                        nil
                    )
                    return answer.status == 200 ? answer : nil
                }
                #expect(image.header("Content-Type") == type)
                #expect(
                    image.body.starts(with: type == "image/png" ? [0x89, 0x50] : [0xff, 0xd8])
                )
                #expect(!TestImages.isTelling(image.body), "\(type) tells")
                pages.append(image.body)
                for told in [address, "geheim.png", ana.user.rawValue, event.rawValue] {
                    #expect(!visitor.screen.lines.contains { $0.text.contains(told) })
                    #expect(!house.bridge.said.contains(told))
                }
            }
            try await refuses(talk, house, ana)
            // Nothing of it stands open in the ledger's file.
            let file = [UInt8](try Data(contentsOf: URL(filePath: house.bridge.ledger)))
            #expect(pages.allSatisfy { file.firstRange(of: $0.prefix(64)) == nil })
        }
        try await house.close()
    }

    /// What is no image, and what she takes back.
    private func refuses(_ talk: LiveTalk, _ house: LiveHouse, _ ana: Account) async throws {
        let visitor = talk.visitor
        let svg = Array("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".utf8)
        let drawing = try await upload(svg, as: "image/png", by: ana, house)
        try await show(drawing, "un piège", by: ana, in: talk.room)
        _ = try await ana.event(in: talk.room, "that it was not carried") {
            $0.message?.body.hasPrefix("Image pas transmise : seules passent") == true
        }
        let good = try await upload(TestImages.png, as: "image/png", by: ana, house)
        let event = try await show(good, "à reprendre", by: ana, in: talk.room)
        try await visitor.sees("its words") { $0.lines.contains { $0.text == "à reprendre" } }
        let line = try #require(visitor.screen.lines.first { $0.text == "à reprendre" })
        let path = "/talk/images/\(line.sequence)"
        try await until(within: .seconds(30), "the image") {
            try await visitor.send("GET", path, nil).status == 200
        }
        try await ana.voice.redact(event, in: talk.room, transactionID: "take-back")
        try await until(within: .seconds(30), "it is gone") {
            try await visitor.send("GET", path, nil).status == 404
        }
    }

    /// As Element does; what it is called there.
    private func upload(
        _ bytes: [UInt8],
        as type: String,
        by account: Account,
        _ house: LiveHouse
    ) async throws -> String {
        let request = Request(
            method: "POST",
            url: house.synapse.address + "/_matrix/media/v3/upload?filename=geheim.png",
            headers: [
                Header(name: "Authorization", value: "Bearer " + account.token.reveal()),
                Header(name: "Content-Type", value: type),
            ],
            body: bytes
        )
        let answer = try await house.courier.send(request)
        return try #require(try JSON.parse(answer.body)["content_uri"]?.string)
    }

    @discardableResult
    private func show(
        _ address: String,
        _ caption: String,
        by account: Account,
        in room: RoomID
    ) async throws -> EventID {
        try await account.say(
            caption,
            in: room,
            extra: [
                "msgtype": "m.image", "filename": "geheim.png", "url": .string(address),
                "info": ["mimetype": "image/png"],
            ]
        )
    }
}
