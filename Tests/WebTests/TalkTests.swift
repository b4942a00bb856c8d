import Desk
import Relay
import Testing
import Web

@Suite(.timeLimit(.minutes(1))) struct TalkTests {
    @Test func `who arrives again and again has one conversation`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            let number = try await visitor.arrive()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<10 {
                    group.addTask { try await visitor.put("talk", "{}").status }
                }
                for try await status in group { #expect(status == 200) }
            }
            #expect(try await visitor.number() == number)
            let next = try await Visitor(house: house).arrive()
            #expect(next == number + 1, "no conversation was begun in between")
        }
    }

    @Test func `one tab at two bots has two conversations`() async throws {
        try await WebHouse.open { house in
            let here = Visitor(house: house)
            let there = Visitor(house: house, bot: TestBots.curious, token: here.token)
            let first = try await here.arrive()
            #expect(try await there.say("Lou").status == 401, "not there yet")
            let second = try await there.arrive()
            #expect(first != second)
            // The same id names two lines.
            let id = Visitor.mintLineID()
            #expect(try await here.say("ici", id: id).status == 200)
            #expect(try await there.say("Lou", id: id).status == 200)
            #expect(try await here.ownLines() == ["ici"])
            #expect(try await there.ownLines() == ["Lou"])
        }
    }

    @Test func `a line that is sent ten times at once is one line`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let id = Visitor.mintLineID()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<10 {
                    group.addTask { try await visitor.say("une fois", id: id).status }
                }
                for try await status in group { #expect(status == 200) }
            }
            #expect(try await visitor.ownLines() == ["une fois"])
            // What is repeated with other words is the line that was recorded first.
            #expect(try await visitor.say("autre chose", id: id).status == 200)
            #expect(try await visitor.ownLines() == ["une fois"])
        }
    }

    @Test func `fifty lines keep their order, here and on the stream`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let watcher = try await Watcher.opened(visitor)
            let lines = (1...50).map { "ligne \($0)" }
            for line in lines { #expect(try await visitor.say(line).status == 200) }
            #expect(try await visitor.ownLines() == lines)
            try await watcher.untilLine("ligne 50")
            let seen = watcher.seen.value.lines
            #expect(seen.filter { $0.from == "visitor" }.map(\.text) == lines)
            #expect(seen.map(\.seq) == Array(1...seen.count))
            await watcher.leave()
        }
    }

    @Test(
        arguments: [
            "court", "0123456789abcde", String(repeating: "a", count: 65), "0123456789abcde.",
            "0123456789abc%20def", "0123456789abcd%C3%A9", "0123456789abc%2Fdef",
        ]
    ) func `an id that no page would make is refused`(id: String) async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let answer = try await visitor.say("bonjour", id: id)
            #expect(answer.status == 400 && answer.word == "bad_line_id")
            #expect(try await visitor.ownLines().isEmpty)
        }
    }

    /// Bodies that are no line, each for a reason of its own.
    static let badBodies: [String: String] = [
        "empty": "",
        "not JSON": "bonjour",
        "cut off": #"{"text":"bon"#,
        "an array": #"["text"]"#,
        "nothing said": "{}",
        "a number": #"{"text":12}"#,
        "nothing for a text": #"{"text":null}"#,
        "two forms at once": #"{"text":"a","question":"age","choice":"teen"}"#,
        "a choice without its question": #"{"choice":"teen"}"#,
        "a question without an answer": #"{"question":"age"}"#,
        "a skip that is none": #"{"question":"age","skip":false}"#,
        "a choice and a skip": #"{"question":"age","choice":"teen","skip":true}"#,
        "a wrong type for a choice": #"{"question":"age","choice":["teen"]}"#,
        "blank": #"{"text":" \n\t\u00a0 "}"#,
        "only a NUL": #"{"text":"\u0000"}"#,
        "a lone surrogate": #"{"text":"\ud83d"}"#,
        "a lone surrogate, the second half": #"{"text":"a\udc00b"}"#,
        "600 deep": String(repeating: "[", count: 600) + String(repeating: "]", count: 600),
        "600 deep beside a text": #"{"text":"a","x":"#
            + String(repeating: "[", count: 600) + String(repeating: "]", count: 600) + "}",
    ]

    @Test(arguments: badBodies.sorted { $0.key < $1.key })
    func `a body that is no line is refused, and nothing of it is recorded`(
        what: String,
        body: String
    ) async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let answer = try await visitor.sayRaw(body)
            #expect(answer.status == 400 && answer.word == "bad_body", "\(what)")
            #expect(try await visitor.ownLines().isEmpty)
            #expect(try await visitor.say("et ensuite").status == 200, "the tab lives on")
        }
    }

    @Test func `a NUL inside a text is left out, and everything else stays as it is`() async throws
    {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let text = "a\u{301} <b>&amp;</b> {place} 👩‍👧 \u{202E}x \u{1F} fin"
            #expect(try await visitor.say("\0" + text + "\0\u{301}").status == 200)
            #expect(try await visitor.ownLines() == [text + "\u{301}"])
        }
    }

    @Test func `a line that is too long is refused before it is accepted`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let longest = String(repeating: "é", count: TestBots.lineCharactersMax)
            let tooLong = try await visitor.say(longest + "é")
            #expect(tooLong.status == 413 && tooLong.word == "too_long")
            let farTooLong = try await visitor.say(String(repeating: "a", count: 20_000))
            #expect(farTooLong.status == 413 && farTooLong.word == "too_large")
            #expect(try await visitor.say(longest).status == 200)
            #expect(try await visitor.ownLines() == [longest])
        }
    }

    @Test func `what was not asked cannot be answered, and what was asked can be passed over`()
        async throws
    {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house, bot: TestBots.curious)
            try await visitor.arrive()
            let early = try await visitor.sayRaw(#"{"question":"age","choice":"teen"}"#)
            #expect(early.status == 409 && early.word == "not_asked")
            #expect(try await visitor.sayRaw(#"{"question":"name","skip":true}"#).status == 200)
            let watcher = try await Watcher.opened(visitor)
            let asked = watcher.seen.value.states.first?.question
            #expect(asked?.id == "age" && asked?.kind == "choice" && asked?.skip == true)
            #expect(asked?.choices.map(\.id) == ["teen", "other"])
            let unknown = try await visitor.sayRaw(#"{"question":"age","choice":"120"}"#)
            #expect(unknown.status == 409)
            let picked = try await visitor.sayRaw(#"{"question":"age","choice":"teen"}"#)
            #expect(picked.status == 200)
            try await watcher.seen.until { $0.states.last?.stage == "waiting" }
            #expect(watcher.seen.value.states.last?.question == nil)
            #expect(try await visitor.ownLines() == ["(passé)", "12 à 17 ans"])
            await watcher.leave()
        }
    }

    @Test func `too many lines that nobody has heard yet are told to wait`() async throws {
        var limits = WebLimits()
        limits.linesPerTab = Allowance(atOnce: 1_000, perMinute: 60)
        try await WebHouse.open(limits) { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            for index in 0..<200 { #expect(try await visitor.say("\(index)").status == 200) }
            let answer = try await visitor.say("encore")
            #expect(answer.status == 422 && answer.word == "too_many")
        }
    }
}
