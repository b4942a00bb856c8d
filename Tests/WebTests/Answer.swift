import Curl
import Foundation

/// What a door answered.
struct Answer: Sendable {
    let status: Int
    let headers: [Header]
    let text: String
    /// As they came over the wire.
    let byteCount: Int

    init(_ response: Curl.Response) {
        (status, headers) = (response.status, response.headers)
        text = String(decoding: response.body, as: UTF8.self)
        byteCount = response.body.count
    }

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The one word that says what went wrong.
    var word: String? {
        let fields = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        return fields?["error"]
    }

    /// The same, as Matrix says it.
    var code: String? {
        let fields = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        return fields?["errcode"]
    }
}
