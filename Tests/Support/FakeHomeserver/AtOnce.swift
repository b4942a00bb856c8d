import Curl
import Foundation
import Matrix

/// The same world without sockets or threads: for simulations, in which nothing may wait.
extension World {
    /// The answer of a homeserver in its right mind; a long poll is answered at once.
    mutating func answerAtOnce(_ request: Wire.Request) -> Wire.Answer {
        do throws(Refusal) {
            switch (request.method, request.parts.last ?? "") {
            case ("GET", "versions"):
                return .ok(["versions": ["v1.11", "v1.17", "v1.18"]])
            case ("GET", "sync"):
                return Wire.Answer(body: try newsAtOnce(request))
            case ("GET", "messages"):
                return Wire.Answer(body: try past(request))
            default:
                return .ok(try carryOut(request))
            }
        } catch {
            return .error(error.status, error.code)
        }
    }

    private func newsAtOnce(_ request: Wire.Request) throws(Refusal) -> String {
        let speaker = try speaker(of: request)
        let filter = request.query["filter"].flatMap { try? JSON.parse($0.utf8) }
        let limit = Int(filter?["room"]?["timeline"]?["limit"]?.int ?? 10)
        let since = request.query["since"].flatMap(Token.init)
        return news(for: speaker, since: since, limit: limit)
    }
}

extension Wire.Request {
    /// A request as a courier was given it.
    init(_ request: Curl.Request) {
        // By bytes, because it is done for every call of a simulation.
        let scheme = request.url.utf8.firstIndex(of: UInt8(ascii: ":")) ?? request.url.startIndex
        let address = request.url[scheme...].utf8.dropFirst("://".utf8.count)
        let target = address.drop { $0 != UInt8(ascii: "/") }
        let halves = target.split(
            separator: UInt8(ascii: "?"),
            maxSplits: 1,
            omittingEmptySubsequences: false
        ).map { Substring($0) }
        let parts = (halves.first ?? "").utf8
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { Substring($0) }
        var headers: [String: String] = [:]
        for header in request.headers { headers[header.name.lowercased()] = header.value }
        self.init(
            method: request.method,
            parts: parts.dropFirst().map(Wire.decoded),
            query: halves.count > 1 ? Wire.query(halves[1]) : [:],
            headers: headers,
            body: request.body ?? []
        )
    }
}

extension Curl.Response {
    /// An answer as a courier brings it.
    init(_ answer: Wire.Answer) {
        let headers = answer.headers.map { line in
            let halves = line.split(separator: ":", maxSplits: 1).map(String.init)
            return Header(
                name: halves[0],
                value: halves.last?.trimmingCharacters(in: .whitespaces) ?? ""
            )
        }
        self.init(status: answer.status, headers: headers, body: Array(answer.body.utf8))
    }
}
