internal import Desk
internal import Foundation

/// The hour that the clock leaves out in spring, and slots that begin or end in it.
struct LeftOut {
    let zone: String
    let today: CivilDate

    /// Warns of a slot that the next such night would shift or swallow.
    func check(_ hours: OpeningHours, at place: Place, _ findings: Findings) {
        guard let (date, gap) = next() else { return }
        let evening = hours.slots(on: date.adding(days: -1)).map { slot in
            (slot.start - 1_440, slot.end - 1_440)
        }
        let slots = hours.slots(on: date).map { ($0.start, $0.end) } + evening
        let isTouched = slots.contains { start, end in
            gap.contains(start) || gap.dropFirst().contains(end)
        }
        guard isTouched else { return }
        let (from, until) = (
            CivilTime.clock(minute: gap.lowerBound), CivilTime.clock(minute: gap.upperBound)
        )
        findings.warning(
            "on \(date.written) no clock shows \(from) to \(until), where a slot begins or ends",
            at: place,
            remedy: "write an exception with other slots for that day, or for the day before"
        )
    }

    /// The next night in which clocks go forward, and the minutes of that day which they leave out.
    private func next() -> (CivilDate, Range<Int>)? {
        guard let zone = TimeZone(identifier: zone) else { return nil }
        var instant = Date(timeIntervalSince1970: Double(today.daysSince1970) * 86_400)
        for _ in 0..<Self.changesAYear {
            guard let change = zone.nextDaylightSavingTimeTransition(after: instant) else {
                return nil
            }
            let seconds = Int(change.timeIntervalSince1970)
            let before = zone.secondsFromGMT(for: change.addingTimeInterval(-1))
            let forward = zone.secondsFromGMT(for: change) - before
            if forward > 0 {
                let shown = (seconds + before) / 60
                let minute = shown % 1_440
                let date = CivilDate(daysSince1970: shown / 1_440)
                return (date, minute..<(minute + forward / 60))
            }
            instant = change
        }
        return nil
    }

    private static let changesAYear = 2
}
