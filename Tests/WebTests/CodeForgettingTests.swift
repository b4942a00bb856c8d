import Desk
import Foundation
import Relay
import Testing

@testable import Web

/// A code that shall open nothing any more, and letters that go with their codes.
@Suite(.timeLimit(.minutes(1))) struct CodeForgettingTests {
    private static let forget = #"{"forget":"code"}"#

    private static func hasCode(_ visitor: Visitor) async throws -> Bool? {
        try await visitor.house.switchboard.standing(of: visitor.key, at: visitor.bot)?.view.hasCode
    }

    /// What the bot said last to somebody who has typed a code.
    private static func answer(to code: String, at house: WebHouse) async throws -> String? {
        let visitor = Visitor(house: house)
        let number = try await visitor.arrive()
        #expect(try await visitor.sayRaw(#"{"code":"\#(code)"}"#).status == 200)
        let lines = try await house.switchboard.lines(of: number, after: 0, limit: 100)
        return lines.last?.line.text.reveal()
    }

    @Test func `her code opens nothing as soon as she wants so, and asking twice is once`()
        async throws
    {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            #expect(try await Self.hasCode(visitor) == false)
            let code = try await house.giveCode(to: number, at: visitor.bot)
            #expect(try await Self.hasCode(visitor) == true)
            #expect(try await Self.answer(to: code, at: house) != "Je ne connais pas ce code.")
            let id = Visitor.mintLineID()
            for _ in 1...2 {
                let answer = try await visitor.put("talk/lines/" + id, Self.forget)
                #expect(answer.status == 200)
            }
            #expect(try await Self.hasCode(visitor) == false)
            #expect(try await Self.answer(to: code, at: house) == "Je ne connais pas ce code.")
            let bad = try await visitor.sayRaw(#"{"forget":"everything"}"#)
            #expect(bad.status == 400 && bad.word == "bad_body")
        }
    }

    @Test func `without scripts it is one button`() async throws {
        try await WebHouse.open { house in
            let start = try await Page.started(house)
            let visitor = Visitor(house: house, token: start.secret)
            let number = try await visitor.number()
            try await house.claim(number)
            #expect(!start.text.contains("value=\"forget\""))
            let code = try await house.giveCode(to: number, at: visitor.bot)
            try await start.shows("value=\"forget\"")
            let next = try await start.says(["do": "forget"])
            try await next.shows("role=\"log\"")
            #expect(try await Self.hasCode(visitor) == false)
            #expect(try await Self.answer(to: code, at: house) == "Je ne connais pas ce code.")
            await start.leave()
            await next.leave()
        }
    }

    /// What stands beside her name in the staff room is read by many.
    @Test func `a code that is typed where everything else is is no answer`() async throws {
        try await WebHouse.open { house in
            let (first, number) = try await Visitor.talking(in: house)
            let code = try await house.giveCode(to: number, at: first.bot)
            for typed in [code, code.replacing(" ", with: ""), code.replacing(" ", with: "-")] {
                let visitor = Visitor(house: house)
                let number = try await visitor.arrive()
                try await visitor.say(typed)
                let lines = try await house.switchboard.lines(of: number, after: 0, limit: 100)
                #expect(lines.allSatisfy { !$0.line.text.reveal().contains(typed.prefix(4)) })
                #expect(lines.contains { $0.line.text.reveal() == "•••• •••• •••• ••••" })
                try await visitor.skipAll()
                try await house.claim(number)
                // What she tells a counsellor is hers to tell.
                try await visitor.say(typed)
                let told = try await house.switchboard.lines(of: number, after: 0, limit: 100)
                #expect(told.last { $0.line.author == .visitor }?.line.text.reveal() == typed)
            }
        }
    }

    @Test func `nor is it without scripts`() async throws {
        try await WebHouse.open { house in
            let (first, number) = try await Visitor.talking(in: house)
            let code = try await house.giveCode(to: number, at: first.bot)
            let start = try await Page.started(house)
            let next = try await start.says(["do": "say", "text": code])
            try await next.shows("•••• •••• •••• ••••")
            #expect(!next.text.contains(code))
            await start.leave()
            await next.leave()
        }
    }

    /// She comes back for the answer, and then wants that nothing is left.
    @Test func `whoever erases everything erases the letter whose code she has shown`()
        async throws
    {
        try await WebHouse.open { house in
            let writer = Visitor(house: house, bot: TestBots.closed)
            let letter = try await writer.arrive()
            let write = #"{"question":"letter","choice":"letter"}"#
            #expect(try await writer.sayRaw(write).status == 200)
            try await writer.say("un secret")
            let send = #"{"question":"letter","choice":"send"}"#
            #expect(try await writer.sayRaw(send).status == 200)
            let lines = try await house.switchboard.lines(of: letter, after: 0, limit: 100)
            let said = lines.last?.line.text.reveal() ?? ""
            let code = try #require(said.components(separatedBy: "code : ").last)
            try await writer.leave(forgetting: true)

            let reader = Visitor(house: house, bot: TestBots.closed)
            try await reader.arrive()
            #expect(try await reader.sayRaw(#"{"code":"\#(code)"}"#).status == 200)
            #expect(try await reader.ask("DELETE", "talk?erase=1").status == 204)
            #expect(try await house.firstReminder() == TestBots.noon, "the letter is woken now")
            try await house.hear(.due(.erase), about: letter, at: TestBots.closed)
            try await house.hear(.due(.forget), about: letter, at: TestBots.closed)
            let left = try await house.switchboard.lines(of: letter, after: 0, limit: 100)
            #expect(left.isEmpty)
            // And where it is forgotten already, erasing is no less possible.
            #expect(try await house.firstReminder() == TestBots.noon + 60_000)
        }
    }
}
