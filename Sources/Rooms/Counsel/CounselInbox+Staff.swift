internal import Desk
internal import Matrix
internal import Relay

/// What happens in the staff room.
extension CounselInbox {
    /// Nothing typed here ever reaches a visitor: words are colleagues' talk.
    func readStaffRoom(_ event: Matrix.Event, _ bot: BotName) async throws -> Meaning {
        let counsellor = CounsellorID(event.sender.rawValue)
        if event.isState { return try await readStaffState(event, bot) }
        if event.type == "m.reaction", case .annotation(let target, _)? = event.relation {
            let notice = Address.notice(Receipt(target.rawValue))
            return delivery(event, bot, notice, .claimed(by: counsellor))
        }
        // A command that was mistyped is often mended by a change of the line.
        guard let typed = typedLine(event) ?? changedLine(event) else { return .nothing }
        let line = LineID(event.id.rawValue)
        switch read(typed, at: bot, in: .staffRoom) {
        case .words:
            return .nothing
        case .claim(let number?):
            return delivery(event, bot, .number(number), .claimed(by: counsellor))
        case .claim(nil), .giveCode:
            return delivery(event, bot, .staffRoom, .commanded(.help, line, by: counsellor))
        case .command(.release(let number?)):
            let command = Desk.Event.commanded(.release(number), line, by: counsellor)
            return delivery(event, bot, .number(number), command)
        case .command(let command):
            return delivery(event, bot, .staffRoom, .commanded(command, line, by: counsellor))
        }
    }

    private func changedLine(_ event: Matrix.Event) -> String? {
        guard case .replacement(_, let body)? = event.message?.relation else { return nil }
        return body
    }

    /// Who comes into the staff room belongs to the team, who leaves it does not; ranks are read
    /// anew whenever somebody changes them.
    private func readStaffState(_ event: Matrix.Event, _ bot: BotName) async throws -> Meaning {
        if event.type == "m.room.power_levels" {
            let members = try await StaffRoll.read(office, event.room)
            return delivery(event, bot, .staffRoom, .staffed(members))
        }
        guard event.type == "m.room.member", let user = event.stateKey,
            !office.isOurs(UserID(rawValue: user))
        else { return .nothing }
        let counsellor = CounsellorID(user)
        switch event.membership {
        case "join":
            // Her rank was set before she came.
            let members = try await StaffRoll.read(office, event.room)
            return delivery(event, bot, .staffRoom, .staffed(members))
        case "leave", "ban":
            return delivery(event, bot, .staffRoom, .staffMoved(counsellor, isIn: false))
        case .some, nil:
            return .nothing
        }
    }
}
