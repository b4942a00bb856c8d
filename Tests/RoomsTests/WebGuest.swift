import Curl
import Desk
import Foundation
import Logging
import Relay
import Store
import Support
import Web

/// The visitors' door of a town's house, over a real port.
final class WebGate: Sendable {
    let courier = Courier()
    private let port = Watched(0)
    private let running: Task<Void, Never>

    private init(_ town: Town) throws {
        let door = ChatDoor(
            at: .port(host: "127.0.0.1", 0),
            switchboard: try town.house.switchboard,
            scripts: Scripts([town.script]),
            wallClock: town.wall,
            limits: Self.limits,
            logger: town.overheard.logger
        ) { [port] open in port.change { $0 = open } }
        running = Task { try? await door.run() }
    }

    /// The door is open while something is done.
    static func open(in town: Town, _ act: (WebGate) async throws -> Void) async throws {
        let gate = try WebGate(town)
        await gate.port.until { $0 != 0 }
        do { try await act(gate) } catch {
            await gate.close()
            throw error
        }
        await gate.close()
    }

    private func close() async {
        running.cancel()
        await running.value
        courier.close()
    }

    func address(_ path: String) -> String {
        "http://127.0.0.1:\(port.value)/\(TestBot.name.rawValue)/\(path)"
    }

    /// A whole day's visitors come from one address here.
    private static var limits: WebLimits { WebLimits() }
}

/// A page that keeps every byte it is sent.
final class WebGuest: Sendable {
    let secret = Mint.hex(byteCount: 32)
    private let gate: WebGate
    private let bytes = Watched("")
    private let reading = Watched<Task<Void, Never>?>(nil)

    init(_ gate: WebGate) { self.gate = gate }

    var seen: String { bytes.value }

    /// Arrives, says a name, and listens.
    func arrives(as name: String) async throws {
        try await puts("talk", "{}")
        try await puts("talk/lines/" + Mint.hex(byteCount: 12), "{\"text\":\"\(name)\"}")
        let request = Curl.Request(
            method: "GET",
            url: gate.address("talk/stream"),
            headers: headers,
            limits: Curl.Limits(wholeTimeoutMilliseconds: 0)
        )
        let task = Task { [bytes, courier = gate.courier] in
            _ = try? await courier.send(request) { piece in
                bytes.change { $0 += String(decoding: piece, as: UTF8.self) }
                return true
            }
            return
        }
        reading.change { $0 = task }
    }

    func leaves() async {
        let task = reading.value
        task?.cancel()
        await task?.value
    }

    /// What an answer says is sent to her as well.
    private func puts(_ path: String, _ body: String) async throws {
        let request = Curl.Request(
            method: "PUT",
            url: gate.address(path),
            headers: headers,
            body: Array(body.utf8)
        )
        let response = try await gate.courier.send(request)
        let text = String(decoding: response.body, as: UTF8.self)
        bytes.change { $0 += text + response.headers.map { "\($0)" }.joined() }
        guard response.status == 200 else { throw Absent("an accepted line") }
    }

    private var headers: [Header] {
        [
            Header(name: "Authorization", value: "Bearer " + secret),
            Header(name: "Accept", value: "text/event-stream"),
        ]
    }
}
