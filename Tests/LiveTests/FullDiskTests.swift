import Curl
import Foundation
import Glibc
import Matrix
import Support
import Testing

/// The disk is really full: a file system of a few megabytes, and a file that takes all the rest.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(5)))
struct FullDiskTests {
    @Test func `a full disk refuses before it accepts, and goes on by itself when there is room`()
        async throws
    {
        let house = try await LiveHouse.open(diskKibibytes: 6_000)
        let ana = try #require(house.accounts["ana"])
        let visitor = house.visitor()
        try await visitor.watching {
            let talk = try await LiveTalk.begin(visitor, as: "Lila", with: ana, in: house)
            var accepted: [String] = []
            for line in 1...5 {
                #expect(try await visitor.say("before \(line)") == 200)
                accepted.append("before \(line)")
            }
            let ballast = try #require(house.bridge.disk) + "/ballast"
            try fill(ballast)
            let refused = try await sayUntilRefused(visitor, &accepted)
            #expect(refused.body["error"] == "not_recorded")
            #expect(refused.retryAfter != nil, "she is told that it is not for ever")
            // Nobody of the others is told anything untrue meanwhile.
            try await ana.say("while it is full", in: talk.room)
            let status = try await visitor.send("PUT", "/talk/lines/\(refused.id)", refused.line)
            #expect(status.status == 503)
            #expect(house.bridge.child?.isRunning == true)

            try FileManager.default.removeItem(atPath: ballast)
            // The page repeats it under the same name until it is accepted.
            #expect(try await visitor.say(refused.words, id: refused.id) == 200)
            accepted.append(refused.words)
            #expect(try await visitor.say("after") == 200)
            accepted.append("after")
            let wanted = accepted
            try await until(within: .seconds(60), "everything accepted arrives") {
                try await talk.heardByCounsellor().count >= wanted.count
            }
            #expect(try await talk.heardByCounsellor() == wanted)
            try await visitor.sees(within: .seconds(60), "what was said meanwhile") {
                $0.lines.contains { $0.text == "while it is full" }
            }
            #expect(talk.heardByVisitor == ["while it is full"])
            let own = visitor.screen.lines.filter { $0.from == "visitor" }.map(\.text)
            #expect(own.suffix(wanted.count) == wanted[...])
        }
        try await house.close()
    }

    private struct Refused {
        let id: String
        let words: String
        let line: JSON
        let body: JSON
        let retryAfter: String?
    }

    /// What the log has taken already can be used again, so some lines still find room.
    private func sayUntilRefused(
        _ visitor: VisitorClient,
        _ accepted: inout [String]
    ) async throws -> Refused {
        for number in 1...5_000 {
            let words = "full \(number) " + String(repeating: "x", count: 1_500)
            let id = VisitorClient.freshLineID()
            let line: JSON = ["text": .string(words)]
            let answer = try await visitor.send("PUT", "/talk/lines/" + id, line)
            switch answer.status {
            case 200: accepted.append(words)
            case 429: try await Task.sleep(for: .milliseconds(300))
            case 503:
                let body = try JSON.parse(answer.body)
                let retryAfter = answer.header("Retry-After")
                return Refused(id: id, words: words, line: line, body: body, retryAfter: retryAfter)
            default: Issue.record("status \(answer.status)")
            }
        }
        throw NeverFull()
    }

    private struct NeverFull: Error {}

    /// Writes until there is no room left.
    private func fill(_ path: String) throws {
        let file = unsafe open(path, O_WRONLY | O_CREAT, 0o600)
        try #require(file >= 0, "the small disk is not there")
        defer { close(file) }
        for size in [65_536, 4_096, 512] {
            let bytes = [UInt8](repeating: 1, count: size)
            while unsafe write(file, bytes, size) == size {}
        }
        #expect(errno == ENOSPC)
    }
}
