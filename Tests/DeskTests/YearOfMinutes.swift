import Desk
import Testing

/// A year of opening hours painted minute by minute: the plainest reckoning, to compare with.
struct YearOfMinutes {
    private let first: Int
    private(set) var open: [Bool]
    private(set) var starts: [Bool]

    init(_ year: Int, _ hours: OpeningHours) throws {
        first = try #require(CivilDate(year: year, month: 1, day: 1)).daysSince1970
        let last = try #require(CivilDate(year: year, month: 12, day: 31)).daysSince1970
        let count = (last - first + 1) * 1_440
        (open, starts) = (
            .init(repeating: false, count: count), .init(repeating: false, count: count)
        )
        // The evening before may last into the year.
        for day in -1...(last - first) {
            for slot in hours.slots(on: CivilDate(daysSince1970: first + day)) {
                let minutes = (day * 1_440 + slot.start)..<(day * 1_440 + slot.end)
                for minute in minutes.clamped(to: 0..<count) { open[minute] = true }
                if day >= 0 { starts[day * 1_440 + slot.start] = true }
            }
        }
    }

    /// Whether the door opens or closes beside this minute.
    func isEdge(_ index: Int) -> Bool {
        open[index] != open[max(index - 1, 0)]
            || open[index] != open[min(index + 1, open.count - 1)]
    }

    func time(_ index: Int) -> CivilTime {
        CivilTime(
            date: CivilDate(daysSince1970: first + index / 1_440),
            minute: index % 1_440
        )
    }
}
