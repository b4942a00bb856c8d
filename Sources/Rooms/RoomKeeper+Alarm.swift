internal import Desk
internal import Logging
internal import Matrix
internal import Relay
internal import Synchronization

/// Tells the admins elsewhere that a staff room is not the bot's any more: in there it is not
/// heard.
extension RoomKeeper {
    /// Once, until the staff room is back; once more after a restart.
    func tellLoss(of bot: BotName) async throws {
        guard feed.lifeline.botsWithoutTeam.contains(bot) else {
            return toldLosses.withLock { _ = $0.remove(bot) }
        }
        guard toldLosses.withLock({ !$0.contains(bot) }), let script = scripts[bot] else { return }
        let isTold = try await tolerating {
            let room = try await alarmRoom(of: bot, script)
            let admins = called(of: bot)
            let text = OutgoingText(
                script.texts.say(.staffRoomLost, to: script.audience),
                kind: .text,
                mentions: admins
            )
            let id = OutgoingID.transactionID(
                bridge: shelf.bridge,
                room: room,
                type: "m.room.message",
                effect: "lost-\(wallClock.milliseconds)"
            )
            _ = try await office.bot.send(to: room, transactionID: id, content: text.content)
        }
        guard isTold else { return }
        toldLosses.withLock { _ = $0.insert(bot) }
    }

    /// Where the bot and its admins are alone; made when it is first needed.
    private func alarmRoom(of bot: BotName, _ script: Script) async throws -> RoomID {
        let alias = office.alarmAliasLocalpart(of: bot)
        let plan = RoomPlans.staff(
            alias: alias,
            name: script.staffRoomName,
            staff: Office.Staff(counsellors: [], admins: called(of: bot))
        )
        let room = try await findOrCreate(plan, alias)
        guard try await isOwn(room) else {
            throw Homeserver.Failure.refused(status: 403, code: "M_FORBIDDEN")
        }
        try await invite(missing: called(of: bot), to: room)
        return room
    }

    /// The admins, or everybody where the settings name none.
    private func called(of bot: BotName) -> [UserID] {
        guard let staff = office.staff[bot] else { return [] }
        return staff.admins.isEmpty ? staff.everyone : staff.admins
    }
}
