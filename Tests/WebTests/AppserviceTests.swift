import Curl
import Matrix
import Testing
import Web

@Suite(.timeLimit(.minutes(1))) struct AppserviceTests {
    private static let transactions = "_matrix/app/v1/transactions/"
    private static let event = """
        {"events":[{"type":"m.room.message","room_id":"!a:example.org","event_id":"$1",\
        "sender":"@ana:example.org","origin_server_ts":1,\
        "content":{"msgtype":"m.text","body":"bonjour"}}]}
        """

    @Test(
        arguments: [
            nil, "", "Bearer", "Bearer jeton-du-serveu", "Bearer jeton-du-serveurs",
            "Bearer  jeton-du-serveur", "jeton-du-serveur", "Basic jeton-du-serveur",
        ] as [String?]
    ) func `whoever has not the homeserver's token is not heard, wherever they knock`(
        authorization: String?
    ) async throws {
        try await WebHouse.open { house in
            let headers = authorization.map { [Header(name: "Authorization", value: $0)] } ?? []
            for (method, path) in [
                ("PUT", Self.transactions + "1"), ("GET", "_matrix/app/v1/users/@a:b"),
                ("POST", "_matrix/app/v1/ping"), ("GET", "ailleurs"),
                ("PUT", Self.transactions + "1?access_token=" + WebHouse.homeserverToken),
            ] {
                let answer = try await house.ask(
                    method,
                    path,
                    headers: headers,
                    body: method == "GET" ? nil : Self.event,
                    atBackDoor: true
                )
                #expect(answer.status == 403 && answer.code == "M_FORBIDDEN", "\(method) \(path)")
            }
            #expect(house.receiver.heard.isEmpty)
        }
    }

    @Test func `a transaction is heard, and heard again when it comes again`() async throws {
        try await WebHouse.open { house in
            for _ in 0..<2 {
                let answer = try await push(Self.event, to: house)
                #expect(answer.status == 200 && answer.text == "{}")
            }
            #expect(house.receiver.heard.count == 2, "what is known already is known elsewhere")
            #expect(house.receiver.heard.allSatisfy { $0.events.count == 1 })
        }
    }

    @Test func `what could not be written down is refused until it can`() async throws {
        try await WebHouse.open { house in
            house.receiver.fail(times: 2)
            for _ in 0..<2 {
                let answer = try await push(Self.event, to: house)
                #expect(answer.status == 503 && answer.code == "M_UNKNOWN")
            }
            #expect(try await push(Self.event, to: house).status == 200)
            #expect(house.receiver.heard.count == 1)
        }
    }

    @Test(arguments: ["", "bonjour", "[]", #"{"events":"#, "12"])
    func `what is no transaction is refused`(body: String) async throws {
        try await WebHouse.open { house in
            let answer = try await push(body, to: house)
            #expect(answer.status == 400 && answer.code == "M_NOT_JSON")
            #expect(house.receiver.heard.isEmpty)
        }
    }

    @Test func `one event that cannot be read does not keep the others away`() async throws {
        try await WebHouse.open { house in
            let deep = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
            let body = Self.event.replacing(#"{"events":["#, with: #"{"events":[\#(deep),"#)
            let answer = try await push(body, to: house)
            #expect(answer.status == 200)
            #expect(house.receiver.heard.first?.events.count == 1)
            #expect(house.receiver.heard.first?.unreadable.count == 1)
        }
    }

    @Test func `a transaction that is too long is refused at once`() async throws {
        var limits = WebLimits()
        limits.transactionBodyBytesMax = 1_000
        try await WebHouse.open(limits) { house in
            let answer = try await push(String(repeating: " ", count: 1_001), to: house)
            #expect(answer.status == 413 && answer.code == "M_TOO_LARGE")
        }
    }

    @Test(
        arguments: [
            ("POST", "_matrix/app/v1/ping", 200, nil),
            ("GET", "_matrix/app/v1/ping", 405, "M_UNRECOGNIZED"),
            ("POST", "_matrix/app/v1/transactions/1", 405, "M_UNRECOGNIZED"),
            ("GET", "_matrix/app/v1/users/%40a%3Aexample.org", 404, "M_NOT_FOUND"),
            ("GET", "_matrix/app/v1/rooms/%23a%3Aexample.org", 404, "M_NOT_FOUND"),
            ("PUT", "_matrix/app/v1/users/%40a%3Aexample.org", 405, "M_UNRECOGNIZED"),
            ("GET", "_matrix/app/v1/thirdparty/protocol/irc", 404, "M_UNRECOGNIZED"),
            ("PUT", "transactions/1", 404, "M_UNRECOGNIZED"),
            ("GET", "", 404, "M_UNRECOGNIZED"), ("GET", "essai", 404, "M_UNRECOGNIZED"),
        ] as [(String, String, Int, String?)]
    ) func `each route answers as the specification says`(
        method: String,
        path: String,
        status: Int,
        code: String?
    ) async throws {
        try await WebHouse.open { house in
            let answer = try await house.ask(
                method,
                path,
                headers: Self.authorized,
                body: method == "GET" ? nil : "{}",
                atBackDoor: true
            )
            #expect(answer.status == status)
            #expect(answer.code == code)
        }
    }

    @Test func `visitors and the homeserver have no door in common`() async throws {
        try await WebHouse.open { house in
            let answer = try await house.ask(
                "PUT",
                Self.transactions + "1",
                headers: Self.authorized,
                body: Self.event
            )
            #expect(answer.status == 404)
            #expect(house.receiver.heard.isEmpty)
        }
    }

    private static let authorized = [
        Header(name: "Authorization", value: "Bearer " + WebHouse.homeserverToken)
    ]

    private func push(_ body: String, to house: WebHouse) async throws -> Answer {
        try await house.ask(
            "PUT",
            Self.transactions + "1",
            headers: Self.authorized,
            body: body,
            atBackDoor: true
        )
    }
}
