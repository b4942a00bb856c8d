import Curl
import Foundation
import Synchronization
import Testing

@Suite struct RouteTests {
    private let courier = Courier()

    @Test func `a Unix socket is spoken to instead of the host`() async throws {
        try await withFolder { folder in
            let path = folder + "/socket"
            let server = Server(path: path) { $0.answerAll { $0.value("Host") ?? "" } }
            defer { server.stop() }
            let request = Request(
                method: "GET",
                url: "http://somewhere.invalid/",
                route: Route(unixSocket: path)
            )
            let response = try await courier.send(request)
            #expect(response.body == Array("somewhere.invalid".utf8))
        }
    }

    @Test func `a Unix socket that is missing is certainly not sent`() async {
        let request = Request(
            method: "GET",
            url: "http://somewhere.invalid/",
            route: Route(unixSocket: "/nowhere/socket")
        )
        await #expect(throws: Failure.unreachable) { try await courier.send(request) }
    }

    @Test func `a proxy is told the name and carries the bytes`() async throws {
        let named = Mutex("")
        let server = Server { $0.answerAll(\.target) }
        let proxy = Server { caller in
            guard let name = caller.proxiedName() else { return }
            named.withLock { $0 = name }
            caller.relay(toPort: server.port)
        }
        defer {
            proxy.stop()
            server.stop()
        }
        let request = Request(
            method: "GET",
            url: "http://hidden.invalid/through",
            route: Route(proxy: "socks5h://127.0.0.1:\(proxy.port)")
        )
        let response = try await courier.send(request)
        #expect(response.body == Array("/through".utf8))
        #expect(named.withLock { $0 } == "hidden.invalid")
    }

    @Test func `a proxy is asked for the loopback address too`() async throws {
        let server = Server { $0.answerAll() }
        let proxy = Server { caller in
            guard caller.proxiedName() != nil else { return }
            caller.relay(toPort: server.port)
        }
        defer {
            proxy.stop()
            server.stop()
        }
        let route = Route(proxy: "socks5h://127.0.0.1:\(proxy.port)")
        _ = try await courier.send(
            Request(method: "GET", url: server.url(), route: route)
        )
        #expect(proxy.connectionsCount == 1)
    }

    @Test func `a proxy that refuses means certainly not sent`() async {
        let proxy = Server { caller in
            guard caller.proxiedName() != nil else { return }
            caller.socket.write([5, 5, 0, 1, 0, 0, 0, 0, 0, 0])
            caller.stall()
        }
        defer { proxy.stop() }
        let request = Request(
            method: "GET",
            url: "http://hidden.invalid/",
            route: Route(proxy: "socks5h://127.0.0.1:\(proxy.port)")
        )
        await #expect(throws: Failure.unreachable) { try await courier.send(request) }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: SecureServer.tool)))
    func `an authority of one's own is trusted, and only where it is named`() async throws {
        try await withFolder { folder in
            let server = try SecureServer(in: folder)
            defer { server.stop() }
            let url = "https://localhost:\(server.port)/"
            let trusting = Request(
                method: "GET",
                url: url,
                route: Route(certificateAuthorityFile: server.authorityFile)
            )
            #expect(try await courier.send(trusting).status == 200)
            let wary = Request(method: "GET", url: url)
            await #expect(throws: Failure.unreachable) { try await courier.send(wary) }
            let wrongName = Request(
                method: "GET",
                url: "https://127.0.0.1:\(server.port)/",
                route: trusting.route
            )
            await #expect(throws: Failure.unreachable) { try await courier.send(wrongName) }
        }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: SecureServer.tool)))
    func `until when a certificate is good is told where it is asked`() async throws {
        try await withFolder { folder in
            let server = try SecureServer(in: folder)
            defer { server.stop() }
            var request = Request(
                method: "GET",
                url: "https://localhost:\(server.port)/",
                route: Route(certificateAuthorityFile: server.authorityFile)
            )
            #expect(try await courier.send(request).certificateEnd == nil)
            // A connection that was kept shows nothing again.
            request.asksForCertificate = true
            let other = Courier()
            defer { other.close() }
            let end = try #require(try await other.send(request).certificateEnd)
            #expect(end.hasSuffix(" GMT") && end.contains(":"))
        }
    }

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "curl-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.path)
    }
}

extension Caller {
    /// RFC 1928, as far as one connection to a named host needs it.
    fileprivate func proxiedName() -> String? {
        guard let greeting = take(2), take(Int(greeting[1])) != nil else { return nil }
        socket.write([5, 0])
        guard let start = take(4), let kind = start.last else { return nil }
        switch kind {
        case 1:
            guard let address = take(4), take(2) != nil else { return nil }
            return address.map(String.init).joined(separator: ".")
        case 3:
            guard let length = take(1)?.first, let name = take(Int(length)), take(2) != nil else {
                return nil
            }
            return String(decoding: name, as: UTF8.self)
        default:
            return nil
        }
    }

    fileprivate func relay(toPort port: UInt16) {
        guard let far = Socket.connected(toPort: port) else { return }
        let near = socket
        near.write([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
        let isDone = Turnstile()
        Thread.detachNewThread {
            Socket.pour(from: far, into: near)
            isDone.open()
        }
        Socket.pour(from: near, into: far)
        isDone.wait()
        far.close()
    }
}

extension Socket {
    /// Until one side ends; then both do.
    fileprivate static func pour(from source: Socket, into target: Socket) {
        while true {
            let bytes = source.read()
            guard !bytes.isEmpty, target.write(bytes) else { break }
        }
        source.hangUp()
        target.hangUp()
    }
}
