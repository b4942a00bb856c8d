import Curl
import Desk
import Foundation
import Relay
import Store
import Testing

@testable import Web

/// The visitors' door at a Unix socket, behind a proxy on the same machine.
@Suite(.timeLimit(.minutes(1))) struct SocketTests {
    private static func path() -> String {
        FileManager.default.temporaryDirectory
            .appending(path: "passerelle-" + Mint.hex(byteCount: 4) + ".sock").path
    }

    private static func arrive(
        _ house: WebHouse,
        at path: String,
        from address: String
    ) async throws -> Answer {
        let request = Curl.Request(
            method: "PUT",
            url: "http://page/essai/talk",
            headers: [
                Header(name: "Authorization", value: "Bearer " + VisitorKey.mintSecret()),
                Header(name: "X-Forwarded-For", value: address),
            ],
            body: Array("{}".utf8),
            route: Route(unixSocket: path)
        )
        return Answer(try await house.courier.send(request))
    }

    @Test func `at a socket the proxy says from where somebody comes`() async throws {
        let path = Self.path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        var limits = WebLimits()
        limits.arrivalsPerAddress = Allowance(atOnce: 1, perMinute: 1)
        let place = DoorPlace.socket(path: path)
        try await WebHouse.open(limits, addresses: .proxy, place: place) { house in
            var statuses: [Int] = []
            for address in ["192.0.2.7", "192.0.2.7", "192.0.2.8"] {
                statuses.append(try await Self.arrive(house, at: path, from: address).status)
            }
            #expect(statuses == [200, 429, 200])
        }
    }

    @Test func `a socket that was left behind by a kill is in nobody's way`() async throws {
        let path = Self.path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let place = DoorPlace.socket(path: path)
        for _ in 0..<2 {
            try await WebHouse.open(place: place) { house in
                let answer = try await Self.arrive(house, at: path, from: "192.0.2.7")
                #expect(answer.status == 200)
            }
            // As a killed process leaves it: a socket at which nobody listens.
            if !FileManager.default.fileExists(atPath: path) { try Self.leave(at: path) }
        }
    }

    private static func leave(at path: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [
            "-c", "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])", path,
        ]
        try process.run()
        process.waitUntilExit()
        try #require(FileManager.default.fileExists(atPath: path))
    }

    @Test func `a socket that cannot be made says so`() async throws {
        let place = DoorPlace.socket(path: "/nowhere/web.sock")
        await #expect(throws: DoorNotOpened.self) {
            try await WebHouse.open(place: place) { _ in }
        }
    }
}
