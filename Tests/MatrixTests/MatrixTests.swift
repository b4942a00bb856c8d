// What Matrix promises: that nothing a stranger writes can stop the feed, that every failure is
// called by what to do next, and that a call does what a homeserver understands.
//
// The reading tests are tables of bytes; the calling tests speak to `FakeHomeserver` over real
// sockets with the real `Courier`.
import Curl
import Matrix
import Support
import Testing

/// A homeserver, the bridge's bot with a device, and one counsellor, in one staff room.
struct Stage {
    let server: FakeHomeserver
    let courier: Courier
    let homeserver: Homeserver
    let bot: UserID
    let counsellor: UserID
    let voice: Voice
    let room: RoomID

    /// Builds the stage, plays, and clears it away whatever happens.
    static func play(_ act: (Stage) async throws -> Void) async throws {
        let server = try FakeHomeserver()
        let courier = Courier()
        defer {
            courier.close()
            server.stop()
        }
        let homeserver = Homeserver(
            address: server.address,
            courier: courier,
            token: server.appservice.token
        )
        try await homeserver.register(ghost: "passerelle")
        let bot = UserID(localpart: "passerelle", serverName: FakeHomeserver.serverName)
        let bare = homeserver.acting(as: .bridge(user: bot, device: nil))
        try await bare.putDevice("BRIDGE")
        let voice = homeserver.acting(as: .bridge(user: bot, device: "BRIDGE"))
        let counsellor = server.makeCounsellor("claire")
        let room = try await voice.createRoom(RoomPlan(name: "Staff", invite: [counsellor]))
        server.joins(counsellor, room)
        try await act(
            Stage(
                server: server,
                courier: courier,
                homeserver: homeserver,
                bot: bot,
                counsellor: counsellor,
                voice: voice,
                room: room
            )
        )
    }

    /// The counsellor's own voice, with her own token.
    var counsellorVoice: Voice {
        homeserver.acting(as: .account(token: server.token(for: counsellor)))
    }

    func say(_ body: String, _ transactionID: String) async throws -> EventID {
        try await voice.send(
            to: room,
            transactionID: transactionID,
            content: OutgoingText(body).content
        )
    }
}

/// The failure of a call, or nil if it succeeded.
func failure<Value>(_ call: () async throws(Homeserver.Failure) -> Value) async
    -> Homeserver.Failure?
{
    do throws(Homeserver.Failure) {
        _ = try await call()
        return nil
    } catch {
        return error
    }
}
