import Curl
import Foundation
import Matrix
import Support
import Testing

/// What is left of a talk that is forgotten: on a real homeserver, in the files, in what was said.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(6)))
struct ForgettingTests {
    private static let canary = "canari-jaune"
    /// As it is written down by hand.
    private static var written: Regex<Substring> { /\d{4} \d{4} \d{4} \d{4}/ }

    @Test func `what a visitor erases is gone from the homeserver too, with what was uploaded`()
        async throws
    {
        let house = try await LiveHouse.open(lobby: ["alias: accueil"], isAdministered: true)
        let ana = try #require(house.accounts["ana"])
        let chef = try #require(house.accounts["chef"])
        let administration = Administration(house.synapse.homeserver, token: chef.token)
        let youth = try await house.synapse.makeAccount("nour_secret")
        let talk = try await LobbyTalk.begin(youth, as: "Lila", with: ana, in: house)
        try await youth.say(Self.canary, in: talk.own)
        _ = try await ana.event(in: talk.room, "her line") { $0.message?.body == Self.canary }
        let media = try await house.upload(Self.canary, by: ana, into: talk.room)
        let uploads = try await administration.media(in: talk.room)
        #expect(uploads.map { "mxc://\($0.server)/\($0.name)" } == [media])
        #expect(try await house.download(media, by: ana) == 200)
        let code = try await Self.code(for: talk)

        try await youth.say("!effacer", in: talk.own)
        try await until(within: .seconds(90), "both rooms are gone from the homeserver") {
            for room in [talk.room, talk.own] where try await administration.knows(room) {
                return false
            }
            return true
        }
        #expect(try await house.download(media, by: ana) == 404)
        let looked = try await found(within: .seconds(60), "a look that finds nothing left") {
            let said = try await house.bridge.command("forget", ["--verify"])
            return said.status == 0 && said.said.contains("has no room of an ended talk")
                ? said : nil
        }
        for word in [
            "✓ no talk is kept longer", "✓ nothing is left of talks that are forgotten",
            "nothing in the staff room tells of somebody who is forgotten",
        ] { #expect(looked.said.contains(word), "\(word)\n\(looked.said)") }
        // The key is destroyed, and the bytes are overwritten when the bridge sweeps: at its end.
        try await house.close()
        let secrets = [Self.canary, code, "Lila", youth.user.rawValue, youth.token.reveal()]
        try house.expectsNowhere(secrets)
    }

    @Test func `a letter, its code and her secret stand in no log and in no file`() async throws {
        let house = try await LiveHouse.open(hours: .never)
        let visitor = house.visitor()
        try await visitor.watching {
            #expect(try await visitor.arrive() == 200)
            try await visitor.sees("that it is closed") { $0.state?.stage == "closed" }
            #expect(try await visitor.choose("letter", for: "letter") == 200)
            #expect(try await visitor.say(Self.canary) == 200)
            #expect(try await visitor.choose("send", for: "letter") == 200)
            try await visitor.sees("her code") {
                $0.lines.contains { $0.text.contains(Self.written) }
            }
        }
        let code = try #require(
            visitor.screen.lines.compactMap { $0.text.firstMatch(of: Self.written) }
                .first
        ).output
        // What commands beside it say is read along too.
        for command in ["doctor", "statistics"] { try await house.bridge.command(command) }
        try await house.close()
        let digits = code.filter(\.isNumber)
        try house.expectsNowhere([Self.canary, visitor.token, digits, String(code)])
    }

    private static func code(for talk: LobbyTalk) async throws -> String {
        try await talk.youth.say("!code", in: talk.own)
        let event = try await talk.youth.event(in: talk.own, "her code") { event in
            (event.message?.body ?? "").filter(\.isNumber).count >= 16
        }
        return String((event.message?.body ?? "").filter(\.isNumber).prefix(16))
    }
}

extension LiveHouse {
    /// Puts a picture into a room, as a counsellor's client does; its address.
    fileprivate func upload(_ name: String, by account: Account, into room: RoomID) async throws
        -> String
    {
        let request = Request(
            method: "POST",
            url: synapse.address + "/_matrix/media/v3/upload?filename=" + name,
            headers: Self.head(account) + [Header(name: "Content-Type", value: "image/png")],
            body: Array(name.utf8)
        )
        let answer = try JSON.parse(try await courier.send(request).body)
        let media = try #require(answer["content_uri"]?.string)
        _ = try await account.voice.send(
            to: room,
            transactionID: name,
            content: ["msgtype": "m.image", "body": .string(name), "url": .string(media)]
        )
        return media
    }

    fileprivate func download(_ media: String, by account: Account) async throws -> Int {
        let path = media.dropFirst("mxc://".count)
        let request = Request(
            method: "GET",
            url: synapse.address + "/_matrix/client/v1/media/download/" + path,
            headers: Self.head(account)
        )
        return try await courier.send(request).status
    }

    private static func head(_ account: Account) -> [Header] {
        [Header(name: "Authorization", value: "Bearer " + account.token.reveal())]
    }

    /// Neither in what the bridge and its commands said, nor in its files, stands any of this.
    fileprivate func expectsNowhere(_ secrets: [String]) throws {
        let own = folder.files().filter { path in
            path.hasSuffix(".log") && !path.contains("synapse") || path.contains("ledger")
        }
        #expect(own.contains { $0.hasSuffix("passerelle.log") })
        #expect(own.contains { $0.contains("ledger.sqlite") })
        for file in own {
            let bytes = try Data(contentsOf: URL(filePath: file))
            for secret in secrets {
                #expect(!secret.isEmpty)
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) in \(file)")
            }
        }
    }
}
