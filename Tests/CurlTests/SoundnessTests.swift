import Curl
import Testing

@Suite struct SoundnessTests {
    private static let unsound: [Request] = [
        Request(method: "", url: "http://127.0.0.1/"),
        Request(method: "GET /other", url: "http://127.0.0.1/"),
        Request(method: "GET\r\n", url: "http://127.0.0.1/"),
        Request(method: "HEAD", url: "http://127.0.0.1/", body: []),
        Request(method: "GET", url: ""),
        Request(method: "GET", url: "127.0.0.1"),
        Request(method: "GET", url: "file:///etc/hostname"),
        Request(method: "GET", url: "ftp://127.0.0.1/"),
        Request(method: "GET", url: "http://"),
        Request(method: "GET", url: "http://127.0.0.1:99999/"),
        Request(method: "GET", url: "http://127.0.0.1/a b"),
        Request(method: "GET", url: "http://127.0.0.1/é"),
        Request(method: "GET", url: "http://127.0.0.1/\r\nX: 1"),
        Request(method: "GET", url: "http://127.0.0.1/\0"),
        Request(method: "GET", url: "http://name:secret@127.0.0.1/"),
    ]

    private static let unsoundHeaders = [
        Header(name: "", value: "1"),
        Header(name: "X Y", value: "1"),
        Header(name: "X:", value: "1"),
        Header(name: "X\r\nY", value: "1"),
        Header(name: "X", value: "1\r\nY: 2"),
        Header(name: "X", value: "1\nY: 2"),
        Header(name: "X", value: "1\r"),
        Header(name: "X", value: "1\0"),
        Header(name: "Content-Length", value: "1"),
        Header(name: "transfer-encoding", value: "chunked"),
        Header(name: "Expect", value: "100-continue"),
    ]

    private static let unsoundRoutes = [
        Route(unixSocket: ""), Route(unixSocket: "/a\0b"), Route(certificateAuthorityFile: "\0"),
        Route(proxy: "\0"),
    ]

    private static let unsoundLimits = [
        Limits(connectTimeoutMilliseconds: 0), Limits(connectTimeoutMilliseconds: -1),
        Limits(wholeTimeoutMilliseconds: -1), Limits(responseBytesMax: -1),
    ]

    private func isRefused(_ request: Request) async -> Bool {
        await outcome { () throws(Failure) in try await Courier().send(request) }
            == .failure(.invalidRequest)
    }

    @Test(arguments: unsound.indices)
    func `what is no request is refused`(index: Int) async {
        #expect(await isRefused(Self.unsound[index]))
    }

    @Test func `a header that would be two, or that says where the body ends, is refused`() async {
        for header in Self.unsoundHeaders {
            let request = Request(method: "GET", url: "http://127.0.0.1:9/", headers: [header])
            #expect(await isRefused(request), "\(header.name.debugDescription)")
        }
    }

    @Test func `routes and limits without meaning are refused`() async {
        for route in Self.unsoundRoutes {
            let request = Request(method: "GET", url: "http://127.0.0.1:9/", route: route)
            #expect(await isRefused(request))
        }
        for limits in Self.unsoundLimits {
            let request = Request(method: "GET", url: "http://127.0.0.1:9/", limits: limits)
            #expect(await isRefused(request))
        }
    }
}
