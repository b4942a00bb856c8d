import Matrix
import Testing

@Suite struct EventTests {
    @Test func `a reply loses the quotation old clients put before it`() throws {
        let event = try message(
            "> <@a:b.c> what you said\n> and more\n\nmy answer\n> kept",
            #"{"m.in_reply_to":{"event_id":"$q"}}"#
        )
        #expect(event.message?.body == "my answer\n> kept")
        #expect(event.relation == .reply(to: EventID(rawValue: "$q")))
    }

    @Test(arguments: [
        ("> <@a:b> x\n\nanswer", "answer"),
        ("> * <@a:b> waves\n\nanswer", "answer"),
        ("> <@a:b> x\nanswer", "answer"),
        ("> <@a:b> x\n\n", ""),
        ("> a proverb I like\n\nwhat do you think?", "> a proverb I like\n\nwhat do you think?"),
        ("no quotation", "no quotation"),
        ("> <@a:b> x\r\n\r\nanswer", "answer"),
    ])
    func `only a quotation that names an account is a fallback`(body: String, rest: String) throws {
        let event = try message(body, #"{"m.in_reply_to":{"event_id":"$q"}}"#)
        #expect(event.message?.body == rest)
    }

    @Test func `an account that is quoted is left out of words that answer nothing, too`() throws {
        let event = try message("> <@a:b> x\n\nanswer", "{}")
        #expect(event.message?.body == "answer")
        #expect(event.relation == nil)
    }

    @Test func `a thread is a thread and its fallback no answer`() throws {
        let fallback = #""m.in_reply_to":{"event_id":"$last"},"is_falling_back":true"#
        let event = try message("hi", #"{"rel_type":"m.thread","event_id":"$root",\#(fallback)}"#)
        #expect(event.relation == .thread(root: EventID(rawValue: "$root")))
        #expect(event.repliedTo == nil)
        let real = #""m.in_reply_to":{"event_id":"$last"},"is_falling_back":false"#
        let answer = try message("hi", #"{"rel_type":"m.thread","event_id":"$root",\#(real)}"#)
        #expect(answer.repliedTo == EventID(rawValue: "$last"))
    }

    @Test(
        arguments: [
            (#""m.new_content":{"body":"better"},"#, "better"), ("", nil),
            (#""m.new_content":{"body":7},"#, nil), (#""m.new_content":"better","#, nil),
        ] as [(String, String?)]
    )
    func `an edit gives its new words or none`(field: String, words: String?) throws {
        let relation = #""m.relates_to":{"rel_type":"m.replace","event_id":"$old"}"#
        let event = try read(
            "m.room.message",
            #"{"msgtype":"m.text","body":"* x",\#(field)\#(relation)}"#
        )
        #expect(event.relation == .replacement(EventID(rawValue: "$old"), newBody: words))
    }

    @Test func `a reaction names its target and its key`() throws {
        let relation = #"{"rel_type":"m.annotation","event_id":"$t","key":"✅"}"#
        let event = try read("m.reaction", #"{"m.relates_to":\#(relation)}"#)
        #expect(event.relation == .annotation(EventID(rawValue: "$t"), key: "✅"))
    }

    @Test(arguments: [
        #""redacts":"$x","content":{}"#, #""content":{"redacts":"$x"}"#,
        #""redacts":"$old","content":{"redacts":"$x"}"#,
    ])
    func `a redaction names its target in either place`(fields: String) throws {
        let event = try readWhole(#""type":"m.room.redaction",\#(fields)"#)
        #expect(event.redacts == EventID(rawValue: "$x"))
    }

    @Test func `only a redaction redacts`() throws {
        let event = try readWhole(#""type":"m.room.message","redacts":"$x","content":{}"#)
        #expect(event.redacts == nil)
    }

    @Test func `the presence of a state key makes state, the type does not`() throws {
        let fields = #""content":{"msgtype":"m.text","body":"x","membership":"join"}"#
        let state = try readWhole(#""type":"m.room.message","state_key":"",\#(fields)"#)
        #expect(state.isState)
        #expect(state.message == nil)
        let said = try readWhole(#""type":"m.room.member",\#(fields)"#)
        #expect(!said.isState)
        #expect(said.membership == nil)
    }

    @Test func `a redacted event says nothing and tells so`() throws {
        let event = try readWhole(
            #""type":"m.room.message","content":{},"unsigned":{"redacted_because":{}}"#
        )
        #expect(event.isRedacted)
        #expect(event.message == nil)
    }

    @Test func `mentions and transaction id are seen`() throws {
        let content =
            #""content":{"msgtype":"m.emote","body":"x","m.mentions":{"user_ids":["@a:b",1]}}"#
        let event = try readWhole(
            #""type":"m.room.message",\#(content),"unsigned":{"transaction_id":"t1"}"#
        )
        #expect(event.message?.mentions == [UserID(rawValue: "@a:b")])
        #expect(event.message?.kind == .emote)
        #expect(event.transactionID == "t1")
    }

    private func message(_ body: String, _ relation: String) throws -> Event {
        let words = JSON.string(body).text
        return try read(
            "m.room.message",
            #"{"msgtype":"m.text","body":\#(words),"m.relates_to":\#(relation)}"#
        )
    }

    private func read(_ type: String, _ content: String) throws -> Event {
        try readWhole(#""type":"\#(type)","content":\#(content)"#)
    }

    private func readWhole(_ fields: String) throws -> Event {
        let head = #""room_id":"!r","event_id":"$e","sender":"@s:x","origin_server_ts":1"#
        let body = #"{"events":[{\#(head),\#(fields)}]}"#
        return try #require(try Transaction.parse(Array(body.utf8)).events.first)
    }
}
