internal import Desk
internal import Matrix

/// The lobby as it stands on the homeserver, against what the bot's file says.
extension Inspection {
    func look(at lobby: Lobby, of bot: BotName) async -> [Finding] {
        let alias = RoomAlias(rawValue: "#\(lobby.alias):\(office.serverName)")
        do throws(Homeserver.Failure) {
            guard let own = try await office.bot.resolve(office.lobbyAlias(of: bot)) else {
                return [.advice("\(bot): there is no lobby yet", "start the bridge once")]
            }
            guard try await office.bot.resolve(alias) == own else {
                return [
                    .fault(
                        "\(bot): \(alias.rawValue) does not lead to the lobby",
                        "free that address on the homeserver, see that the registration claims it, "
                            + "and start the bridge again"
                    )
                ]
            }
            let wrong = try await wrongRules(lobby, of: bot, in: own)
            return wrong.isEmpty
                ? [.fine("\(bot): the lobby \(alias.rawValue) stands as the file says")] : wrong
        } catch {
            return [.fault("\(bot): the lobby cannot be looked at (\(error.words))", "see above")]
        }
    }

    private func wrongRules(
        _ lobby: Lobby,
        of bot: BotName,
        in room: RoomID
    ) async throws(Homeserver.Failure) -> [Finding] {
        let again = "start the bridge again: it sets this at every start"
        let rules: [(type: String, field: String, wanted: JSON)] = [
            ("m.room.join_rules", "join_rule", "public"),
            ("m.room.history_visibility", "history_visibility", "joined"),
            (
                "m.room.guest_access", "guest_access",
                lobby.admitsGuests ? "can_join" : "forbidden"
            ),
        ]
        var found: [Finding] = []
        for rule in rules {
            let now = try await office.bot.state(of: room, type: rule.type)?[rule.field]
            guard now != rule.wanted else { continue }
            found.append(.fault("\(bot): the lobby's \(rule.field) is not what it should", again))
        }
        let levels = try await office.bot.state(of: room, type: "m.room.power_levels")
        if (levels?["invite"]?.int ?? 0) < 100 || (levels?["redact"]?.int ?? 0) < 100 {
            found.append(
                .fault("\(bot): others than the bot have powers in the lobby", "take them away")
            )
        }
        let creation = try await office.bot.state(of: room, type: "m.room.create")
        if (creation?["m.federate"]?.bool ?? true) != lobby.federates {
            found.append(
                .fault(
                    "\(bot): whether other servers may enter the lobby was set when it was made",
                    "remove \(office.lobbyAlias(of: bot).rawValue) there and start the bridge again"
                )
            )
        }
        return found
    }
}
