import Curl
import Glibc
import Synchronization
import Testing

@Suite struct AskingTests {
    private let courier = Courier()

    /// What the server heard when this was sent to it.
    private func heard(_ request: (Server) -> Request) async throws -> Heard? {
        let note = Mutex<Heard?>(nil)
        let server = Server { caller in
            while let heard = caller.hear() {
                note.withLock { $0 = heard }
                caller.answer()
            }
        }
        defer { server.stop() }
        _ = try await courier.send(request(server))
        return note.withLock { $0 }
    }

    private func response(_ text: String, to method: String = "GET") async throws -> Response {
        let server = Server { caller in
            guard caller.hear() != nil else { return }
            caller.say(text)
            caller.stall()
        }
        defer { server.stop() }
        return try await courier.send(Request(method: method, url: server.url()))
    }

    @Test(arguments: ["PUT", "POST", "DELETE", "GET", "PROPFIND"])
    func `verb, headers and body arrive as they were given`(method: String) async throws {
        let body = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let heard = try await heard { server in
            Request(
                method: method,
                url: server.url("/a/%2F/../b?c=%20"),
                headers: [
                    Header(name: "Authorization", value: "Bearer été"),
                    Header(name: "X-Empty", value: ""),
                ],
                body: body
            )
        }
        #expect(heard?.verb == method)
        #expect(heard?.target == "/a/%2F/../b?c=%20")
        #expect(heard?.value("Authorization") == "Bearer été")
        #expect(heard?.lines.contains("X-Empty:") == true)
        #expect(heard?.body == body)
    }

    @Test func `nothing is added that nobody asked for`() async throws {
        // libcurl would ask leave before it sends this much.
        let body = [UInt8](repeating: 1, count: 1_500_000)
        let heard = try await heard { Request(method: "PUT", url: $0.url(), body: body) }
        let names = heard?.lines.compactMap { $0.split(separator: ":").first }.sorted()
        #expect(names == ["Accept", "Content-Length", "Host"])
    }

    @Test(arguments: ["POST", "PUT", "PATCH"])
    func `a body that is missing has the length zero`(method: String) async throws {
        let heard = try await heard { Request(method: method, url: $0.url()) }
        #expect(heard?.value("Content-Length") == "0")
    }

    @Test(arguments: ["GET", "DELETE", "OPTIONS"])
    func `a verb that needs no body has no length`(method: String) async throws {
        let heard = try await heard { Request(method: method, url: $0.url()) }
        #expect(heard?.verb == method)
        #expect(heard?.value("Content-Length") == nil)
    }

    @Test func `an empty body is a body`() async throws {
        let heard = try await heard { Request(method: "DELETE", url: $0.url(), body: []) }
        #expect(heard?.value("Content-Length") == "0")
    }

    @Test func `the head is found whatever its case`() async throws {
        let response = try await response(
            "HTTP/1.1 404 No\r\ncontent-LENGTH: 2\r\nRetry-After: \t7 \r\nX-Empty:\r\n\r\nok"
        )
        #expect(response.status == 404)
        #expect(response.header("Content-Length") == "2")
        #expect(response.header("retry-after") == "7")
        #expect(response.header("x-empty") == "")
        #expect(response.header("x-other") == nil)
        #expect(response.body == Array("ok".utf8))
    }

    @Test func `only the last head counts`() async throws {
        let response = try await response(
            "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n"
                + "HTTP/1.1 103 Early Hints\r\nX-Early: 2\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Late: 3\r\n\r\n"
        )
        #expect(response.status == 200)
        #expect(response.headers.map(\.name) == ["Content-Length", "X-Late"])
    }

    @Test func `chunks are joined and trailers are dropped`() async throws {
        let response = try await response(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Trailer\r\n\r\n"
                + "3\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n"
        )
        #expect(response.body == Array("abcde".utf8))
        #expect(response.header("X-Trailer") == nil)
    }

    @Test func `a redirect is an answer like any other`() async throws {
        let response = try await response(
            "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
        )
        #expect(response.status == 302)
        #expect(response.header("Location") == "/elsewhere")
    }

    @Test func `the answer to a HEAD has a length and no body`() async throws {
        let response = try await response(
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
            to: "HEAD"
        )
        #expect(response.header("Content-Length") == "99999999999")
        #expect(response.body.isEmpty)
    }

    @Test func `a proxy named in the environment is not asked`() async throws {
        // Port 9 is nobody's; whoever believed it would fail.
        _ = unsafe setenv("http_proxy", "http://127.0.0.1:9", 1)
        defer { _ = unsafe unsetenv("http_proxy") }
        let heard = try await heard { Request(method: "GET", url: $0.url("/straight")) }
        #expect(heard?.target == "/straight")
    }

    @Test func `printing shows neither tokens nor addresses nor words`() async throws {
        let request = Request(
            method: "PUT",
            url: "http://secret.invalid/secret",
            headers: [Header(name: "Authorization", value: "secret")],
            body: Array("secret".utf8)
        )
        let response = try await response(
            "HTTP/1.1 200 OK\r\nX: secret\r\nContent-Length: 6\r\n\r\nsecret"
        )
        var dumped = ""
        dump(request, to: &dumped)
        dump(response, to: &dumped)
        dump(request.headers, to: &dumped)
        for text in [
            "\(request)", "\(response)", String(reflecting: request), String(reflecting: response),
            "\(request.headers)", String(reflecting: request.headers), dumped,
        ] {
            #expect(!text.contains("secret"))
            #expect(!text.contains("115, 101"))
        }
    }
}
