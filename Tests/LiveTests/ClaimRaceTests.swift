import Foundation
import Matrix
import Support
import Testing

/// Everybody wants everybody, by reaction and by command, and the bridge dies in the middle.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(12)))
struct ClaimRaceTests {
    private static let visitorCount = 50
    private static let team = ["ana", "bea", "cleo", "dina", "eva"]

    @Test func `whoever races for whom on a real homeserver, each has one owner`() async throws {
        let house = try await LiveHouse.open(
            counsellors: Self.team,
            talksAtOnce: 20
        )
        let visitors = (0..<Self.visitorCount).map { _ in house.visitor() }
        try await withThrowingTaskGroup(of: Void.self) { watching in
            for visitor in visitors { watching.addTask { await visitor.watch() } }
            let notices = try await Self.waitAll(visitors, in: house)
            let claims = Self.claims(on: notices)
            let half = claims.count / 2
            try await Self.claim(claims[..<half], in: house)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await house.bridge.killAtOnce()
                    try await house.bridge.start()
                }
                group.addTask { try await Self.claim(claims[half...], in: house) }
                try await group.waitForAll()
            }
            let owners = try await Self.owners(in: house)
            try await Self.expectToldWhoLost(claims, owners, in: house)
            try await Self.expectNoCrossing(visitors, owners, in: house)
            watching.cancelAll()
        }
        try await house.close()
    }

    /// One notice: the visitor's place in the list, her number, and the event that rang.
    private struct Posted {
        let visitor: Int
        let number: String
        let notice: EventID
    }

    /// One counsellor wants one visitor.
    private struct Claim: Sendable {
        let who: String
        let visitor: Int
        let number: String
        let notice: EventID
        let isTyped: Bool
    }

    /// Who has whom, and where.
    private struct Owned {
        let who: String
        let room: RoomID
    }

    private static func waitAll(
        _ visitors: [VisitorClient],
        in house: LiveHouse
    ) async throws -> [Posted] {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, visitor) in visitors.enumerated() {
                group.addTask { try await LiveTalk.wait(visitor, as: "Visiteuse\(index)") }
            }
            try await group.waitForAll()
        }
        return try await found(within: .seconds(180), every: .milliseconds(500), "all notices") {
            let posted = try await staffRoom(house).compactMap { event -> Posted? in
                // What rang has no name; it came with the first change, and nobody is taken yet.
                guard let told = event.newNotice,
                    let words = told.words.firstMatch(of: #/^\#(\d+) · Visiteuse(\d+) /#),
                    let visitor = Int(words.output.2)
                else { return nil }
                return Posted(
                    visitor: visitor,
                    number: String(words.output.1),
                    notice: told.original
                )
            }
            return posted.count == visitorCount ? posted : nil
        }
    }

    /// Two or three of the team want each visitor, in no order; the same ones at every run.
    private static func claims(on notices: [Posted]) -> [Claim] {
        var chance = Splitmix(seed: 4)
        return notices.flatMap { posted in
            team.shuffled(using: &chance).prefix(Int.random(in: 2...3, using: &chance))
                .map { who in
                    Claim(
                        who: who,
                        visitor: posted.visitor,
                        number: posted.number,
                        notice: posted.notice,
                        isTyped: Bool.random(using: &chance)
                    )
                }
        }
        .shuffled(using: &chance)
    }

    /// All of the team at once, each one claim after the other.
    private static func claim(_ claims: ArraySlice<Claim>, in house: LiveHouse) async throws {
        let room = try #require(house.staffRooms[LiveHouse.usualBot])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for who in team {
                let account = try #require(house.accounts[who])
                group.addTask {
                    for claim in claims where claim.who == who {
                        if claim.isTyped {
                            try await account.say("!prendre \(claim.number)", in: room)
                        } else {
                            try await account.react(to: claim.notice, in: room)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Everybody goes into all the rooms that she is asked into; no visitor is met twice.
    private static func owners(in house: LiveHouse) async throws -> [Int: Owned] {
        var owners: [Int: Owned] = [:]
        try? await until(within: .seconds(90), every: .milliseconds(300), "everybody is taken") {
            for who in team {
                let account = try #require(house.accounts[who])
                for room in try await account.invitations() {
                    try await account.join(room)
                    let name = try await account.voice.state(of: room, type: "m.room.name")
                    let words = try #require(name?["name"]?.string)
                    let index = try #require(words.firstMatch(of: /Visiteuse(\d+)/)?.output.1)
                    let visitor = try #require(Int(index))
                    #expect(owners[visitor] == nil, "\(words) has a second room, for \(who)")
                    owners[visitor] = Owned(who: who, room: room)
                }
            }
            return owners.count == visitorCount
        }
        let left = Set(0..<visitorCount).subtracting(owners.keys)
        try #require(left == [], "nobody has these")
        for owned in owners.values {
            let account = try #require(house.accounts[owned.who])
            let members = try await account.voice.members(of: owned.room)
            let people = members.filter { user, member in
                user.localpart?.hasPrefix("passerelle") == false && member.membership != "leave"
            }
            #expect(people.map(\.key) == [account.user])
        }
        return owners
    }

    /// Each who came too late is told so under the notice, once; the notice names who has her.
    private static func expectToldWhoLost(
        _ claims: [Claim],
        _ owners: [Int: Owned],
        in house: LiveHouse
    ) async throws {
        let lost = Set(
            claims.filter { owners[$0.visitor]?.who != $0.who }
                .map { "\($0.notice.rawValue) \($0.who)" }
        )
        func told() async throws -> [String] {
            try await staffRoom(house).compactMap { event in
                guard case .thread(let notice)? = event.relation,
                    let who = event.message?.mentions.first?.localpart
                else { return nil }
                return "\(notice.rawValue) \(who)"
            }
        }
        try await until(within: .seconds(120), every: .milliseconds(500), "all losers are told") {
            try await told().count >= lost.count
        }
        #expect(try await told().sorted() == lost.sorted())
        let events = try await staffRoom(house)
        for claim in claims {
            let edits = events.compactMap { event -> String? in
                guard case .replacement(claim.notice, let body)? = event.relation else {
                    return nil
                }
                return body
            }
            let owner = try #require(owners[claim.visitor]?.who)
            #expect(edits.count == 2, "its words, and who has her")
            #expect(edits.last?.contains(owner) == true)
        }
    }

    /// What the owner says reaches her own visitor, and nobody else.
    private static func expectNoCrossing(
        _ visitors: [VisitorClient],
        _ owners: [Int: Owned],
        in house: LiveHouse
    ) async throws {
        for (index, owned) in owners {
            let account = try #require(house.accounts[owned.who])
            try await account.say("pour \(index)", in: owned.room)
        }
        for (index, visitor) in visitors.enumerated() {
            try await visitor.sees(within: .seconds(60), "her line") { screen in
                screen.lines.contains { $0.from == "person" }
            }
            let heard = visitor.screen.lines.filter { $0.from == "person" }.map(\.text)
            #expect(heard == ["pour \(index)"])
        }
    }

    private static func staffRoom(_ house: LiveHouse) async throws -> [Event] {
        let ana = try #require(house.accounts["ana"])
        let room = try #require(house.staffRooms[LiveHouse.usualBot])
        return try await ana.timeline(of: room)
    }
}
