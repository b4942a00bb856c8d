import Curl
import Foundation
import Matrix
import Support
import Testing

@Suite struct CallTests {
    @Test func `every call of a bridge is understood`() async throws {
        try await Stage.play { stage in
            let (voice, room, claire) = (stage.voice, stage.room, stage.counsellor)
            #expect(try await stage.homeserver.versions().contains("v1.18"))
            #expect(try await voice.whoAmI().user == stage.bot)
            try await voice.setDisplayName("Passerelle", of: stage.bot)
            let first = try await stage.say("bonjour", "t1")
            _ = try await voice.react(to: first, in: room, key: "✅", transactionID: "t2")
            try await voice.redact(first, in: room, transactionID: "t3", reason: "forgotten")
            try await voice.typing(stage.bot, in: room, true)
            #expect(stage.server.typing(room) == [stage.bot])
            try await voice.readMarker(in: room, at: first)
            try await voice.putState(of: room, type: "m.room.topic", content: ["topic": "x"])
            #expect(try await voice.state(of: room, type: "m.room.topic") == ["topic": "x"])
            #expect(try await voice.state(of: room, type: "m.room.avatar") == nil)
            #expect(try await voice.joinedRooms() == [room])
            let members = try await voice.members(of: room)
            let member = members[claire]
            #expect(member?.membership == "join" && member?.displayName == "claire")
            #expect(member?.event != nil)
            #expect(members[stage.bot]?.displayName == "Passerelle")
            try await voice.kick(claire, from: room, reason: "end")
            #expect(stage.server.membership(of: claire, in: room) == "leave")
            try await voice.leave(room)
            try await voice.forget(room)
            #expect(try await voice.joinedRooms().isEmpty)
        }
    }

    @Test func `every path part and query value arrives as it was`() async throws {
        try await Stage.play { stage in
            let odd = ["a/b", "a?b#c", "100%", "é😀", "a+b c", "..", ".", "#x:y", "$e/+=", "a;b&c"]
            for key in odd {
                try await stage.voice.putState(
                    of: stage.room,
                    type: "t",
                    key: key,
                    content: ["key": .string(key)]
                )
                #expect(
                    stage.server.state(of: stage.room, type: "t", key: key)?["key"]?.string == key
                )
                #expect(try await stage.voice.state(of: stage.room, type: "t", key: key) != nil)
            }
            let filter = #"{"a":"b&c=d+é"}"#
            _ = try await stage.voice.sync(since: nil, timeoutMilliseconds: 0, filter: filter)
            #expect(stage.server.asked.last?.query["filter"] == filter)
            #expect(stage.server.asked.last?.query["user_id"] == stage.bot.rawValue)
            #expect(stage.server.asked.last?.query["device_id"] == "BRIDGE")
        }
    }

    @Test func `registering a ghost twice is as good as once`() async throws {
        try await Stage.play { stage in
            try await stage.homeserver.register(ghost: "passerelle_1")
            try await stage.homeserver.register(ghost: "passerelle_1")
            let foreign = await failure { () throws(Homeserver.Failure) in
                try await stage.homeserver.register(ghost: "somebody")
            }
            #expect(foreign == .refused(status: 400, code: "M_EXCLUSIVE"))
        }
    }

    @Test func `a device unknown to the homeserver is refused`() async throws {
        try await Stage.play { stage in
            let voice = stage.homeserver.acting(as: .bridge(user: stage.bot, device: "NONE"))
            let refusal = await failure { () throws(Homeserver.Failure) in
                try await voice.joinedRooms()
            }
            #expect(refusal == .refused(status: 400, code: "M_UNKNOWN_DEVICE"))
        }
    }

    @Test func `an alias in use is refused, and then found`() async throws {
        try await Stage.play { stage in
            let plan = RoomPlan(aliasLocalpart: "pool_1")
            let room = try await stage.voice.createRoom(plan)
            let again = await failure { () throws(Homeserver.Failure) in
                try await stage.voice.createRoom(plan)
            }
            #expect(again == .refused(status: 400, code: "M_ROOM_IN_USE"))
            let alias = RoomAlias(rawValue: "#pool_1:" + FakeHomeserver.serverName)
            #expect(try await stage.voice.resolve(alias) == room)
            #expect(try await stage.voice.join(alias) == room)
            let none = RoomAlias(rawValue: "#none:" + FakeHomeserver.serverName)
            #expect(try await stage.voice.resolve(none) == nil)
            #expect(stage.server.state(of: room, type: "m.room.create")?["m.federate"] == false)
            let history = stage.server.state(of: room, type: "m.room.history_visibility")
            #expect(history == ["history_visibility": "invited"])
        }
    }

    @Test(arguments: [500, 502, 429, 403])
    func `a read that fails never means absent`(status: Int) async throws {
        try await Stage.play { stage in
            let alias = RoomAlias(rawValue: "#pool_1:" + FakeHomeserver.serverName)
            stage.server.fail(.status(status, code: "M_UNKNOWN"), times: 2)
            let resolving = await failure { () throws(Homeserver.Failure) in
                try await stage.voice.resolve(alias)
            }
            #expect(resolving != nil)
            let reading = await failure { () throws(Homeserver.Failure) in
                try await stage.voice.state(of: stage.room, type: "m.room.avatar")
            }
            #expect(reading != nil)
            // A proxy's 404 is not the homeserver's.
            stage.server.fail(.proxyPage(404))
            let proxied = await failure { () throws(Homeserver.Failure) in
                try await stage.voice.resolve(alias)
            }
            #expect(proxied == .refused(status: 404, code: "UNKNOWN"))
        }
    }

    @Test func `inviting one who is inside is done, inviting without the right is not`()
        async throws
    {
        try await Stage.play { stage in
            try await stage.voice.invite(stage.counsellor, to: stage.room)
            let marc = stage.server.makeCounsellor("marc")
            try await stage.voice.invite(marc, to: stage.room)
            try await stage.voice.invite(marc, to: stage.room)
            #expect(stage.server.membership(of: marc, in: stage.room) == "invite")
            stage.server.fail(.status(403, code: "M_FORBIDDEN"), path: "/invite")
            let other = stage.server.makeCounsellor("other")
            let refusal = await failure { () throws(Homeserver.Failure) in
                try await stage.voice.invite(other, to: stage.room)
            }
            #expect(refusal == .refused(status: 403, code: "M_FORBIDDEN"))
        }
    }

    @Test func `an account made with the shared secret can log in and speak`() async throws {
        try await Stage.play { stage in
            let made = try await stage.homeserver.registerWithSharedSecret(
                localpart: "nora",
                password: Secret("pass word é"),
                secret: FakeHomeserver.sharedSecret
            )
            let login = try await stage.homeserver.login(
                localpart: "nora",
                password: Secret("pass word é")
            )
            #expect(login.user == made.user && login.device != made.device)
            try await stage.voice.invite(login.user, to: stage.room)
            let voice = stage.homeserver.acting(as: .account(token: login.token))
            try await voice.join(stage.room)
            _ = try await voice.send(
                to: stage.room,
                transactionID: "n1",
                content: OutgoingText("hi").content
            )
            #expect(stage.server.words(stage.room).last?.sender == login.user)
            let wrong = await failure { () throws(Homeserver.Failure) in
                try await stage.homeserver.login(localpart: "nora", password: Secret("no"))
            }
            #expect(wrong == .refused(status: 403, code: "M_FORBIDDEN"))
        }
    }
}
