import Curl
import Testing

@Suite(.timeLimit(.minutes(1))) struct AnswerTests {
    /// A way to ask, and the status that it must get.
    struct Asking: Sendable, CustomTestStringConvertible {
        let method: String
        let path: String
        var token: String?
        var body: String?
        let status: Int

        var testDescription: String { "\(method) /\(path) → \(status)" }
    }

    private static let token = String(repeating: "t", count: 43)
    private static let line = "essai/talk/lines/0123456789abcdef"

    static let askings = [
        Asking(method: "GET", path: "essai", status: 200),
        Asking(method: "GET", path: "essai/simple", status: 200),
        Asking(method: "POST", path: "essai/simple", body: "do=say", status: 200),
        Asking(method: "GET", path: "personne/embed.js", status: 404),
        Asking(method: "GET", path: "", status: 404),
        Asking(method: "GET", path: "personne", status: 404),
        Asking(method: "GET", path: "personne/status", status: 404),
        Asking(method: "GET", path: "essai/autre", status: 404),
        Asking(method: "GET", path: "essai/../../etc/passwd", status: 404),
        Asking(method: "PUT", path: "personne/talk", token: token, body: "{}", status: 404),
        Asking(method: "POST", path: "essai/talk", token: token, body: "{}", status: 405),
        Asking(method: "PUT", path: "essai/talk", body: "{}", status: 401),
        Asking(method: "GET", path: "essai/talk/stream", status: 401),
        Asking(method: "GET", path: "essai/talk/stream", token: token, status: 401),
        Asking(method: "GET", path: "personne/talk/stream", token: token, status: 404),
        Asking(method: "DELETE", path: "essai/talk", token: token, status: 204),
        Asking(method: "PUT", path: line, token: token, body: #"{"text":"a"}"#, status: 401),
        Asking(method: "PUT", path: line, token: token, body: "", status: 400),
        Asking(method: "PUT", path: "essai/talk/typing", token: token, body: "", status: 400),
        Asking(
            method: "PUT",
            path: line,
            token: token,
            body: String(repeating: " ", count: 20_000),
            status: 413
        ),
    ]

    @Test(arguments: askings) func `every answer keeps nothing, frames nothing, passes nothing on`(
        asking: Asking
    ) async throws {
        try await WebHouse.open { house in
            let headers = asking.token.map {
                [Header(name: "Authorization", value: "Bearer \($0)")]
            }
            let answer = try await house.ask(
                asking.method,
                asking.path,
                headers: headers ?? [],
                body: asking.body
            )
            #expect(answer.status == asking.status)
            expectManners(answer)
            if asking.status >= 400 { #expect(answer.word != nil, "one word of JSON") }
        }
    }

    @Test func `lines and streams have the same manners`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            expectManners(try await visitor.say("bonjour"))
            expectManners(try await visitor.type(true))
            let stream = try RawSocket(port: house.port)
            await stream.send(rawStream(visitor))
            let head = await stream.read(until: "\r\n\r\n").lowercased()
            #expect(head.hasPrefix("http/1.1 200"))
            #expect(head.contains("content-type: text/event-stream"))
            #expect(head.contains("cache-control: no-store"))
            #expect(!head.contains("set-cookie") && !head.contains("content-encoding"))
        }
    }

    @Test(
        arguments: [
            ("essai", "GET"), ("essai/status", "GET"), ("essai/talk", "DELETE, PUT"),
            ("openapi.json", "GET"), ("essai/embed.js", "GET"), ("essai/simple", "GET, POST"),
            ("essai/talk/lines/0123456789abcdef", "PUT"), ("essai/talk/typing", "PUT"),
            ("essai/talk/stream", "GET"),
        ]
    ) func `another method on a known path is 405, and says which are allowed`(
        path: String,
        allowed: String
    ) async throws {
        try await WebHouse.open { house in
            let all = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
            for method in all where !allowed.contains(method) {
                let answer = try await house.ask(method, path)
                #expect(answer.status == 405, "\(method)")
                #expect(answer.header("allow") == allowed, "\(method)")
                #expect(answer.header("access-control-allow-origin") == nil)
            }
        }
    }

    @Test(arguments: ["essai", "personne/autre"])
    func `the answer to a HEAD has no body that could be taken for the next answer`(path: String)
        async throws
    {
        try await WebHouse.open { house in
            let socket = try RawSocket(port: house.port)
            await socket.send("HEAD /\(path) HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = await socket.read(until: "\r\n\r\n")
            await socket.send("GET /essai/status HTTP/1.1\r\nHost: a\r\n\r\n")
            let next = await socket.read(until: "}")
            #expect(head.hasPrefix("HTTP/1.1 40") && head.hasSuffix("\r\n\r\n"))
            #expect(next.hasPrefix("HTTP/1.1 200"))
        }
    }

    private func expectManners(_ answer: Answer) {
        #expect(answer.header("cache-control") == "no-store")
        #expect(answer.header("x-content-type-options") == "nosniff")
        #expect(answer.header("referrer-policy") == "no-referrer")
        #expect(answer.header("x-robots-tag") == "noindex, nofollow")
        #expect(answer.header("cross-origin-opener-policy") == "same-origin")
        #expect(answer.header("cross-origin-resource-policy") == "same-origin")
        #expect(answer.header("permissions-policy")?.contains("camera=()") == true)
        let policy = answer.header("content-security-policy")
        #expect(policy?.contains("default-src 'none'") == true)
        #expect(policy?.contains("frame-ancestors 'none'") == true)
        #expect(answer.header("set-cookie") == nil)
        #expect(answer.header("server") == nil)
        #expect(answer.header("etag") == nil && answer.header("last-modified") == nil)
    }
}
