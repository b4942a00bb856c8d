import Curl
import Desk
import Relay
import Support
import Testing

@testable import Web

@Suite(.timeLimit(.minutes(1))) struct SilenceTests {
    /// What must never be found in a log, wherever it was said.
    private static let canary = "canari-jaune"

    @Test func `nothing that anybody said, is called or knows is ever logged`() async throws {
        let diary = Overheard()
        var secrets = [Self.canary, "127.0.0.1", "localhost", WebHouse.homeserverToken, "ana:"]
        try await WebHouse.open(Self.limits, diary: diary) { house in
            secrets.append("\(house.port)")
            let (visitor, number) = try await Visitor.talking(in: house)
            let id = Self.canary + Visitor.mintLineID()
            secrets += [visitor.token, visitor.key.rawValue, id]
            let watcher = try await Watcher.opened(visitor)
            try await visitor.say(Self.canary, id: id)
            try await house.answer(Self.canary, to: number)
            try await watcher.untilLine(Self.canary)
            try await misbehave(visitor)
            try await misbehaveByHand(visitor, in: house)
            try await pushes(to: house)
            let curious = Visitor(house: house, bot: TestBots.curious, token: visitor.token)
            try await curious.arrive()
            try await curious.say("Nom " + Self.canary)
            try await visitor.leave(forgetting: true)
            _ = try await watcher.end()
            let stopped = try RawSocket(port: house.port, windowBytes: 4_096)
            await stopped.send(rawStream(curious))
        }
        // Where a door cannot be opened, too.
        try await WebHouse.open(diary: diary) { house in
            await #expect(throws: DoorNotOpened.self) {
                try await WebHouse.open(diary: diary, port: house.port) { _ in }
            }
        }
        let text = diary.text
        #expect(text.contains("service lifecycle"), "something was logged at all")
        for secret in secrets where text.contains(secret) {
            let entry = text.split(separator: "\n").first { $0.contains(secret) } ?? ""
            Issue.record("logged: \(secret) in \(entry)")
        }
    }

    @Test func `what nobody foresaw is told and logged without its text`() {
        struct Unforeseen: Error {
            let text = SilenceTests.canary
        }
        let diary = Overheard()
        let declined = Declined(Unforeseen(), logger: diary.logger)
        #expect(declined.word == "failed")
        #expect(diary.text.contains("Unforeseen"))
        #expect(!diary.text.contains(Self.canary))
    }

    private static var limits: WebLimits {
        var limits = WebLimits()
        limits.bodySecondsMax = 1
        limits.lingerSecondsMax = 1
        limits.heartbeatSeconds = 1
        return limits
    }

    private func misbehave(_ visitor: Visitor) async throws {
        for body in ["", Self.canary, #"{"text":["\#(Self.canary)"]}"#] {
            _ = try await visitor.sayRaw(body)
        }
        _ = try await visitor.sayRaw(#"{"question":"\#(Self.canary)","choice":"a"}"#)
        _ = try await visitor.say(Self.canary + String(repeating: "a", count: 3_000))
        _ = try await visitor.say(Self.canary + String(repeating: "a", count: 20_000))
        _ = try await visitor.ask("POST", Self.canary + "?q=" + Self.canary)
        _ = try await Visitor(house: visitor.house, token: visitor.token + Self.canary).say("a")
        _ = try await visitor.type(true)
    }

    private func misbehaveByHand(_ visitor: Visitor, in house: WebHouse) async throws {
        for request in [
            "\(Self.canary)\r\n\r\n", "GET /\(Self.canary) HTTP/9.9\r\n\r\n",
            "GET /essai HTTP/1.1\r\nX-\(Self.canary): \0\r\n\r\n",
            "PUT /essai/talk HTTP/1.1\r\nContent-Length: \(Self.canary)\r\n\r\n",
        ] {
            let socket = try RawSocket(port: house.port)
            await socket.send(request)
            _ = await socket.read(atMostMilliseconds: 200)
        }
        let trickle = try RawSocket(port: house.port)
        await trickle.send(
            """
            PUT /essai/talk/lines/\(Visitor.mintLineID()) HTTP/1.1\r
            Host: \(Self.canary)\r
            Authorization: Bearer \(visitor.token)\r
            Content-Length: 1000\r
            \r
            {"text":"\(Self.canary)
            """
        )
        #expect(await trickle.read(until: "too_slow").contains("408"))
    }

    private func pushes(to house: WebHouse) async throws {
        house.receiver.fail(times: 1)
        let authorized = [
            Header(name: "Authorization", value: "Bearer " + WebHouse.homeserverToken)
        ]
        for body in [#"{"events":[]}"#, #"{"events":[]}"#, Self.canary] {
            for headers in [authorized, []] {
                _ = try await house.ask(
                    "PUT",
                    "_matrix/app/v1/transactions/" + Self.canary,
                    headers: headers,
                    body: body,
                    atBackDoor: true
                )
            }
        }
    }
}
