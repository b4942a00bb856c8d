import Matrix
import Support
import Testing

@Suite struct WritingTests {
    @Test func `no identifier and no secret shows itself`() {
        let room = RoomID(rawValue: "!private")
        let user = UserID(rawValue: "@claire:x.y")
        let secret = Secret("hunter2")
        var dumped = ""
        dump([room] as [Any] + [user, secret, EventID(rawValue: "$private")], to: &dumped)
        for text in [
            "\(room) \(user) \(secret)", String(reflecting: user), dumped,
            "\([room: user])", String(describing: Identity.account(token: secret)),
            String(describing: Identity.bridge(user: user, device: nil)),
        ] {
            #expect(!text.contains("private") && !text.contains("claire"))
            #expect(!text.contains("hunter2"))
        }
        #expect("\(room)" == "RoomID(…)")
    }

    @Test(
        arguments: [
            ("@a:b.c", "a", "b.c"), ("@a:b:8448", "a", "b:8448"), ("@:b", "", "b"),
            ("a:b", nil, nil), ("@a", nil, nil), ("", nil, nil),
        ] as [(String, String?, String?)]
    )
    func `an account's address has two parts`(text: String, local: String?, server: String?) {
        let user = UserID(rawValue: text)
        #expect(user.localpart == local)
        #expect(user.serverName == server)
    }

    @Test(arguments: [
        ("", "", true), ("a", "a", true), ("a", "b", false), ("a", "", false), ("", "a", false),
        ("secret", "secret", true), ("secret", "secreT", false), ("secretsecret", "secret", false),
        ("sec", "secret", false), ("xecret", "secret", false),
    ])
    func `equal is equal and nothing else is`(one: String, other: String, equal: Bool) {
        #expect(constantTimeEquals(one.utf8, other.utf8) == equal)
    }

    @Test func `a transaction id is fit for a path and keeps the effect`() {
        let room = RoomID(rawValue: "!r")
        let effect = "0123456789abcdef0123456789abcdef"
        let plain = OutgoingID.transactionID(
            bridge: "p",
            room: room,
            type: "m.room.message",
            effect: effect
        )
        #expect(plain == "p.m.room.message." + effect)
        let odd = OutgoingID.transactionID(
            bridge: String(repeating: "é/", count: 400),
            room: room,
            type: "?",
            effect: effect
        )
        #expect(odd.utf8.count == OutgoingID.lengthMax && odd.hasSuffix("._." + effect))
        #expect(odd.utf8.allSatisfy { "._".utf8.contains($0) || (0x30...0x7A).contains($0) })
    }

    @Test func `words always say whom they call, even if nobody`() {
        #expect(OutgoingText("@room hello").content["m.mentions"] == [:])
        let claire = UserID(rawValue: "@claire:x")
        let call = OutgoingText("come", mentions: [claire]).content
        #expect(call["m.mentions"] == ["user_ids": ["@claire:x"]])
        #expect(call["msgtype"] == "m.notice")
    }

    @Test func `an edit carries the new words twice and rings nobody again`() {
        let claire = UserID(rawValue: "@claire:x")
        let target = EventID(rawValue: "$t")
        let edit = OutgoingText("new", mentions: [claire], place: .replacing(target)).content
        #expect(edit["body"] == "* new")
        #expect(edit["m.new_content"]?["body"] == "new")
        #expect(edit["m.mentions"] == [:])
        #expect(edit["m.relates_to"] == ["rel_type": "m.replace", "event_id": "$t"])
    }

    @Test func `a line in a thread also finds its place in clients without threads`() {
        let root = EventID(rawValue: "$r")
        let relation = OutgoingText("x", place: .thread(root: root, after: nil))
            .content["m.relates_to"]
        #expect(relation?["is_falling_back"] == true)
        #expect(relation?["m.in_reply_to"] == ["event_id": "$r"])
    }

    @Test func `a registration is written as a homeserver reads it`() {
        let registration = Registration(
            id: "passerelle",
            url: "http://127.0.0.1:29333",
            appserviceToken: Secret("as"),
            homeserverToken: Secret("hs"),
            senderLocalpart: "unused",
            users: [.init(regex: #"@passerelle_.*:x\.y"#)],
            aliases: []
        )
        let expected = #"""
            id: "passerelle"
            url: "http://127.0.0.1:29333"
            as_token: "as"
            hs_token: "hs"
            sender_localpart: "unused"
            rate_limited: false
            receive_ephemeral: true
            de.sorunome.msc2409.push_ephemeral: true
            io.element.msc4190: true
            namespaces:
              users:
                - exclusive: true
                  regex: "@passerelle_.*:x\\.y"
              aliases: []
              rooms: []

            """#
        #expect(registration.yaml == expected)
    }
}
