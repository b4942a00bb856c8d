import Curl
import Foundation
import Testing

/// A page that goes on and on, as a browser without scripts shows it.
final class Page: Sendable {
    static let formType = Header(
        name: "Content-Type",
        value: "application/x-www-form-urlencoded"
    )

    private struct Seen: Sendable {
        var bytes: [UInt8] = []
        var answer: Answer?
        var hasEnded = false
    }

    let house: WebHouse
    let bot: String
    let secret: String
    private let seen = Watched(Seen())
    private let reading: Task<Void, Never>

    /// Sends a form and reads what comes.
    init(_ house: WebHouse, _ bot: String, _ fields: [String: String]) {
        (self.house, self.bot, secret) = (house, bot, fields["secret"] ?? "")
        let request = Curl.Request(
            method: "POST",
            url: "http://127.0.0.1:\(house.port)/\(bot)/simple",
            headers: [Self.formType],
            body: Array(encoded(fields).utf8),
            limits: Curl.Limits(wholeTimeoutMilliseconds: 0)
        )
        reading = Task { [seen] in
            let response = try? await house.courier.send(request) { bytes in
                seen.change { $0.bytes += bytes }
                return true
            }
            seen.change { seen in
                seen.answer = response.map(Answer.init)
                seen.hasEnded = true
            }
        }
    }

    /// Arrives at the plain bot.
    static func started(_ house: WebHouse) async throws -> Page {
        let arrival = try await house.ask("GET", "essai/simple")
        let secret = try field("secret", in: arrival.text)
        let page = Page(house, "essai", ["secret": secret, "do": "start"])
        try await page.shows("Bonjour !")
        return page
    }

    var text: String { String(decoding: seen.value.bytes, as: UTF8.self) }

    /// Sends what this page's form for it would send.
    func says(_ fields: [String: String]) async throws -> Page {
        let id = try field("id", in: text)
        let own = ["secret": secret, "do": "say", "id": id]
        return Page(house, bot, own.merging(fields) { _, new in new })
    }

    func shows(_ words: String) async throws {
        try await seen.until {
            $0.hasEnded || String(decoding: $0.bytes, as: UTF8.self).contains(words)
        }
        guard text.contains(words) else { throw Absent(words) }
    }

    /// Waits for the end; how it was answered.
    func ends() async throws -> Answer {
        guard let answer = try await seen.until({ $0.hasEnded }).answer else {
            throw Absent("an answer")
        }
        return answer
    }

    func leave() async {
        reading.cancel()
        await reading.value
    }
}

extension WebHouse {
    /// A form whose answer has an end.
    func post(_ bot: String, _ fields: [String: String]) async throws -> Answer {
        try await ask("POST", bot + "/simple", headers: [Page.formType], body: encoded(fields))
    }
}

/// The value of the first field of a name.
func field(_ name: String, in text: String) throws -> String {
    let parts = text.components(separatedBy: "name=\"\(name)\" value=\"")
    guard parts.count > 1, let value = parts[1].components(separatedBy: "\"").first else {
        throw Absent("a field \(name)")
    }
    return value
}

private func encoded(_ fields: [String: String]) -> String {
    fields.map { name, value in
        let safe = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        return name + "=" + (safe ?? "")
    }.joined(separator: "&")
}
