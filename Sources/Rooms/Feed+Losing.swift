internal import Desk
internal import Logging
internal import Matrix
internal import Relay

/// What somebody with power over the homeserver may do: put the bot out of a room of its own.
///
/// Where it cannot see who is in, nothing is said and nothing is heard.
extension Feed {
    /// What it means that we are out of rooms in which we were.
    func losses(among left: [RoomID]) async throws -> [Delivery] {
        var deliveries: [Delivery] = []
        for room in left {
            if let bot = inbox.counsel.staffRooms.bot(of: room) {
                loseStaffRoom(of: bot)
            } else {
                deliveries += try await lossOfTalk(in: room)
            }
        }
        return deliveries
    }

    /// Closes a bot's door: nobody could be called to whoever comes.
    func loseStaffRoom(of bot: BotName) {
        inbox.counsel.staffRooms.lose(of: bot)
        let isNews = !lifeline.botsWithoutTeam.contains(bot)
        lifeline.loseTeam(of: bot)
        gauges[.botsWithoutTeam] = Int64(lifeline.botsWithoutTeam.count)
        guard isNews else { return }
        logger.critical(
            "a staff room is not the bot's any more; its door is closed: ask passerelle doctor",
            metadata: ["bot": "\(bot.rawValue)"]
        )
    }

    /// The staff room is the bot's, and it is in there.
    func findStaffRoom(_ room: RoomID, of bot: BotName) {
        inbox.counsel.staffRooms.set(room, of: bot)
        lifeline.findTeam(of: bot)
        gauges[.botsWithoutTeam] = Int64(lifeline.botsWithoutTeam.count)
    }

    /// A talk goes on in a fresh room for the counsellor; out of her own room nobody hears the
    /// visitor any more, and that must be known.
    ///
    /// A room that was left because its talk was over, or given up before, concerns nobody.
    private func lossOfTalk(in room: RoomID) async throws -> [Delivery] {
        let (key, shelf) = (RoomKey(room.rawValue), inbox.counsel.shelf)
        guard let place = try await shelf.shelfRoom(key),
            try await shelf.conversation(in: key) != nil
        else { return [] }
        switch place.kind {
        case .direct: return Delivery.deserted(place, key)
        case .counselling:
            let id = DeliveryID("out/" + room.rawValue)
            return [Delivery(id: id, bot: place.bot, address: .room(key), event: .roomTakenAway)]
        }
    }
}
