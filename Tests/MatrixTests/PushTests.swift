import Matrix
import Support
import Testing

/// Pushes go from one fake homeserver to another, which records what it is asked: a push it does
/// not know is answered 404, so a test lets it succeed by fault `.status(200, …)`.
@Suite struct PushTests {
    @Test func `events and typing are pushed under the homeserver's token`() async throws {
        try await play { stage, receiver in
            stage.server.counsellorSays(stage.room, stage.counsellor, "bonjour")
            stage.server.types(stage.room, stage.counsellor)
            #expect(await receiver.eventually { Self.bodies($0).contains("bonjour") })
            #expect(
                await receiver.eventually { server in
                    Self.transactions(server).contains { !$0.typing.isEmpty }
                }
            )
        }
    }

    @Test func `a push that is not accepted comes again under the same id`() async throws {
        try await play { stage, receiver in
            receiver.clearFaults()
            receiver.fail(.status(500, code: "M_UNKNOWN"), times: 2)
            receiver.fail(.status(200, code: ""), times: 1_000)
            stage.server.counsellorSays(stage.room, stage.counsellor, "encore")
            #expect(
                await receiver.eventually { Self.bodies($0).filter { $0 == "encore" }.count == 3 }
            )
            let ids = receiver.asked.filter { $0.body?.text.contains("encore") == true }.map(\.path)
            #expect(Set(ids).count == 1)
        }
    }

    @Test func `a lost push is in sync all the same`() async throws {
        try await play { stage, receiver in
            let start = try await stage.voice.sync(since: nil, timeoutMilliseconds: 0)
            stage.server.loseNextPushes()
            stage.server.counsellorSays(stage.room, stage.counsellor, "perdu")
            // The first must be on its way to nowhere before the second is said.
            #expect(await stage.server.eventually { $0.pushesLost == 1 })
            stage.server.counsellorSays(stage.room, stage.counsellor, "suivant")
            #expect(await receiver.eventually { Self.bodies($0).contains("suivant") })
            #expect(!Self.bodies(receiver).contains("perdu"))
            let news = try await stage.voice.sync(since: start.nextBatch, timeoutMilliseconds: 0)
            #expect(
                news.joined.first?.timeline.compactMap(\.message?.body) == ["perdu", "suivant"]
            )
        }
    }

    @Test func `a doubled push bears two ids and one event`() async throws {
        try await play { stage, receiver in
            stage.server.doubleNextPushes()
            let said = stage.server.counsellorSays(stage.room, stage.counsellor, "double")
            #expect(
                await receiver.eventually { Self.bodies($0).filter { $0 == "double" }.count == 2 }
            )
            let pushes = receiver.asked.filter { $0.body?.text.contains(said.rawValue) == true }
            #expect(Set(pushes.map(\.path)).count == 2)
        }
    }

    @Test func `a swapped push comes behind its successor`() async throws {
        try await play { stage, receiver in
            stage.server.swapNextPushes()
            stage.server.counsellorSays(stage.room, stage.counsellor, "premier")
            #expect(await stage.server.eventually { $0.pushesAside == 1 })
            stage.server.counsellorSays(stage.room, stage.counsellor, "second")
            #expect(await receiver.eventually { Self.bodies($0).contains("premier") })
            #expect(Self.bodies(receiver).suffix(2) == ["second", "premier"])
        }
    }

    @Test func `held pushes wait and a restart counts from one and loses them`() async throws {
        try await play { stage, receiver in
            stage.server.holdPushes()
            stage.server.counsellorSays(stage.room, stage.counsellor, "retenu")
            stage.server.restart()
            stage.server.releasePushes()
            stage.server.counsellorSays(stage.room, stage.counsellor, "neuf")
            #expect(await receiver.eventually { Self.bodies($0).contains("neuf") })
            #expect(!Self.bodies(receiver).contains("retenu"))
            #expect(receiver.asked.last?.path == "/_matrix/app/v1/transactions/1")
        }
    }

    @Test func `a ping goes round and tells when nobody is there`() async throws {
        try await play { stage, receiver in
            let took = try await stage.homeserver.ping(
                appservice: "passerelle",
                transactionID: "p1"
            )
            #expect(took == 1)
            let ping = receiver.asked.last { $0.path == "/_matrix/app/v1/ping" }
            #expect(ping?.body == ["transaction_id": "p1"])
            receiver.stop()
            let result = await failure { () throws(Homeserver.Failure) in
                try await stage.homeserver.ping(appservice: "passerelle", transactionID: "p2")
            }
            #expect(result == .retry(after: nil, certainlyNotSent: false))
        }
    }

    private func play(_ act: (Stage, FakeHomeserver) async throws -> Void) async throws {
        try await Stage.play { stage in
            let receiver = try FakeHomeserver()
            defer { receiver.stop() }
            receiver.fail(.status(200, code: ""), times: 1_000)
            stage.server.push(to: receiver.address)
            // What happened before is pushed first, so that what a test says comes alone.
            #expect(await stage.server.eventually { $0.pushesAreDone })
            try await act(stage, receiver)
        }
    }

    private static func transactions(_ server: FakeHomeserver) -> [Transaction] {
        server.asked.filter { $0.path.hasPrefix("/_matrix/app/v1/transactions/") }
            .compactMap { $0.body.flatMap { try? Transaction.parse($0.encoded()) } }
    }

    private static func bodies(_ server: FakeHomeserver) -> [String] {
        transactions(server).flatMap(\.events).compactMap(\.message?.body)
    }
}
