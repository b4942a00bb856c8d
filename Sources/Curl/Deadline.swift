import Glibc

/// When a transfer's whole time is over.
///
/// libcurl could watch this itself, but not while a transfer still stands in our line for a
/// connection. Behind long polls that may be most of its time.
struct Deadline: Comparable {
    /// A reading of the clock that only ever goes on, whatever the calendar does.
    struct Moment {
        let milliseconds: Int

        init() {
            var time = timespec()
            _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
            milliseconds = time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
        }
    }

    /// For a transfer that may last for ever.
    static let never = Deadline(endMilliseconds: .max)

    /// How long to sleep at most; whoever has something to say wakes us.
    private static let sleepMillisecondsMax = 60_000

    private let endMilliseconds: Int

    private init(endMilliseconds: Int) {
        self.endMilliseconds = endMilliseconds
    }

    /// Zero milliseconds stand for ever.
    init(in milliseconds: Int) {
        let end = Moment().milliseconds.addingReportingOverflow(milliseconds)
        self = milliseconds == 0 || end.overflow ? .never : Self(endMilliseconds: end.partialValue)
    }

    static func < (left: Deadline, right: Deadline) -> Bool {
        left.endMilliseconds < right.endMilliseconds
    }

    func isOver(at moment: Moment) -> Bool {
        endMilliseconds <= moment.milliseconds
    }

    func sleepMilliseconds(from moment: Moment) -> Int32 {
        let rest = endMilliseconds - moment.milliseconds
        return Int32(min(max(rest, 0), Self.sleepMillisecondsMax))
    }
}
