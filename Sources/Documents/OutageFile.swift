/// `outage:` in the settings.
enum OutageFile {
    static let definition: Definition = [
        .optional("tell_after_seconds", .count(15...3_600), "Whoever waits or talks is told then."),
        .optional("close_after_seconds", .count(15...86_400), "Nobody more is let in then."),
        .optional(
            "alarm_after_minutes",
            .count(1...1_440),
            "What has been on its way for so long is told to the staff room."
        ),
    ]

    static func read(_ table: Table?, _ findings: Findings) -> Settings.Outage {
        let usual = Settings.Outage()
        guard let table else { return usual }
        let outage = Settings.Outage(
            tellAfterSeconds: table.count("tell_after_seconds", otherwise: usual.tellAfterSeconds),
            closeAfterSeconds: table.count(
                "close_after_seconds",
                otherwise: usual.closeAfterSeconds
            ),
            alarmAfterMinutes: table.count(
                "alarm_after_minutes",
                otherwise: usual.alarmAfterMinutes
            )
        )
        if outage.closeAfterSeconds < outage.tellAfterSeconds {
            findings.error(
                "the door would close before anybody is told why",
                at: table.optional("close_after_seconds")?.place ?? table.place,
                remedy: "\"close_after_seconds\" is not less than \"tell_after_seconds\""
            )
        }
        return outage
    }
}
