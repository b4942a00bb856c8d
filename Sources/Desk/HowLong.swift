/// How long something shall hold, as somebody typed it; until when that is, the clock on the wall
/// decides.
public enum HowLong: Sendable, Hashable {
    /// For so many minutes: `30m`, `2 uren`, `3 jours`.
    case minutes(Int)
    /// Until the wall clock shows this minute of the day, 0 to 1,440: `22:00`, `jusqu'à 22h`.
    case until(minute: Int)
    /// `2h`, `22h`, `1h30`: for so many minutes, or until that minute of the day.
    case either(Int)

    /// No order holds longer.
    static let minutesMax = 31 * 1_440

    /// From this distance on a time of day is rather one that has passed, by a slip.
    private static let farMinutes = 720
    /// Fewer minutes are a length for whoever closes: nobody means the small hours.
    private static let shortMinutes = 360

    /// Minutes from now on, where somebody is there for so long; nothing where that time of day has
    /// passed.
    ///
    /// What can be read in two ways is the shorter one: the door is never open longer than meant.
    func openMinutes(from now: CivilTime) -> Int? {
        switch self {
        case .minutes(let count): return count
        case .until(let minute):
            let ahead = Self.ahead(minute, now)
            return minute > now.minute || ahead <= Self.farMinutes ? ahead : nil
        case .either(let count) where count > 1_440: return count
        case .either(let count):
            let shorter = min(count, Self.ahead(count, now))
            return count > now.minute || shorter <= Self.farMinutes ? shorter : nil
        }
    }

    /// Minutes from now on, where nobody is there for so long.
    ///
    /// What can be read in two ways is the longer one: a closed door lets nobody wait in vain.
    func closedMinutes(from now: CivilTime) -> Int {
        switch self {
        case .minutes(let count): count
        case .until(let minute): Self.ahead(minute, now)
        case .either(let count) where count < Self.shortMinutes || count > 1_440: count
        case .either(let count): max(count, Self.ahead(count, now))
        }
    }

    /// Whether it ends with a reading of the clock and not with a length.
    func endsByClock(_ minutes: Int) -> Bool {
        switch self {
        case .minutes: false
        case .until: true
        case .either(let count): count != minutes
        }
    }

    /// Minutes until the wall clock shows a minute of the day.
    private static func ahead(_ minute: Int, _ now: CivilTime) -> Int {
        minute > now.minute ? minute - now.minute : minute - now.minute + 1_440
    }
}
