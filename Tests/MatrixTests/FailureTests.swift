import Curl
import Matrix
import Support
import Testing

@Suite struct FailureTests {
    /// What a homeserver or proxy may answer, and what it means.
    static let answers: [(FakeHomeserver.Fault, Homeserver.Failure)] = [
        (
            .limited(retryAfterSeconds: 3, retryAfterMilliseconds: 9_000),
            .retry(after: .seconds(3), certainlyNotSent: true)
        ),
        (
            .limited(retryAfterSeconds: nil, retryAfterMilliseconds: 1_500),
            .retry(after: .milliseconds(1_500), certainlyNotSent: true)
        ),
        (
            .limited(retryAfterSeconds: nil, retryAfterMilliseconds: nil),
            .retry(after: nil, certainlyNotSent: true)
        ),
        (
            .limited(retryAfterSeconds: -1, retryAfterMilliseconds: -5),
            .retry(after: nil, certainlyNotSent: true)
        ),
        (
            .limited(retryAfterSeconds: .max, retryAfterMilliseconds: nil),
            .retry(after: .seconds(3_600), certainlyNotSent: true)
        ),
        (.status(408, code: "M_UNKNOWN"), .retry(after: nil, certainlyNotSent: false)),
        (.status(500, code: "M_UNKNOWN"), .retry(after: nil, certainlyNotSent: false)),
        (.proxyPage(502), .retry(after: nil, certainlyNotSent: false)),
        (.proxyPage(503), .retry(after: nil, certainlyNotSent: false)),
        (.proxyPage(504), .retry(after: nil, certainlyNotSent: false)),
        (.status(400, code: "M_BAD_JSON"), .refused(status: 400, code: "M_BAD_JSON")),
        (.status(403, code: "M_FORBIDDEN"), .refused(status: 403, code: "M_FORBIDDEN")),
        (.status(404, code: "M_NOT_FOUND"), .refused(status: 404, code: "M_NOT_FOUND")),
        (.status(401, code: "M_UNKNOWN_TOKEN"), .unknownToken),
        (.status(401, code: "M_MISSING_TOKEN"), .unknownToken),
        (.status(401, code: "M_UNAUTHORIZED"), .refused(status: 401, code: "M_UNAUTHORIZED")),
        (.status(413, code: "M_TOO_LARGE"), .tooLarge),
        (.proxyPage(413), .tooLarge),
        (.proxyPage(302), .refused(status: 302, code: "UNKNOWN")),
        (.status(400, code: "words of @claire:x"), .refused(status: 400, code: "UNKNOWN")),
        (.gibberish, .unreadable),
    ]

    @Test(arguments: answers)
    func `an answer is called by what to do next`(
        fault: FakeHomeserver.Fault,
        meaning: Homeserver.Failure
    ) async throws {
        try await Stage.play { stage in
            stage.server.fail(fault, path: "/send/")
            let result = await failure { () throws(Homeserver.Failure) in
                try await stage.voice.send(
                    to: stage.room,
                    transactionID: "t",
                    content: OutgoingText("x").content
                )
            }
            #expect(result == meaning)
        }
    }

    @Test func `a homeserver that is away was certainly not reached`() async throws {
        try await Stage.play { stage in
            stage.server.stop()
            let result = await failure { () throws(Homeserver.Failure) in
                try await stage.homeserver.versions()
            }
            guard case .retry(after: nil, _)? = result else {
                Issue.record("expected a retry, got \(String(describing: result))")
                return
            }
            let fresh = Courier()
            defer { fresh.close() }
            let other = Homeserver(address: stage.server.address, courier: fresh)
            let again = await failure { () throws(Homeserver.Failure) in try await other.versions()
            }
            #expect(again == .retry(after: nil, certainlyNotSent: true))
        }
    }

    @Test func `an answer lost on its way is repeated without a second event`() async throws {
        try await Stage.play { stage in
            // Twice: a call on a kept line that dies silently is repeated by libcurl itself, once.
            stage.server.fail(.cutAfter, times: 2, path: "/send/")
            let lost = await failure { () throws(Homeserver.Failure) in
                try await stage.voice.send(
                    to: stage.room,
                    transactionID: "t",
                    content: OutgoingText("once").content
                )
            }
            #expect(lost == .retry(after: nil, certainlyNotSent: false))
            stage.server.restart()
            let id = try await stage.say("once", "t")
            #expect(stage.server.words(stage.room).map(\.body) == ["once"])
            #expect(stage.server.timeline(stage.room).last?.id == id)
        }
    }

    @Test func `without a device a restart forgets transaction ids`() async throws {
        try await Stage.play { stage in
            let bare = stage.homeserver.acting(as: .bridge(user: stage.bot, device: nil))
            for _ in 0..<2 {
                _ = try await bare.send(
                    to: stage.room,
                    transactionID: "t",
                    content: OutgoingText("twice").content
                )
                stage.server.restart()
            }
            #expect(stage.server.words(stage.room).map(\.body) == ["twice", "twice"])
        }
    }

    @Test func `a line cut before the call leaves no trace`() async throws {
        try await Stage.play { stage in
            stage.server.fail(.cutBefore, times: 8, path: "/send/")
            let cut = await failure { () throws(Homeserver.Failure) in
                try await stage.voice.send(
                    to: stage.room,
                    transactionID: "t",
                    content: OutgoingText("x").content
                )
            }
            #expect(cut?.isRetry == true)
            #expect(stage.server.words(stage.room).isEmpty)
        }
    }

    @Test func `a homeserver that hangs is given up after the call's time`() async throws {
        try await Stage.play { stage in
            stage.server.fail(.hang, path: "whoami")
            var limits = Limits.ordinary
            limits.wholeTimeoutMilliseconds = 100
            let path = ["_matrix", "client", "v3", "account", "whoami"]
            let result = await failure { () throws(Homeserver.Failure) in
                try await stage.voice.call("GET", path, limits: limits)
            }
            #expect(result == .retry(after: nil, certainlyNotSent: false))
        }
    }

    @Test func `a cancelled call returns at once`() async throws {
        try await Stage.play { stage in
            stage.server.fail(.hang, path: "whoami")
            let voice = stage.voice
            let call = Task {
                await failure { () throws(Homeserver.Failure) in try await voice.whoAmI() }
            }
            let server = stage.server
            #expect(
                await server.eventually { $0.asked.last?.path.hasSuffix("whoami") == true }
            )
            call.cancel()
            #expect(await call.value?.isRetry == true)
        }
    }

    @Test func `a revoked token is fatal`() async throws {
        try await Stage.play { stage in
            let token = stage.server.token(for: stage.counsellor)
            let voice = stage.homeserver.acting(as: .account(token: token))
            let before = try await voice.joinedRooms()
            #expect(before == [stage.room])
            stage.server.revoke(token)
            let result = await failure { () throws(Homeserver.Failure) in
                try await voice.joinedRooms()
            }
            #expect(result == .unknownToken)
        }
    }

    @Test func `an event over the limit is too large`() async throws {
        try await Stage.play { stage in
            let long = String(repeating: "é", count: 40_000)
            let result = await failure { () throws(Homeserver.Failure) in
                try await stage.voice.send(
                    to: stage.room,
                    transactionID: "t",
                    content: OutgoingText(long).content
                )
            }
            #expect(result == .tooLarge)
        }
    }

    @Test func `an address that cannot be is refused before it is tried`() async throws {
        let courier = Courier()
        defer { courier.close() }
        let homeserver = Homeserver(address: "gopher://nowhere", courier: courier)
        let result = await failure { () throws(Homeserver.Failure) in
            try await homeserver.versions()
        }
        #expect(result == .refused(status: 0, code: "INVALID_REQUEST"))
    }
}
