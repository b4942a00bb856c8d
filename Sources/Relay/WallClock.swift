public import Desk
internal import Foundation
internal import Synchronization

/// The calendar on the wall: the only place that reads the time of day.
///
/// Waiting is another matter and uses `any Clock<Duration>`; the wall clock may jump.
public final class WallClock: Sendable {
    private let read: @Sendable () -> Int64
    private let zones = Mutex<[String: TimeZone]>([:])

    /// A clock that reads the system's time.
    public convenience init() {
        self.init { Int64(Date().timeIntervalSince1970 * 1_000) }
    }

    /// A clock that shows what it is told, in milliseconds since 1970.
    ///
    /// Tests drive it.
    public init(reading read: @escaping @Sendable () -> Int64) {
        self.read = read
    }

    /// Milliseconds since 1970.
    public var milliseconds: Int64 { read() }

    /// The day in UTC, for whoever has no zone of their own.
    public var today: CivilDate {
        guard let moment = moment(in: "UTC") else {
            preconditionFailure("every system knows UTC")
        }
        return moment.civil.date
    }

    /// Now, as the wall clock in a zone shows it; nothing when the zone is unknown.
    public func moment(in zone: String) -> Moment? {
        moment(at: read(), in: zone)
    }

    /// An instant, as the wall clock in a zone shows it; nothing when the zone is unknown.
    public func moment(at milliseconds: Int64, in zone: String) -> Moment? {
        guard let zone = timeZone(zone) else { return nil }
        return Moment(milliseconds: milliseconds) { seconds in
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
        }
    }

    /// Looking a zone up reads a file; each is looked up once.
    private func timeZone(_ name: String) -> TimeZone? {
        zones.withLock { zones in
            if let zone = zones[name] { return zone }
            let zone = TimeZone(identifier: name)
            zones[name] = zone
            return zone
        }
    }
}
