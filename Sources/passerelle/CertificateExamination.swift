internal import Curl
internal import Documents
internal import Foundation
internal import Relay
internal import Rooms

/// Until when browsers and the bridge itself will trust the certificates on the way.
struct CertificateExamination {
    let loading: Loading
    let settings: Settings

    func findings() async -> [Finding] {
        let server = settings.homeserver
        let route = Route(
            unixSocket: server.unixSocket,
            certificateAuthorityFile: server.certificateAuthorityFile.map(loading.path),
            proxy: server.proxy
        )
        var found: [Finding] = []
        if let address = settings.entrance.address {
            found += await look("the page", at: address, by: .direct)
        }
        return found + (await look("the homeserver", at: server.address, by: route))
    }

    private func look(_ whose: String, at address: String, by route: Route) async -> [Finding] {
        guard address.hasPrefix("https://") else { return [] }
        let courier = Courier()
        defer { courier.close() }
        var request = Request(method: "GET", url: address, route: route)
        request.asksForCertificate = true
        do {
            let end = try await courier.send(request).certificateEnd
            return [Self.judge(whose, end, at: WallClock().milliseconds / 1_000)]
        } catch {
            return [
                .fault(
                    "\(whose) cannot be reached safely at \(address)",
                    "does it answer there, with a certificate that is good today?"
                )
            ]
        }
    }

    /// What to say of a certificate with that end.
    static func judge(_ whose: String, _ end: String?, at now: Int64) -> Finding {
        guard let end, let until = seconds(end) else {
            return .advice(
                "nobody can say until when the certificate of \(whose) is good",
                "look at it in a browser"
            )
        }
        let days = (until - now) / 86_400
        switch days {
        case ..<daysMin:
            return .fault("the certificate of \(whose) ends in \(days) days", "renew it now")
        case ..<daysWanted:
            return .advice(
                "the certificate of \(whose) ends in \(days) days",
                "is whatever renews it still running?"
            )
        default: return .fine("the certificate of \(whose) is good for \(days) days")
        }
    }

    private static func seconds(_ end: String) -> Int64? {
        let reader = DateFormatter()
        reader.locale = Locale(identifier: "en_US_POSIX")
        reader.timeZone = TimeZone(secondsFromGMT: 0)
        reader.dateFormat = "MMM d HH:mm:ss yyyy zzz"
        let words = end.split(separator: " ").joined(separator: " ")
        return reader.date(from: words).map { Int64($0.timeIntervalSince1970) }
    }

    private static let daysMin: Int64 = 7
    private static let daysWanted: Int64 = 21
}
