import Desk
import Matrix
import Relay
import Rooms
import Support
import Testing

/// What somebody does who has power over the homeserver: the bot is put out of its own rooms, or
/// they are changed under its hands.
///
/// Where it cannot see who is in, nothing is said and nobody is heard.
@Suite struct TakeoverTests {
    private static let alias = "passerelle_staff_essai"

    @Test(arguments: [false, true])
    func `put out of the staff room, the door closes, and whoever waits is told`(banning: Bool)
        async throws
    {
        try await Town.play { town in
            let chef = town.server.makeCounsellor("chef")
            let (lou, room) = try await town.talking()
            let tom = try await Visitor.arrives(in: town, as: "Tom")
            let notice = try await town.notice(of: tom.number)
            let staff = try town.staffRoom
            town.server.putsOut(chef, try town.house.bot, staff, banning: banning)
            try await town.until("the loss is known") { try !town.house.hasTeam }
            let said = town.talk(staff)
            // Nobody is called by what happens now, and nobody in there is heard.
            try await tom.says("tu es là ?")
            town.server.reacts(staff, town.bea, to: notice, "✋")
            let zoe = try await Visitor.comes(to: town, as: "Zoé")
            #expect(try await town.screen(zoe).first?.hasPrefix("bot: c'est fermé") == true)
            #expect(try await town.screen(tom.number).contains("bot: panne, gardé, 112"))
            // Who is in a talk has her counsellor, and is not frightened.
            town.server.counsellorSays(room, town.ana, "je suis là")
            try await town.until("her line") { try await town.heard(lou.number) == ["je suis là"] }
            try await lou.says("merci")
            try await town.until("hers") { town.talk(room).last == "visitor: merci" }
            #expect(try await !town.screen(lou.number).contains("bot: panne, gardé, 112"))
            #expect(town.talk(staff) == said && town.rooms(of: tom.number).isEmpty)
        }
    }

    /// In the staff room nobody would hear it.
    @Test func `who answers for the house is told of a lost staff room in a room apart, once`()
        async throws
    {
        try await Town.play { town in
            let chef = town.server.makeCounsellor("chef")
            let staff = try town.staffRoom
            town.server.putsOut(chef, try town.house.bot, staff)
            let alias = "passerelle_alarm_essai"
            try await town.until("a room apart") { town.server.room(alias: alias) != nil }
            let alarm = try #require(town.server.room(alias: alias))
            let told = "passerelle: salle d'équipe perdue"
            try await town.until("they are told") { town.talk(alarm) == [told] }
            #expect(town.server.membership(of: town.ana, in: alarm) == "invite")
            #expect(town.server.membership(of: chef, in: alarm) == nil)
            // At the next start too, for somebody may have been away meanwhile.
            await town.kill()
            try await town.open()
            try await town.until("told again") { town.talk(alarm) == [told, told] }
            town.server.invites(town.ana, try town.house.bot, staff)
            try await town.until("it is back") { try town.house.hasTeam }
            #expect(town.talk(alarm) == [told, told])
        }
    }

    @Test func `asked in again, the bot goes back, and what waited for the staff room is said`()
        async throws
    {
        try await Town.play { town in
            let staff = try town.staffRoom
            let bot = try town.house.bot
            town.server.putsOut(town.ana, bot, staff)
            try await town.until("the loss is known") { try !town.house.hasTeam }
            let early = try await Visitor.comes(to: town, as: "Zoé")
            town.server.invites(town.ana, bot, staff)
            try await town.until("it is back") { try town.house.hasTeam }
            #expect(town.server.membership(of: bot, in: staff) == "join")
            #expect(try await town.screen(early).count == 1)
            let lou = try await Visitor.arrives(in: town, as: "Lou")
            try await town.takes(lou.number, town.bea)
        }
    }

    @Test func `a staff room that was removed altogether is made anew, and the team asked in`()
        async throws
    {
        try await Town.play { town in
            let (old, bot) = (try town.staffRoom, try town.house.bot)
            town.server.leads(alias: Self.alias, to: nil)
            for user in [bot, town.ana, town.bea] { town.server.putsOut(bot, user, old) }
            try await town.until("another one") {
                try town.house.hasTeam && town.server.room(alias: Self.alias) != nil
            }
            let fresh = try town.staffRoom
            #expect(fresh != old)
            try await town.until("the team is asked in") {
                town.server.membership(of: town.ana, in: fresh) == "invite"
            }
            for user in town.counsellors { town.server.joins(user, fresh) }
            let lou = try await Visitor.arrives(in: town, as: "Lou")
            try await town.takes(lou.number, town.ana)
        }
    }

    @Test func `put out of a counselling room, the talk goes on in another one`() async throws {
        try await Town.play { town in
            let chef = town.server.makeCounsellor("chef")
            let (lou, old) = try await town.talking()
            town.server.putsOut(chef, try town.house.bot, old, banning: true)
            try await town.until("another room") { town.hasRoom(lou.number, besides: old) }
            let fresh = try await town.enters(lou.number, town.ana)
            let said = town.talk(old)
            try await lou.says("tu es là ?")
            try await town.until("her line") {
                town.talk(fresh).contains("visitor: tu es là ?")
            }
            town.server.counsellorSays(fresh, town.ana, "oui")
            try await town.until("the answer") { try await town.heard(lou.number) == ["oui"] }
            #expect(town.talk(old).count <= said.count)
            let notice = try await town.notice(of: lou.number)
            try await town.until("the alarm") {
                try town.remarks(under: notice).map(\.body)
                    == ["#1 : salle perdue, on change de salle"]
            }
        }
    }

    @Test func `whoever comes into a counselling room without being let in is put out`()
        async throws
    {
        try await Town.play { town in
            let eve = town.server.makeCounsellor("eve")
            let (lou, room) = try await town.talking()
            town.server.joins(eve, room)
            try await town.until("she is out") {
                town.server.membership(of: eve, in: room) == "leave"
            }
            let staff = try town.staffRoom
            try await town.until("the admins are told") {
                town.talk(staff).contains { $0.contains("#\(lou.number) : intrus mis dehors") }
            }
            #expect(town.server.membership(of: town.ana, in: room) == "join")
            town.server.counsellorSays(room, town.ana, "je suis là")
            try await town.until("the talk goes on") {
                try await town.heard(lou.number) == ["je suis là"]
            }
        }
    }

    @Test func `an address that leads elsewhere is told, and after a restart nobody goes there`()
        async throws
    {
        try await Town.play { town in
            let staff = try town.staffRoom
            let eve = town.server.makeCounsellor("eve")
            let trap = try town.server.makesRoom(eve)
            town.server.leads(alias: Self.alias, to: trap)
            town.server.invites(eve, try town.house.bot, trap)
            try await town.until("the admins are told") {
                town.talk(staff).contains("passerelle: salle d'équipe changée")
            }
            let lou = try await Visitor.arrives(in: town, as: "Lou")
            try await town.until("her notice, where it was before") {
                town.talk(staff).contains { $0.contains("#\(lou.number)") }
            }
            await town.kill()
            try await town.open()
            #expect(try !town.house.hasTeam)
            let zoe = try await Visitor.comes(to: town, as: "Zoé")
            #expect(try await town.screen(zoe).first?.hasPrefix("bot: c'est fermé") == true)
            town.server.counsellorSays(trap, eve, "!prendre \(lou.number)")
            try await lou.says("il y a quelqu'un ?")
            #expect(try await town.screen(lou.number).contains("bot: panne, gardé, 112"))
            #expect(town.talk(trap) == ["eve: !prendre \(lou.number)"])
            #expect(town.server.membership(of: try town.house.bot, in: trap) != "join")
        }
    }

    @Test(arguments: ["m.room.tombstone", "m.room.power_levels"])
    func `a staff room that somebody changed is told once, and followed nowhere`(type: String)
        async throws
    {
        try await Town.play { town in
            let staff = try town.staffRoom
            let content: JSON =
                type == "m.room.tombstone"
                ? ["body": "ici", "replacement_room": "!ailleurs"]
                : ["users": [town.bea.rawValue: 100]]
            town.server.writes(staff, town.bea, type: type, stateKey: "", content)
            let told = "passerelle: salle d'équipe changée"
            try await town.until("the admins are told") { town.talk(staff).contains(told) }
            let lou = try await Visitor.arrives(in: town, as: "Lou")
            try await town.takes(lou.number, town.ana)
            #expect(town.talk(staff).count { $0 == told } == 1)
        }
    }
}

extension House {
    /// Whether the team can be called.
    fileprivate var hasTeam: Bool { lifeline.botsWithoutTeam.isEmpty }
}
