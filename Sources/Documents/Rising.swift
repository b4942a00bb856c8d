/// Steps in time come one after the other.
enum Rising {
    static func check(
        _ minutes: Int,
        after before: inout Int,
        at place: Place,
        _ findings: Findings
    ) {
        if minutes <= before {
            findings.error(
                "minute \(minutes) does not come after minute \(before)",
                at: place,
                remedy: "write the steps in rising order, each with a minute of its own"
            )
        }
        before = max(before, minutes)
    }
}
