internal import Desk
internal import Matrix

/// Staff rooms, their people, and what only the homeserver's admin sees.
extension Inspection {
    /// A homeserver that was set up anew under the old name; the bridge keeps its doors closed.
    func strangeness() async -> Finding? {
        let ours = Set<String>(standing.map { $0.rawValue })
        guard !ours.isEmpty, let joined = try? await office.bot.joinedRooms() else { return nil }
        let theirs = Set<String>(joined.map { $0.rawValue })
        guard ours.isDisjoint(with: theirs) else { return nil }
        for bot in bots {
            // Where there is a staff room of ours, it is the old homeserver.
            let room = try? await office.bot.resolve(office.staffAlias(of: bot))
            if let room, theirs.contains(room.rawValue) { return nil }
        }
        let what = """
            the homeserver has none of the \(ours.count) rooms that the ledger knows: \
            was it set up anew? The doors stay closed
            """
        return Finding.fault(
            what,
            "bring the old one back, or name another file for the ledger and remove this one"
        )
    }

    /// Measured with Synapse 1.163: what was redacted long ago still stands in it.
    func searchIndex() async -> Finding? {
        guard (try? await office.bot.canSearch()) == true else { return nil }
        return Finding.advice(
            "the homeserver keeps an index for searching, in which what is taken back stays",
            "enable_search: false in homeserver.yaml, and empty its table event_search once"
        )
    }

    func staffRoom(of bot: BotName) async -> [Finding] {
        let room: RoomID?
        do throws(Homeserver.Failure) {
            room = try await office.bot.resolve(office.staffAlias(of: bot))
        } catch {
            return [
                .fault(
                    "\(bot): the staff room cannot be looked up (\(error.words))",
                    "see above"
                )
            ]
        }
        guard let room else {
            return [.advice("\(bot): there is no staff room yet", "start the bridge once")]
        }
        do throws(Homeserver.Failure) {
            let members = try await office.bot.members(of: room)
            var found = people(of: bot, members) + (try await changes(of: bot, in: room))
            if try await office.bot.state(of: room, type: "m.room.encryption") != nil {
                found.append(
                    .fault(
                        "\(bot): the staff room is encrypted: orders given there are not heard",
                        "make a new room with the alias \(office.staffAlias(of: bot).rawValue)"
                    )
                )
            }
            return found + (try await powers(of: bot, in: room))
        } catch .refused(403, _) {
            return [
                .fault(
                    "\(bot): the bot is not in its staff room",
                    "its door is closed: invite \(office.botUser.rawValue) again, or have the "
                        + "homeserver's admin give back \(office.staffAlias(of: bot).rawValue)"
                )
            ]
        } catch {
            return [
                .fault(
                    "\(bot): the staff room cannot be read (\(error.words))",
                    "see above"
                )
            ]
        }
    }

    /// What nobody in the room could do, so that it was done with power over the homeserver.
    private func changes(
        of bot: BotName,
        in room: RoomID
    ) async throws(Homeserver.Failure) -> [Finding] {
        var found: [Finding] = []
        if try await office.bot.creator(of: room) != office.botUser {
            found.append(
                .fault(
                    "\(bot): \(office.staffAlias(of: bot).rawValue) is not a room of the bot's",
                    "remove that address from it and restart the bridge: it makes a room of its own"
                )
            )
        }
        if try await office.bot.state(of: room, type: "m.room.tombstone") != nil {
            found.append(
                .fault(
                    "\(bot): somebody says that another room takes the staff room's place",
                    "follow it nowhere; who has power over the homeserver?"
                )
            )
        }
        let levels = try await office.bot.state(of: room, type: "m.room.power_levels")
        found += StaffRoll.unexpectedAdmins(levels, office.staff[bot]).map { person in
            .fault(
                "\(bot): \(person) may give orders in the staff room, but is no admin here",
                "name that account under admins, or take its power level away"
            )
        }
        return found
    }

    private func people(of bot: BotName, _ members: [UserID: Member]) -> [Finding] {
        let staff = office.staff[bot]?.everyone ?? []
        let inside = staff.filter { members[$0]?.membership == "join" }
        var found: [Finding] = []
        for person in staff where members[person]?.membership != "join" {
            let isAsked = members[person]?.membership == "invite"
            found.append(
                .advice(
                    "\(bot): \(person.rawValue) is not in the staff room",
                    isAsked
                        ? "the invitation is waiting in that account's client"
                        : "does the account exist here? The bridge invites at its start, an "
                            + "admin of the room at any time"
                )
            )
        }
        let count = "\(inside.count) of \(staff.count)"
        guard !inside.isEmpty else {
            let what =
                "\(bot): nobody of the team is in the staff room, so nobody is called"
            return found + [.fault(what, "accept the invitations there")]
        }
        return [.fine("\(bot): \(count) people are in the staff room")] + found
    }

    private func powers(
        of bot: BotName,
        in room: RoomID
    ) async throws(Homeserver.Failure) -> [Finding] {
        let levels = try await office.bot.state(of: room, type: "m.room.power_levels")
        let admins = office.staff[bot]?.admins ?? []
        return admins.compactMap { admin in
            let level = levels?["users"]?[admin.rawValue]?.int ?? 0
            guard level < 50 else { return nil }
            return .advice(
                "\(bot): \(admin.rawValue) is an admin in the settings, but not in the staff room",
                "raise that account's power level there to 50"
            )
        }
    }

    func admin() async -> [Finding] {
        guard let administration = office.administration else {
            return [
                .advice(
                    "no admin's token: rooms of ended talks are left, but stay on the homeserver",
                    "name a file with one under homeserver.admin_token"
                )
            ]
        }
        var limited: [String] = []
        let people = Set(bots.flatMap { office.staff[$0]?.counsellors ?? [] })
        do throws(Homeserver.Failure) {
            for person in people.sorted(by: { $0.rawValue < $1.rawValue }) {
                let limit = try await administration.rateLimit(of: person)
                if limit != 0 { limited.append(person.rawValue) }
            }
        } catch {
            return [
                .fault(
                    "the admin's token is not accepted (\(error.words))",
                    "write a valid one of a server admin into homeserver.admin_token's file"
                )
            ]
        }
        guard !limited.isEmpty else {
            return [.fine("the admin's token works, and no counsellor is slowed down")]
        }
        return [
            .fine("the admin's token works"),
            .advice(
                "the homeserver slows down who writes quickly: \(limited.joined(separator: ", "))",
                "POST /_synapse/admin/v1/users/{account}/override_ratelimit with both numbers 0"
            ),
        ]
    }
}
