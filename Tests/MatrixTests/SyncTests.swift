import Matrix
import Testing

@Suite struct SyncTests {
    @Test func `poison in one timeline spoils neither its neighbours nor other rooms`() throws {
        let poison = event("$2", #"{"body":\#(TransactionTests.deep)}"#)
        let first = room([event("$1", "{}"), poison, event("$3", "{}")])
        let second = room([event("$4", #"{"body":"\udc00"}"#), event("$5", "{}")])
        let read = try SyncResponse.parse(body(#""join":{"!a":\#(first),"!b":\#(second)}"#))
        #expect(read.nextBatch == "s2")
        #expect(read.joined.map { $0.timeline.map(\.id.rawValue) } == [["$1", "$3"], ["$5"]])
        #expect(read.joined.map(\.room.rawValue) == ["!a", "!b"])
        #expect(read.unreadable.map(\.room?.rawValue) == ["!a", "!b"])
        #expect(read.unreadable.map(\.id?.rawValue) == ["$2", "$4"])
        #expect(read.joined.allSatisfy(\.limited) && read.joined.first?.prevBatch == "p1")
    }

    @Test func `events get the room they stand under`() throws {
        let read = try SyncResponse.parse(body(#""join":{"!a":\#(room([event("$1", "{}")]))}"#))
        #expect(read.joined.first?.timeline.first?.room == RoomID(rawValue: "!a"))
    }

    @Test func `an invitation tells who asks`() throws {
        let invitation = #"""
            {"invite_state":{"events":[
            {"type":"m.room.name","sender":"@x:y","state_key":"","content":{}},
            {"type":"m.room.member","sender":"@asks:y","state_key":"@me:y",
            "content":{"membership":"invite"}}]}}
            """#
        let read = try SyncResponse.parse(body(#""invite":{"!i":\#(invitation),"!j":{}}"#))
        #expect(read.invited.map(\.room.rawValue) == ["!i", "!j"])
        #expect(read.invited.map(\.inviter?.rawValue) == ["@asks:y", nil])
    }

    @Test func `what was said before we were out is not lost`() throws {
        let read = try SyncResponse.parse(body(#""leave":{"!l":\#(room([event("$1", "{}")]))}"#))
        #expect(read.left == [RoomID(rawValue: "!l")])
        #expect(read.lastEvents.map(\.id.rawValue) == ["$1"])
    }

    @Test(
        arguments: [
            (#"{"events":[{"type":"m.typing","content":{"user_ids":["@a:b"]}}]}"#, ["@a:b"]),
            (#"{"events":[{"type":"m.typing","content":{"user_ids":[]}}]}"#, []),
            (#"{"events":[{"type":"m.receipt","content":{}}]}"#, nil),
        ] as [(String, [String]?)]
    )
    func `typing is the whole set or no news`(ephemeral: String, names: [String]?) throws {
        let read = try SyncResponse.parse(body(#""join":{"!a":{"ephemeral":\#(ephemeral)}}"#))
        #expect(read.joined.first?.typing == names.map { Set($0.map(UserID.init(rawValue:))) })
    }

    @Test(arguments: [
        "{}", "[]", "", #"{"rooms":{}}"#, #"{"next_batch":7}"#, #"{"next_batch":"s""#,
    ])
    func `an answer without a token is refused`(text: String) {
        #expect(throws: Malformed.self) { try SyncResponse.parse(Array(text.utf8)) }
    }

    @Test(arguments: [
        #""join":[]"#, #""join":{"!a":{"timeline":{"events":{}}}}"#, #""leave":7"#,
    ])
    func `an answer of the wrong shape is refused whole, so that no token moves past it`(
        rooms: String
    ) {
        #expect(throws: Malformed.self) { try SyncResponse.parse(body(rooms)) }
    }

    @Test func `no news is no rooms`() throws {
        let read = try SyncResponse.parse(Array(#"{"next_batch":"s2"}"#.utf8))
        #expect(read.joined.isEmpty && read.invited.isEmpty && read.left.isEmpty)
    }

    private func body(_ rooms: String) -> [UInt8] {
        Array(#"{"next_batch":"s2","presence":{},"rooms":{\#(rooms)}}"#.utf8)
    }

    private func room(_ events: [String]) -> String {
        let list = events.joined(separator: ",")
        return #"{"timeline":{"events":[\#(list)],"limited":true,"prev_batch":"p1"}}"#
    }

    private func event(_ id: String, _ content: String) -> String {
        #"{"type":"m.room.message","event_id":"\#(id)","sender":"@s:x","#
            + #""origin_server_ts":1,"content":\#(content)}"#
    }
}
