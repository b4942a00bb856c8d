public import Desk
internal import Foundation

/// The wall clock of a rehearsal: a point in time, and what people read in the bot's zone then.
public struct Wall: Sendable {
    private let zone: TimeZone

    /// The clock of an IANA zone.
    ///
    /// - Throws: `Unreadable` for a zone that nobody knows.
    public init(zone: String) throws {
        guard let zone = TimeZone(identifier: zone) else { throw Unreadable(text: zone) }
        self.zone = zone
    }

    /// An instant, in milliseconds since 1970, as the desk is told it.
    public func moment(_ milliseconds: Int64) -> Moment {
        Moment(milliseconds: milliseconds, offset: offset)
    }

    /// An instant as `2026-11-23 21:00`.
    public func words(_ milliseconds: Int64) -> String {
        let civil = civil(milliseconds)
        let date = civil.date
        let parts = [date.year, date.month, date.day].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return parts.joined(separator: "-") + " " + civil.clock
    }

    /// The instant of `2026-11-23 18:05`, of `18:30` on the same day, or of `+10m` from now.
    ///
    /// With a zone behind it (`18:30 Europe/Brussels`) it is that zone's clock which shows it,
    /// whatever the bot's zone is.
    ///
    /// - Throws: `Unreadable` for anything else.
    public func instant(_ text: String, now: Int64?) throws -> Int64 {
        if let zone = text.split(separator: " ").last, zone.first?.isLetter == true {
            let time = text.dropLast(zone.count).reversed().drop(while: \.isWhitespace).reversed()
            return try Wall(zone: String(zone)).instant(String(time), now: now)
        }
        if let now, text.hasPrefix("+") { return now + (try step(text)) }
        if let now, text.count == 5 { return try instant(words(now).prefix(11) + text, now: nil) }
        let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 5, (0..<24).contains(numbers[3]), (0..<60).contains(numbers[4]),
            let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
        else { throw Unreadable(text: text) }
        let local = (date.daysSince1970 * 24 + numbers[3]) * 3_600 + numbers[4] * 60
        let near = Date(timeIntervalSince1970: TimeInterval(local - 3_600))
        let instant = Int64(local - zone.secondsFromGMT(for: near)) * 1_000
        // In the night in which clocks go forward, an hour is left out.
        guard civil(instant).minute == numbers[3] * 60 + numbers[4] else {
            throw Unreadable(text: text)
        }
        return instant
    }

    /// A time or a zone that cannot be read.
    public struct Unreadable: Error, CustomStringConvertible {
        let text: String

        /// What could not be read.
        public init(text: String) { self.text = text }

        /// What is wrong, for whoever wrote it.
        public var description: String {
            "“\(text)” is no time that a clock shows: write 2026-11-23 18:05, 18:30 or +10m"
        }
    }

    private func step(_ text: String) throws -> Int64 {
        let unit: Int64? =
            switch text.last {
            case "m": 60_000
            case "h": 3_600_000
            case "d": 86_400_000
            default: nil
            }
        guard let unit, let count = Int64(text.dropFirst().dropLast()), count <= Self.stepMax else {
            throw Unreadable(text: text)
        }
        return count * unit
    }

    private static let stepMax: Int64 = 100_000

    private func civil(_ milliseconds: Int64) -> CivilTime {
        CivilTime(seconds: Int(milliseconds / 1_000), offset: offset)
    }

    private func offset(_ seconds: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }
}
