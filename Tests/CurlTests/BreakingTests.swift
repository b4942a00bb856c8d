import Curl
import Testing

@Suite struct BreakingTests {
    private let courier = Courier()

    private func sent(
        limits: Limits = .ordinary,
        to serving: @escaping Server.Serving
    ) async -> Result<String, Failure> {
        let server = Server(serving: serving)
        defer { server.stop() }
        let request = Request(method: "GET", url: server.url(), limits: limits)
        return await outcome { () throws(Failure) in try await courier.send(request) }
    }

    private static let brokenAnswers = [
        "",
        "HTTP/1.1 200 OK\r\nContent-",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhal",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "hello, this is not HTTP at all\r\n\r\n",
    ]

    @Test(arguments: brokenAnswers)
    func `an answer that breaks off is no answer`(text: String) async {
        let result = await sent { caller in
            guard caller.hear() != nil else { return }
            caller.say(text)
        }
        #expect(result == .failure(.cut))
    }

    @Test func `a server that closes at once never gives an answer`() async {
        // Whether the request had left by then is a race, so either word is true.
        let result = await sent { _ in }
        #expect([.failure(.cut), .failure(.unreachable)].contains(result))
    }

    @Test func `a body longer than declared ends where it was declared`() async {
        let result = await sent { caller in
            guard caller.hear() != nil else { return }
            caller.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more")
        }
        #expect(result == .success("200 ok"))
    }

    @Test func `a declared length over the limit is refused before the body comes`() async {
        let result = await sent(limits: Limits(responseBytesMax: 10)) { caller in
            guard caller.hear() != nil else { return }
            caller.say("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n")
            caller.stall()
        }
        #expect(result == .failure(.responseTooLarge))
    }

    @Test func `an endless body is refused at the limit`() async {
        let result = await sent { caller in
            guard caller.hear() != nil else { return }
            caller.say("HTTP/1.1 200 OK\r\n\r\n")
            let piece = String(repeating: "x", count: 65_536)
            while caller.say(piece) {}
        }
        #expect(result == .failure(.responseTooLarge))
    }

    @Test(arguments: [(9, "123456789"), (10, "1234567890"), (10, "")])
    func `a body at the limit is taken`(bytesMax: Int, body: String) async {
        let result = await sent(limits: Limits(responseBytesMax: bytesMax)) { caller in
            guard caller.hear() != nil else { return }
            caller.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for character in body {
                caller.say("1\r\n\(character)\r\n")
            }
            caller.say("0\r\n\r\n")
        }
        #expect(result == .success("200 \(body)"))
    }

    @Test func `one byte over the limit is refused`() async {
        let result = await sent(limits: Limits(responseBytesMax: 3)) { caller in
            guard caller.hear() != nil else { return }
            caller.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n")
            caller.stall()
        }
        #expect(result == .failure(.responseTooLarge))
    }

    @Test func `an endless head is refused`() async {
        let result = await sent { caller in
            guard caller.hear() != nil else { return }
            caller.say("HTTP/1.1 200 OK\r\n")
            while caller.say("X-More: \(String(repeating: "x", count: 1_000))\r\n") {}
        }
        #expect(result == .failure(.responseTooLarge))
    }

    @Test func `endless early answers are refused`() async {
        let result = await sent { caller in
            guard caller.hear() != nil else { return }
            while caller.say("HTTP/1.1 102 Processing\r\nX-More: more\r\n\r\n") {}
        }
        #expect(result == .failure(.responseTooLarge))
    }
}
