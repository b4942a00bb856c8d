import Curl
import Foundation
import Matrix
@testable import Support
import Testing

extension Tag {
    /// Starts real programs: Synapse, the bridge, a browser.
    @Tag static var live: Self
}

@Suite(.tags(.live), .enabled(if: Live.isOn), .timeLimit(.minutes(3)))
struct HarnessTests {
    @Test func `two people talk through a real homeserver that is killed between their lines`()
        async throws
    {
        let folder = try LiveFolder()
        let courier = Courier(capacity: LiveHouse.wide)
        let synapse = try Synapse(in: folder, courier: courier)
        try await synapse.start()
        let ana = try await synapse.makeAccount("ana")
        let bea = try await synapse.makeAccount("bea")
        // Synapse remembers an equal first look for minutes; ours must never be equal.
        await #expect(throws: TooLate.self) { try await bea.invitation(within: .zero) }
        let room = try await ana.voice.createRoom(RoomPlan(invite: [bea.user]))
        #expect(try await bea.invitation() == room)
        try await bea.join(room)

        try await ana.say("first", in: room)
        let first = try await bea.event(in: room, "ana's line") { $0.message?.body == "first" }
        #expect(first.sender == ana.user)
        try await synapse.killAtOnce()
        #expect(synapse.child?.exitStatus == -SIGKILL)
        try await synapse.start()

        try await bea.react(to: first.id, in: room, key: "✅")
        let reaction = try await ana.event(in: room, "bea's reaction") { event in
            event.relation == .annotation(first.id, key: "✅")
        }
        #expect(reaction.sender == bea.user)
        let said = try await ana.timeline(of: room).compactMap { $0.message?.body }
        #expect(said == ["first"])
        try await synapse.stop()
    }

    @Test func `Synapse as it comes limits those who write quickly`() async throws {
        let folder = try LiveFolder()
        let courier = Courier(capacity: LiveHouse.wide)
        let synapse = try Synapse(in: folder, courier: courier, rateLimits: .defaults)
        try await synapse.start()
        let ana = try await synapse.makeAccount("ana")
        let room = try await ana.voice.createRoom(RoomPlan())
        let failure = await #expect(throws: Homeserver.Failure.self) {
            for number in 1...30 {
                let content: JSON = ["msgtype": "m.text", "body": .string("\(number)")]
                _ = try await ana.voice.send(
                    to: room,
                    transactionID: "t\(number)",
                    content: content
                )
            }
        }
        #expect(failure?.isRetry == true)
        #expect(failure?.certainlyNotSent == true)
        try await synapse.stop()
    }

    @Test func `a browser at the size of a phone opens a page, types and presses`() async throws {
        let folder = try LiveFolder()
        let browser = try await WebDriver.open(in: folder, courier: Courier())
        let page = """
            <meta name=viewport content="width=device-width"><title>t</title><input id=in>
            <button id=go onclick="setTimeout(() => {
                document.body.insertAdjacentHTML('beforeend',
                    `<p id=out>${document.getElementById('in').value} ${innerWidth}</p>`)
            }, 300)">go</button>
            """
        let encoded = Data(page.utf8).base64EncodedString()
        try await browser.go(to: "data:text/html;base64," + encoded)
        try await browser.type("écrit", into: "#in")
        #expect(try await browser.isShown("#out") == false)
        try await browser.click("#go")
        try await browser.shows("#out") { $0 == "écrit 390" }
        let picture = folder.path(of: "page.png")
        try await browser.takePicture(to: picture)
        #expect(FileManager.default.fileExists(atPath: picture))
        await #expect(throws: TooLate.self) {
            try await browser.shows("#nothing", within: .milliseconds(200))
        }
        try await browser.close()
    }

    @Test func `a program that ends by itself is reported with its last words`() async throws {
        let folder = try LiveFolder()
        let child = try ChildProcess(
            "the shell",
            "/bin/sh",
            ["-c", "echo farewell; exit 3"],
            log: folder.path(of: "sh.log")
        )
        try await until(within: .seconds(10), "its end") { !child.isRunning }
        let complaint = #expect(throws: ChildProcess.Ended.self) { try child.mustRun() }
        #expect(complaint?.description.contains("farewell") == true)
        #expect(child.exitStatus == 3)
    }

    @Test func `a program hears when it is asked to end`() async throws {
        let folder = try LiveFolder()
        let child = try ChildProcess(
            "the shell",
            "/bin/sh",
            ["-c", "trap 'echo asked; exit 0' TERM; echo ready; while :; do sleep 0.05; done"],
            log: folder.path(of: "sh.log")
        )
        try await until(within: .seconds(10), "its first word") { child.said.contains("ready") }
        try await child.terminate()
        #expect(child.exitStatus == 0)
        #expect(child.said.contains("asked"))
    }

    @Test(arguments: [1, 2, 7, 1_000])
    func `a stream is understood wherever its pieces end`(bytesCount: Int) {
        let text = ": ♥\n\nid: 12\nevent: line\ndata: {\"text\":\"é: ça\"}\n\ndata:a\ndata: b\n\n"
        let bytes = Array(text.utf8)
        var reader = ServerSentEvents()
        let events = stride(from: 0, to: bytes.count, by: bytesCount).flatMap { start in
            reader.read(Array(bytes[start..<min(start + bytesCount, bytes.count)]))
        }
        #expect(
            events == [
                ServerSentEvent(id: "12", name: "line", data: #"{"text":"é: ça"}"#),
                ServerSentEvent(id: nil, name: "message", data: "a\nb"),
            ]
        )
    }

    @Test func `a folder is gone when nobody needs it any more`() throws {
        var folder: LiveFolder? = try LiveFolder()
        let path = try #require(folder?.path)
        try folder?.write("text", to: "a/b.txt")
        #expect(folder?.files() == [path + "/a/b.txt"])
        folder = nil
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
