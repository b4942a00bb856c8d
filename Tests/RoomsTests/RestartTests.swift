import Matrix
import Support
import Testing

/// The bridge is killed in the middle of a talk, at every point, and nobody notices.
@Suite struct RestartTests {
    @Test func `a talk ends the same wherever the bridge is killed`() async throws {
        let whole = try await Self.tell(killingAfter: [])
        #expect(whole.page == Self.page)
        #expect(whole.room == Self.room)
        let span = whole.callCount
        for first in stride(from: 1, through: span, by: 4) {
            let story = try await Self.tell(killingAfter: [first, first + span / 3])
            #expect(story.page == whole.page, "killed after call \(first)")
            #expect(story.room == whole.room, "killed after call \(first)")
            #expect(story.tails.last == "terminé", "killed after call \(first)")
            #expect(story.noticeCount == 1, "killed after call \(first)")
        }
    }

    private struct Story: Sendable {
        var page: [String] = []
        var room: [String] = []
        var tails: [String] = []
        var noticeCount = 0
        var callCount = 0
    }

    private static let page = [
        "bot: Bonjour !", "bot: Comment t'appeler ?", "visitor: Lou", "bot: Tu es à la place 1.",
        "visitor: avant", "bot: Maintenant j'en parle est là.", "counsellor: bonjour",
        "visitor: merci", "counsellor: de rien", "bot: Au revoir !",
    ]
    private static let room = [
        "passerelle: #1 Lou, on y va", "visitor: avant", "ana: bonjour", "visitor: merci",
        "ana: de rien", "ana: !clore", "passerelle: discussion terminée",
    ]

    /// Plays the talk while somebody kills the bridge each time the homeserver was asked so often.
    private static func tell(killingAfter points: [Int]) async throws -> Story {
        var story = Story()
        try await Town.play { town in
            let start = town.server.asked.count
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for point in points {
                        while town.server.asked.count < start + point {
                            try await Task.sleep(for: .milliseconds(1))
                        }
                        await town.kill()
                        try town.build()
                    }
                }
                let lou = try await talk(town)
                story.callCount = town.server.asked.count - start
                group.cancelAll()
                while let _ = try? await group.next() {}
                story.page = try await town.screen(lou.number)
                story.room = town.talk(try town.room(of: lou.number))
                story.tails = try town.noticeTails(of: lou.number)
                story.noticeCount = try town.notices(of: lou.number).count
            }
        }
        return story
    }

    private static func talk(_ town: Town) async throws -> Visitor {
        let lou = try await town.visitor("Lou")
        try await lou.says("avant")
        let room = try await town.takes(lou.number, town.ana)
        try await town.until("what she wrote before") { town.talk(room).last == "visitor: avant" }
        town.server.counsellorSays(room, town.ana, "bonjour")
        try await town.until("bonjour") { try await heard(town, lou) == ["bonjour"] }
        try await lou.says("merci")
        try await town.until("merci") { town.talk(room).last == "visitor: merci" }
        town.server.counsellorSays(room, town.ana, "de rien")
        try await town.until("de rien") { try await heard(town, lou) == ["bonjour", "de rien"] }
        town.server.counsellorSays(room, town.ana, "!clore")
        try await town.until("the end") {
            town.talk(room).last == "passerelle: discussion terminée"
        }
        try await town.until("the end in the staff room") {
            try town.noticeTails(of: lou.number).last == "terminé"
        }
        return lou
    }

    /// Nothing while the bridge is away: a page sees its lines again when it comes back.
    private static func heard(_ town: Town, _ lou: Visitor) async throws -> [String] {
        (try? await town.heard(lou.number)) ?? []
    }
}
