import Curl
import Desk
import Foundation
import Relay
import Store

/// A tab: a secret, and the requests that the page makes with it.
struct Visitor: Sendable {
    let house: WebHouse
    var bot = TestBots.plain
    var token = Mint.hex(byteCount: 32)
    /// Where the bot's page is, when that is not its name.
    var page: String?

    var key: VisitorKey { VisitorKey(secret: token) }

    /// Arrives and says which number the ledger gave her.
    @discardableResult
    func arrive() async throws -> ConversationNumber {
        let answer = try await put("talk", "{}")
        guard answer.status == 200 else { throw Absent("an arrival") }
        return try await number()
    }

    /// A visitor with whom a counsellor talks already.
    static func talking(in house: WebHouse) async throws -> (Visitor, ConversationNumber) {
        let visitor = Visitor(house: house)
        let number = try await visitor.arrive()
        try await house.claim(number)
        return (visitor, number)
    }

    func number() async throws -> ConversationNumber {
        let standing = try await house.switchboard.standing(of: key, at: bot)
        guard let standing else { throw Absent("a conversation") }
        return standing.number
    }

    /// What the ledger has of her own lines.
    func ownLines() async throws -> [String] {
        try await house.switchboard.lines(of: number(), after: 0, limit: 10_000)
            .filter { $0.line.author == .visitor }.map { $0.line.text.reveal() }
    }

    @discardableResult
    func say(_ text: String, id: String = Visitor.mintLineID()) async throws -> Answer {
        let body = try JSONEncoder().encode(["text": text])
        return try await put("talk/lines/" + id, String(decoding: body, as: UTF8.self))
    }

    func sayRaw(_ body: String) async throws -> Answer {
        try await put("talk/lines/" + Self.mintLineID(), body)
    }

    @discardableResult
    func type(_ isTyping: Bool) async throws -> Answer {
        try await put("talk/typing", #"{"typing":\#(isTyping)}"#)
    }

    @discardableResult
    func leave(forgetting: Bool = false) async throws -> Answer {
        try await ask("DELETE", forgetting ? "talk?forget=1" : "talk")
    }

    func put(_ path: String, _ body: String) async throws -> Answer {
        try await ask("PUT", path, body: body)
    }

    func ask(_ method: String, _ path: String, body: String? = nil) async throws -> Answer {
        try await house.ask(
            method,
            (page ?? bot.rawValue) + "/" + path,
            headers: [Header(name: "Authorization", value: "Bearer " + token)],
            body: body
        )
    }

    static func mintLineID() -> String { Mint.hex(byteCount: 12) }
}
