/// Somebody waits before an open door: is anybody on duty?
extension Surroundings {
    /// Whether the last one has gone off duty since then, and how those who wait hear of it.
    ///
    /// It is the same whether she said so, came to the end that she had given, or left the team.
    func noteDuty(
        since before: Team,
        at moment: Moment,
        following script: Script
    ) -> [Effect] {
        guard script.limits.dutyIsRequired else { return [] }
        let now = moment.milliseconds
        guard team.dutyEnd(after: now) != nil else {
            let wasAttended = before.dutyEnd(after: now) != nil
            return wasAttended ? leaveUnattended(at: moment, following: script) : []
        }
        // Whoever waits shall notice the new end, not the one that she knew.
        return team.dutyEnd(after: now) != before.dutyEnd(after: now) ? wakeWaiting(for: .duty) : []
    }

    /// Nobody is on duty any more while somebody waits: she is told, and somebody is called.
    func leaveUnattended(at moment: Moment, following script: Script) -> [Effect] {
        guard !waitingRoom.seats.isEmpty, script.limits.dutyIsRequired,
            script.isOpenAndUnattended(at: moment, by: team)
        else { return [] }
        let call = script.texts.say(.alertNobodyOnDuty, to: script.audience)
        return [.alert(call, .admins)] + wakeWaiting(for: .orphan)
    }

    private func wakeWaiting(for reminder: Reminder) -> [Effect] {
        waitingRoom.seats.map(\.number).sorted().map { .wake($0, reminder) }
    }
}

extension Conversation {
    /// She hears at most so often that nobody is on duty; those who must come are called each time.
    private static let unattendedMilliseconds: Int64 = 3_600_000

    /// The door is open and nobody has come on duty: she is told the truth, and somebody is called.
    mutating func tellNobodyOnDuty(_ scene: Scene) -> [Effect] {
        guard isUnattended(scene) else { return [] }
        return sayNobodyOnDuty(scene) + [.alert(scene.staff(.alertNobodyOnDuty), .admins)]
    }

    /// The truth, where the bot asks for somebody on duty and nobody is: again only when somebody
    /// had come meanwhile, and not before it could be news to her.
    mutating func sayNobodyOnDuty(_ scene: Scene) -> [Effect] {
        guard isUnattended(scene) else { return [] }
        if let told = toldUnattendedAt, scene.milliseconds - told < Self.unattendedMilliseconds {
            return []
        }
        toldUnattendedAt = scene.milliseconds
        return [say(.nobodyOnDuty, scene)]
    }

    private func isUnattended(_ scene: Scene) -> Bool {
        scene.script.limits.dutyIsRequired && scene.team.dutyEnd(after: scene.milliseconds) == nil
    }

    /// When the last one on duty comes to her end, somebody must notice, while she still waits.
    func watchDuty(_ scene: Scene) -> [Effect] {
        guard case .waiting = stage, scene.script.limits.dutyIsRequired,
            let end = scene.team.dutyEnd(after: scene.milliseconds)
        else { return [] }
        return [.remind(.duty, at: end)]
    }
}
