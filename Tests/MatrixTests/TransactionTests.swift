import Matrix
import Testing

@Suite struct TransactionTests {
    static let deep = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
    static let veryDeep =
        String(repeating: "{\"a\":", count: 30_000) + "1" + String(repeating: "}", count: 30_000)

    /// What a stranger may write as content, and what it is then called.
    static let poisons: [(String, Malformed)] = [
        (#"{"body":\#(deep)}"#, .tooDeep),
        (veryDeep, .tooDeep),
        (#"{"body":"\ud800"}"#, .loneSurrogate),
        (#"{"\udfff":1}"#, .loneSurrogate),
        (#""words""#, .wrongType(field: "content")),
        ("null", .wrongType(field: "content")),
        ("[]", .wrongType(field: "content")),
    ]

    @Test(arguments: poisons)
    func `a poisoned event is set aside and its neighbours are read`(
        content: String,
        reason: Malformed
    ) throws {
        let body = transaction([event("$1", #"{"a":1}"#), event("$2", content), event("$3", "{}")])
        let read = try Transaction.parse(body)
        #expect(read.events.map(\.id.rawValue) == ["$1", "$3"])
        let aside = Unreadable(
            room: RoomID(rawValue: "!r"),
            id: EventID(rawValue: "$2"),
            reason: reason
        )
        #expect(read.unreadable == [aside])
    }

    @Test(arguments: [
        ("{}", Malformed.missing(field: "room_id")),
        ("7", .wrongType(field: "event")),
        ("null", .wrongType(field: "event")),
        ("[]", .wrongType(field: "event")),
        (#"{"room_id":7}"#, .wrongType(field: "room_id")),
        (#"{"room_id":"!r"}"#, .missing(field: "event_id")),
        (
            #"{"room_id":"!r","event_id":"$e","type":"t","sender":["@s"]}"#,
            .wrongType(field: "sender")
        ),
        (
            #"{"room_id":"!r","event_id":"$e","type":"t","sender":"@s","#
                + #""state_key":1,"content":{}}"#,
            .wrongType(field: "state_key")
        ),
        (
            #"{"room_id":"!r","event_id":"$e","type":"t","sender":"@s","content":{}}"#,
            .missing(field: "origin_server_ts")
        ),
        (
            #"{"room_id":"!r","event_id":"$e","type":"t","sender":"@s","#
                + #""content":{},"origin_server_ts":"1"}"#,
            .wrongType(field: "origin_server_ts")
        ),
    ])
    func `an event of the wrong shape is set aside and named`(text: String, reason: Malformed)
        throws
    {
        let read = try Transaction.parse(transaction([text, event("$2", "{}")]))
        #expect(read.events.map(\.id.rawValue) == ["$2"])
        #expect(read.unreadable.map(\.reason) == [reason])
    }

    @Test func `equal keys in an event are read as Synapse reads them`() throws {
        let twice = #"{"msgtype":"m.text","body":"first","body":"last"}"#
        let read = try Transaction.parse(transaction([event("$1", twice)]))
        #expect(read.events.first?.message?.body == "last")
    }

    @Test func `brackets and commas inside words do not cut an event`() throws {
        let words = #"{"msgtype":"m.text","body":"]},{\"[\\"}"#
        let read = try Transaction.parse(transaction([event("$1", words), event("$2", "{}")]))
        #expect(read.events.first?.message?.body == #"]},{"[\"#)
        #expect(read.events.count == 2)
    }

    @Test(arguments: [
        "", "[]", "null", "{", #"{"events":{}}"#, #"{"events":[}"#, #"{"events":["#,
        #"{"events":[{]}"#, "<html>",
    ])
    func `what is no transaction at all is refused`(text: String) {
        #expect(throws: Malformed.self) { try Transaction.parse(Array(text.utf8)) }
    }

    @Test(arguments: ["{}", #"{"events":[]}"#, #" { "events" : [ ] , "ephemeral" : [ ] } "#])
    func `an empty transaction is empty`(text: String) throws {
        let read = try Transaction.parse(Array(text.utf8))
        #expect(read.events.isEmpty && read.unreadable.isEmpty && read.typing.isEmpty)
    }

    @Test func `a hundred large events are read, one of them poisoned`() throws {
        let large = String(repeating: "x", count: 20_000)
        var events = (0..<100).map { event("$\($0)", #"{"body":"\#(large)"}"#) }
        events[50] = event("$50", #"{"body":"\ud834"}"#)
        let read = try Transaction.parse(transaction(events))
        #expect(read.events.count == 99)
        #expect(read.unreadable.map(\.id?.rawValue) == ["$50"])
    }

    @Test(arguments: ["ephemeral", "de.sorunome.msc2409.ephemeral"])
    func `typing is read under its new and its old name`(name: String) throws {
        let typing = #"{"type":"m.typing","room_id":"!r","content":{"user_ids":["@a:b"]}}"#
        let receipt = #"{"type":"m.receipt","room_id":"!r","content":{}}"#
        let body = #"{"events":[],"\#(name)":[\#(receipt),7,\#(typing)]}"#
        let read = try Transaction.parse(Array(body.utf8))
        #expect(
            read.typing == [
                Typing(room: RoomID(rawValue: "!r"), users: [UserID(rawValue: "@a:b")])
            ]
        )
    }

    private func event(_ id: String, _ content: String) -> String {
        #"{"type":"m.room.message","room_id":"!r","event_id":"\#(id)","sender":"@s:x","#
            + #""origin_server_ts":1,"content":\#(content)}"#
    }

    private func transaction(_ events: [String]) -> [UInt8] {
        Array((#"{"events":["# + events.joined(separator: ",") + "]}").utf8)
    }
}
