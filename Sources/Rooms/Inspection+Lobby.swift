internal import Desk
internal import Matrix

/// The lobby as it stands on the homeserver, against what the bot's file says.
extension Inspection {
    func look(at lobby: Lobby, of bot: BotName, _ script: Script) async -> [Finding] {
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
            let wrong = try await wrongRules(lobby, script, of: bot, in: own)
            return wrong.isEmpty
                ? [.fine("\(bot): the lobby \(alias.rawValue) stands as the file says")]
                : wrong
        } catch .refused(403, _) {
            return [
                .fault(
                    "\(bot): \(office.lobbyAlias(of: bot).rawValue) leads to a room of others",
                    "start the bridge again: it takes the address back and finds its lobby"
                )
            ]
        } catch {
            return [
                .fault(
                    "\(bot): the lobby cannot be looked at (\(error.words))",
                    "see above"
                )
            ]
        }
    }

    private static let again = "start the bridge again: it sets this at every start"

    private func wrongRules(
        _ lobby: Lobby,
        _ script: Script,
        of bot: BotName,
        in room: RoomID
    ) async throws(Homeserver.Failure) -> [Finding] {
        let rules: [(type: String, field: String, wanted: JSON)] = [
            ("m.room.join_rules", "join_rule", "public"),
            ("m.room.history_visibility", "history_visibility", "joined"),
            (
                "m.room.guest_access", "guest_access",
                lobby.admitsGuests ? "can_join" : "forbidden"
            ),
            ("m.room.name", "name", .string(script.title)),
            ("m.room.topic", "topic", .string(RoomPlans.words(.lobbyTopic, of: script))),
        ]
        var found: [Finding] = []
        for rule in rules {
            let now = try await office.bot.state(of: room, type: rule.type)?[rule.field]
            guard now != rule.wanted else { continue }
            let what = "\(bot): the lobby's \(rule.field) is not what it should"
            found.append(.fault(what, Self.again))
        }
        found += try await wrongPowers(of: bot, in: room)
        if try await office.bot.isListed(room) != lobby.isListed {
            found.append(
                .advice(
                    lobby.isListed
                        ? "\(bot): the lobby is not in the homeserver's public list"
                        : "\(bot): the lobby stands in the homeserver's public list",
                    "start the bridge again; if that does not help, the homeserver decides it "
                        + "(room_list_publication_rules)"
                )
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

    private func wrongPowers(
        of bot: BotName,
        in room: RoomID
    ) async throws(Homeserver.Failure) -> [Finding] {
        var found: [Finding] = []
        let levels = try await office.bot.state(of: room, type: "m.room.power_levels")
        let isLow = { (level: JSON?) in (level?.int ?? 0) < 100 }
        let others = levels?["users"]?.object ?? [:]
        if isLow(levels?["invite"]) || isLow(levels?["redact"]) || !others.isEmpty {
            found.append(
                .fault("\(bot): others than the bot have powers in the lobby", Self.again)
            )
        }
        // Client-Server API, "m.room.power_levels": 50 where nothing is said.
        if isLow(levels?["notifications"]?["room"]) {
            found.append(
                .fault(
                    "\(bot): anybody in the lobby can call all of them (@room)",
                    Self.again
                )
            )
        }
        if try await office.bot.state(of: room, type: "m.room.tombstone")?.object?.isEmpty == false
        {
            found.append(
                .fault(
                    "\(bot): the lobby was declared replaced by another room",
                    Self.fresh
                )
            )
        }
        return found
    }

    private static let fresh = "start the bridge again: it makes a fresh one at the same address"
}
