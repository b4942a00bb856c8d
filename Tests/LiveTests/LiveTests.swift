// LiveTests play the main job on real parts: a Synapse, a bridge process, browsers and accounts.
//
// They know no type of the bridge's own: whatever they say of it, they saw from outside, as a
// visitor or a counsellor would. `LiveTalk` is one visitor and her counsellor; the suites are the
// stories.

import Curl
import Foundation
import Matrix
import Support
import Testing

/// One visitor and the counsellor who has her, from the first question to the room they share.
struct LiveTalk: Sendable {
    let visitor: VisitorClient
    let counsellor: Account
    let room: RoomID
    let notice: EventID

    /// A visitor comes in under a name, skips the other questions, and waits.
    static func wait(_ visitor: VisitorClient, as name: String) async throws {
        #expect(try await visitor.arrive() == 200)
        #expect(try await visitor.say(name) == 200)
        #expect(try await visitor.skip("danger") == 200)
        #expect(try await visitor.skip("age") == 200)
        #expect(try await visitor.skip("postal") == 200)
    }

    /// The notice about a visitor as it rang, once her name stands in it.
    static func notice(
        of name: String,
        for account: Account,
        in house: LiveHouse,
        within limit: Duration = .seconds(30)
    ) async throws -> Event {
        try await notice(saying: " \(name) ", for: account, in: house, within: limit)
    }

    /// The notice that says something, as it rang: its words came as the first change of it.
    static func notice(
        saying words: String,
        for account: Account,
        in house: LiveHouse,
        within limit: Duration = .seconds(30)
    ) async throws -> Event {
        let staffRoom = try #require(house.staffRooms[LiveHouse.usualBot])
        let what = "the notice that says \(words)"
        let edit = try await account.event(in: staffRoom, within: limit, what) { event in
            event.newNotice?.words.contains(words) == true
        }
        return try await account.event(in: staffRoom, within: limit, "what rang") { event in
            event.id == edit.newNotice?.original
        }
    }

    /// A visitor waits, and a counsellor takes her by reacting to the notice.
    static func begin(
        _ visitor: VisitorClient,
        as name: String,
        with counsellor: Account,
        in house: LiveHouse
    ) async throws -> LiveTalk {
        try await wait(visitor, as: name)
        let notice = try await notice(of: name, for: counsellor, in: house)
        try await counsellor.react(to: notice.id, in: notice.room)
        let room = try await counsellor.invitation()
        try await counsellor.join(room)
        return LiveTalk(visitor: visitor, counsellor: counsellor, room: room, notice: notice.id)
    }

    /// The ghost's lines as the counsellor sees them, in order, each as often as it stands there.
    func heardByCounsellor() async throws -> [String] {
        try await counsellor.timeline(of: room)
            .filter { $0.sender.localpart?.hasPrefix("passerelle_jeune_") == true }
            .compactMap { $0.message?.body }
    }

    /// The counsellor's lines as the visitor sees them.
    var heardByVisitor: [String] {
        visitor.screen.lines.filter { $0.from == "person" }.map(\.text)
    }

    /// The bot's remarks in the counselling room.
    func remarks() async throws -> [String] {
        try await counsellor.timeline(of: room)
            .filter { $0.sender.localpart == "passerelle" }
            .compactMap { $0.message?.body }
    }
}

extension Event {
    /// What a change of a notice brings, and which one it changes.
    var newNotice: (original: EventID, words: String)? {
        guard sender.localpart == "passerelle",
            case .replacement(let original, let words?)? = relation
        else { return nil }
        return (original, words)
    }
}

extension LiveHouse {
    /// How many notices have told of a visitor in the usual bot's staff room, edits counted as one.
    func noticeCount(of name: String) async throws -> Int {
        let ana = try #require(accounts["ana"])
        let staffRoom = try #require(staffRooms[LiveHouse.usualBot])
        let told = try await ana.timeline(of: staffRoom).compactMap(\.newNotice)
            .filter { $0.words.contains(" \(name) ") }
        return Set(told.map(\.original)).count
    }
}
