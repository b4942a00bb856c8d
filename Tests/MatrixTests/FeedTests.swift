import Curl
import Foundation
import Matrix
import Support
import Synchronization
import Testing

@Suite struct FeedTests {
    @Test func `sync tells what happened since and no more`() async throws {
        try await Stage.play { stage in
            let (server, room, claire) = (stage.server, stage.room, stage.counsellor)
            let start = try await stage.voice.sync(since: nil, timeoutMilliseconds: 0)
            server.counsellorSays(room, claire, "un")
            server.counsellorSays(room, claire, "deux")
            let news = try await stage.voice.sync(
                since: start.nextBatch,
                timeoutMilliseconds: 5_000
            )
            #expect(
                news.joined.map { $0.timeline.compactMap(\.message?.body) } == [["un", "deux"]]
            )
            let none = try await stage.voice.sync(since: news.nextBatch, timeoutMilliseconds: 0)
            #expect(none.joined.isEmpty)
            #expect(none.nextBatch == news.nextBatch)
        }
    }

    @Test func `a waiting sync wakes for news`() async throws {
        try await Stage.play { stage in
            let server = stage.server
            let start = try await stage.voice.sync(since: nil, timeoutMilliseconds: 0)
            let voice = stage.voice
            let waiting = Task {
                try await voice.sync(since: start.nextBatch, timeoutMilliseconds: 30_000)
            }
            #expect(await server.eventually { $0.asked.last?.query["since"] != nil })
            server.counsellorSays(stage.room, stage.counsellor, "réveil")
            let news = try await waiting.value
            #expect(news.joined.first?.timeline.last?.message?.body == "réveil")
        }
    }

    @Test func `behind a limited timeline the past is walked to the last known event`() async throws
    {
        try await Stage.play { stage in
            let (server, room, claire) = (stage.server, stage.room, stage.counsellor)
            let start = try await stage.voice.sync(since: nil, timeoutMilliseconds: 0)
            for number in 0..<25 { server.counsellorSays(room, claire, "\(number)") }
            server.limitTimelines(to: 3)
            let news = try await stage.voice.sync(since: start.nextBatch, timeoutMilliseconds: 0)
            let joined = try #require(news.joined.first)
            #expect(joined.limited && joined.timeline.count == 3)
            var past: [Event] = []
            var from = joined.prevBatch
            while let place = from {
                let page = try await stage.voice.messages(
                    in: room,
                    from: place,
                    to: start.nextBatch,
                    limit: 10
                )
                past += page.chunk
                from = page.end
            }
            let bodies = (past.reversed() + joined.timeline).compactMap(\.message?.body)
            #expect(bodies == (0..<25).map(String.init))
        }
    }

    @Test func `poison passes neither sync nor messages as anything but poison`() async throws {
        try await Stage.play { stage in
            let (server, room, claire) = (stage.server, stage.room, stage.counsellor)
            let start = try await stage.voice.sync(since: nil, timeoutMilliseconds: 0)
            server.counsellorSays(room, claire, "avant")
            let poison = server.writesPoison(
                room,
                claire,
                content: #"{"msgtype":"m.text","body":\#(TransactionTests.deep)}"#
            )
            server.counsellorSays(room, claire, "après")
            let news = try await stage.voice.sync(since: start.nextBatch, timeoutMilliseconds: 0)
            #expect(news.joined.first?.timeline.compactMap(\.message?.body) == ["avant", "après"])
            #expect(news.unreadable.map(\.id) == [poison])
            let page = try await stage.voice.messages(in: room, from: nil, limit: 3)
            #expect(page.chunk.compactMap(\.message?.body) == ["après", "avant"])
            #expect(page.unreadable.map(\.id) == [poison])
        }
    }

    @Test func `invitations, typing, redactions and encryption are seen`() async throws {
        try await Stage.play { stage in
            let (server, room, claire) = (stage.server, stage.room, stage.counsellor)
            let said = server.counsellorSays(room, claire, "oups")
            let start = try await stage.voice.sync(since: nil, timeoutMilliseconds: 0)
            let other = try server.makesRoom(claire, alias: "autre")
            server.invites(claire, stage.bot, other)
            server.types(room, claire)
            server.redacts(room, claire, said)
            server.switchesEncryptionOn(room, claire)
            let news = try await stage.voice.sync(since: start.nextBatch, timeoutMilliseconds: 0)
            #expect(news.invited.map(\.room) == [other])
            #expect(news.invited.first?.inviter == claire)
            #expect(news.joined.first?.typing == [claire])
            #expect(news.joined.first?.timeline.compactMap(\.redacts) == [said])
            #expect(news.joined.first?.timeline.last?.type == "m.room.encryption")
            let past = try await stage.voice.messages(in: room, from: nil)
            #expect(past.chunk.first { $0.id == said }?.isRedacted == true)
        }
    }

    @Test func `the sender of the registration cannot sync`() async throws {
        try await Stage.play { stage in
            let sender = UserID(localpart: "unused", serverName: FakeHomeserver.serverName)
            let voice = stage.homeserver.acting(as: .bridge(user: sender, device: nil))
            let result = await failure { () throws(Homeserver.Failure) in
                try await voice.sync(since: nil, timeoutMilliseconds: 0)
            }
            #expect(result == .retry(after: nil, certainlyNotSent: false))
        }
    }
}
