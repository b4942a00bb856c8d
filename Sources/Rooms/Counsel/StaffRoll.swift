internal import Desk
internal import Matrix

/// Who belongs to a staff room, and with which rank.
enum StaffRoll {
    /// From this power level on somebody is an admin.
    private static let adminLevel: Int64 = 50

    /// Who has an admin's rank in the room without being one in the settings.
    static func unexpectedAdmins(_ levels: JSON?, _ staff: Office.Staff?) -> [String] {
        let expected = Set((staff?.admins ?? []).map(\.rawValue))
        let users = levels?["users"]?.object ?? [:]
        return users.filter { user, level in
            (level.int ?? 0) >= adminLevel && !expected.contains(user)
        }.keys.sorted()
    }

    /// The members as the homeserver has them now.
    static func read(_ office: Office, _ room: RoomID) async throws -> [CounsellorID: Team.Rank] {
        let members = try await office.bot.members(of: room)
        let levels = try await office.bot.state(of: room, type: "m.room.power_levels")
        var roll: [CounsellorID: Team.Rank] = [:]
        for (user, member) in members where member.membership == "join" && !office.isOurs(user) {
            let level =
                levels?["users"]?[user.rawValue]?.int ?? levels?["users_default"]?.int ?? 0
            roll[CounsellorID(user.rawValue)] = level >= adminLevel ? .admin : .counsellor
        }
        return roll
    }
}
