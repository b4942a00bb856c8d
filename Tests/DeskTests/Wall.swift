import Desk
import Foundation

/// The wall clock of the stories: a point in time, and what people in Brussels read then.
struct Wall {
    private static let zone = TimeZone(identifier: TestScript.zone)

    static func moment(_ milliseconds: Int64) throws -> Moment {
        let civil = try civil(milliseconds)
        return Moment(milliseconds: milliseconds, civil: civil)
    }

    /// An instant as `2026-11-23 21:00`.
    static func words(_ milliseconds: Int64) throws -> String {
        let civil = try civil(milliseconds)
        let date = civil.date
        let parts = [date.year, date.month, date.day].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return parts.joined(separator: "-") + " " + civil.clock
    }

    /// The instant of `2026-11-23 18:05`, of `18:30` on the same day, or of `+10m` from now.
    static func instant(_ text: String, now: Int64?) throws -> Int64 {
        if let now, text.hasPrefix("+") { return now + (try step(text)) }
        if let now, text.count == 5 {
            return try instant(try words(now).prefix(11) + text, now: nil)
        }
        let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 5, let zone,
            let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
        else { throw Unreadable(text: text) }
        let local = (date.daysSince1970 * 24 + numbers[3]) * 3_600 + numbers[4] * 60
        let near = Date(timeIntervalSince1970: TimeInterval(local - 3_600))
        return Int64(local - zone.secondsFromGMT(for: near)) * 1_000
    }

    /// A time that cannot be read.
    struct Unreadable: Error, CustomStringConvertible {
        let text: String
        var description: String { "“\(text)” is no time" }
    }

    private static func step(_ text: String) throws -> Int64 {
        let unit: Int64? =
            switch text.last {
            case "m": 60_000
            case "h": 3_600_000
            case "d": 86_400_000
            default: nil
            }
        guard let unit, let count = Int64(text.dropFirst().dropLast()) else {
            throw Unreadable(text: text)
        }
        return count * unit
    }

    private static func civil(_ milliseconds: Int64) throws -> CivilTime {
        guard let zone else { throw Unreadable(text: TestScript.zone) }
        let seconds = Int(milliseconds / 1_000)
        let date = Date(timeIntervalSince1970: TimeInterval(seconds))
        let local = seconds + zone.secondsFromGMT(for: date)
        return CivilTime(
            date: CivilDate(daysSince1970: local / 86_400),
            minute: local % 86_400 / 60
        )
    }
}
