import Relay
import Testing

@testable import Web

/// What could be read in two ways, what comes behind it, and what never ends.
@Suite(.timeLimit(.minutes(1))) struct ShapeTests {
    /// Some bytes on a connection, and the statuses of all answers that come back.
    struct Shape: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: String
        let statuses: [Int]
        var closes = true

        var testDescription: String { name }
    }

    private static let next = "GET /essai/status HTTP/1.1\r\nHost: a\r\n\r\n"

    private static func get(_ headers: String, version: String = "1.1") -> String {
        "GET /essai/status HTTP/\(version)\r\n\(headers)\r\n"
    }

    private static func put(_ headers: String, _ body: String) -> String {
        "PUT /essai/talk/typing HTTP/1.1\r\nHost: a\r\n\(headers)\r\n\(body)"
    }

    private static func host(_ host: String) -> Shape {
        Shape(name: "Host: \(host)", bytes: get("Host: \(host)\r\n") + next, statuses: [400])
    }

    static let shapes =
        [
            Shape(name: "no Host", bytes: get("") + next, statuses: [400]),
            Shape(name: "two", bytes: get("Host: a\r\nHost: b\r\n") + next, statuses: [400]),
            Shape(name: "twice", bytes: get("Host: a\r\nhost: a\r\n") + next, statuses: [400]),
            Shape(name: "behind a good one", bytes: next + get("") + next, statuses: [200, 400]),
            Shape(
                name: "gzip",
                bytes: put("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
                statuses: [400]
            ),
            Shape(
                name: "length and chunks",
                bytes: put("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                statuses: [400]
            ),
            Shape(
                name: "chunks in HTTP/1.0",
                bytes: get("Host: a\r\nTransfer-Encoding: chunked\r\n", version: "1.0"),
                statuses: [400]
            ),
            Shape(name: "HTTP/1.0", bytes: get("", version: "1.0"), statuses: [200]),
            Shape(
                name: "an end that is wished",
                bytes: get("Host: a\r\nConnection: Close\r\n"),
                statuses: [200]
            ),
            Shape(
                name: "one of several wishes",
                bytes: get("Host: a\r\nConnection: x, close\r\n"),
                statuses: [200]
            ),
            Shape(
                name: "a body that nobody reads",
                bytes: put("Content-Length: 9\r\n", "123"),
                statuses: [401]
            ),
        ] + ["", "a b", "a/b", "u@a", "a:b", "a, b", "[::1", "[]", "[::1]x"].map(host)

    static let harmless = [
        Shape(name: "port", bytes: get("Host: a:8080\r\n"), statuses: [200], closes: false),
        Shape(name: "IPv6", bytes: get("Host: [::1]:80\r\n"), statuses: [200], closes: false),
        Shape(name: "name", bytes: get("Host: a-b_c.d\r\n"), statuses: [200], closes: false),
        Shape(
            name: "chunks",
            bytes: put("Transfer-Encoding: Chunked\r\n", "0\r\n\r\n") + next,
            statuses: [401, 200],
            closes: false
        ),
        Shape(
            name: "a refusal after all was read",
            bytes: put("Content-Length: 3\r\n", "123") + next,
            statuses: [401, 200],
            closes: false
        ),
    ]

    private static func statuses(in text: String) -> [Int] {
        text.matches(of: /HTTP\/1\.[01] (\d\d\d)/).compactMap { Int($0.1) }
    }

    @Test(arguments: shapes + harmless, [false, true])
    func `what is no proper request is refused, and nothing behind it is read`(
        shape: Shape,
        atBackDoor: Bool
    ) async throws {
        try await WebHouse.open { house in
            let port = atBackDoor ? house.pushPort : house.port
            let socket = try RawSocket(port: port)
            let path = "/_matrix/app/v1/transactions/1"
            let bytes =
                atBackDoor
                ? shape.bytes.replacing("/essai/status", with: "/metrics")
                    .replacing("/essai/talk/typing", with: path) : shape.bytes
            await socket.send(bytes)
            let answers = await socket.read(atMostMilliseconds: shape.closes ? 5_000 : 300)
            let expected = atBackDoor ? shape.statuses.map { $0 == 401 ? 403 : $0 } : shape.statuses
            #expect(Self.statuses(in: answers) == expected)
            #expect(answers.lowercased().contains("connection: close") == shape.closes)
            guard shape.closes else { return }
            #expect(await socket.isClosed(withinMilliseconds: 1_000))
        }
    }

    @Test func `the answer to HTTP 1.0 is not in chunks, which it does not know`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let socket = try RawSocket(port: house.port)
            await socket.send(rawStream(visitor).replacing("HTTP/1.1", with: "HTTP/1.0"))
            let opening = await socket.read(until: "event: state")
            #expect(opening.hasPrefix("HTTP/1.0 200"))
            #expect(!opening.lowercased().contains("chunked"))
        }
    }

    @Test func `whoever waits to be asked for the body is asked`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let socket = try RawSocket(port: house.port)
            let head =
                "PUT /essai/talk/typing HTTP/1.1\r\nHost: a\r\n"
                + "Authorization: Bearer \(visitor.token)\r\nExpect: 100-continue\r\n"
            await socket.send(head + "Content-Length: 15\r\n\r\n")
            let asked = await socket.read(until: "\r\n\r\n")
            #expect(asked == "HTTP/1.1 100 Continue\r\n\r\n")
            await socket.send(#"{"typing":true}"#)
            #expect(await socket.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 204"))
            await socket.send(head + "Content-Length: 1000000\r\n\r\n")
            #expect(await socket.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 413"), "not asked")
        }
    }

    /// Each of these was read for ever: the answer was long out.
    @Test(
        arguments: [
            "POST /essai/talk", "PUT /essai/nulle-part", "GET /essai", "PUT /essai/talk/typing",
            "PUT /_matrix/app/v1/transactions/1",
        ]
    ) func `a body without end is not read for ever`(path: String) async throws {
        var limits = WebLimits()
        limits.ignoredBytesMax = 100_000
        try await WebHouse.open(limits) { house in
            let isPush = path.contains("_matrix")
            let socket = try RawSocket(port: isPush ? house.pushPort : house.port)
            await socket.send("\(path) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            let answer = await socket.read(until: "\r\n\r\n")
            #expect(answer.lowercased().contains("connection: close"))
            let piece = "ffff\r\n" + String(repeating: "a", count: 65_535) + "\r\n"
            var sentCount = 0
            while sentCount < 2_000, await socket.send(piece) { sentCount += 1 }
            #expect(sentCount < 2_000)
        }
    }
}
