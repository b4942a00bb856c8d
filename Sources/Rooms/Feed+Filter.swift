internal import Matrix

/// What is asked for.
extension Feed {
    func filter(isFirst: Bool) -> String {
        let nothing: JSON = ["types": []]
        let types: JSON = [
            "m.room.message", "m.room.redaction", "m.reaction", "m.room.encryption",
            "m.room.encrypted", "m.sticker", "m.room.member", "m.room.power_levels",
            // Not carried over, and whoever posts it is told.
            "m.call.invite", "m.poll.start", "org.matrix.msc3381.poll.start",
        ]
        let limit = isFirst ? 1 : limits.timelineEventsMax
        let filter: JSON = [
            "presence": nothing, "account_data": nothing,
            "room": [
                "account_data": nothing,
                "state": [
                    "types": ["m.room.encryption", "m.room.member", "m.room.power_levels"]
                ],
                "ephemeral": ["types": ["m.typing", "m.receipt"]],
                "timeline": ["limit": .int(Int64(limit)), "types": types],
            ],
        ]
        return filter.text
    }
}
