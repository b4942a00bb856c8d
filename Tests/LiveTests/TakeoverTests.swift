import Matrix
import Support
import Testing

/// Somebody of the team, or of the homeserver, tries to take the staff room from the bridge.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(6)))
struct TakeoverTests {
    @Test func `an admin of the staff room cannot take it from the bridge`() async throws {
        let house = try await LiveHouse.open()
        let chef = try #require(house.accounts["chef"])
        let ana = try #require(house.accounts["ana"])
        let room = try #require(house.staffRooms[LiveHouse.usualBot])
        let bot = UserID(localpart: "passerelle", serverName: house.synapse.name)
        for person in [chef, ana] {
            await refused("kick") { try await person.voice.kick(bot, from: room) }
            await refused("tombstone") {
                let content: JSON = ["body": "moved", "replacement_room": "!elsewhere"]
                try await person.voice.putState(
                    of: room,
                    type: "m.room.tombstone",
                    content: content
                )
            }
            await refused("power levels") {
                let content: JSON = ["users": [person.user.rawValue: 100]]
                try await person.voice.putState(
                    of: room,
                    type: "m.room.power_levels",
                    content: content
                )
            }
            await refused("encryption") {
                let content: JSON = ["algorithm": "m.megolm.v1.aes-sha2"]
                try await person.voice.putState(
                    of: room,
                    type: "m.room.encryption",
                    content: content
                )
            }
            await refused("another room under the staff room's name") {
                let alias = "passerelle_staff_" + LiveHouse.usualBot + "_2"
                _ = try await person.voice.createRoom(
                    RoomPlan(aliasLocalpart: alias, version: "12")
                )
            }
        }
        // And it still works.
        let doctor = try await house.bridge.command("doctor")
        #expect(doctor.status == 0, "\(doctor.said)")
        try await house.close()
    }

    private func refused(_ what: String, _ attempt: () async throws -> Void) async {
        do {
            try await attempt()
            Issue.record("\(what) was allowed")
        } catch let failure as Homeserver.Failure {
            guard case .refused = failure else {
                Issue.record("\(what): \(failure)")
                return
            }
        } catch {
            Issue.record("\(what): \(error)")
        }
    }
}
