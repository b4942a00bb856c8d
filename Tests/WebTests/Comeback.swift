import Desk
import Relay
import Store

@testable import Web

extension WebHouse {
    static let bea = CounsellorID("@bea:example.org")

    /// Something that happens in a bot's staff room.
    func hearInStaffRoom(_ event: Desk.Event, at bot: BotName) async throws {
        _ = try await switchboard.receive(
            Delivery(
                id: DeliveryID("staff/" + Mint.hex(byteCount: 8)),
                bot: bot,
                address: .staffRoom,
                event: event
            )
        )
    }

    /// Ana and Bea are the team.
    func gatherTeam(at bot: BotName) async throws {
        let team: [CounsellorID: Team.Rank] = [Self.ana: .counsellor, Self.bea: .counsellor]
        try await hearInStaffRoom(.staffed(team), at: bot)
    }

    /// Ana gives a code in the talk that she has; the code, as the visitor reads it.
    func giveCode(to number: ConversationNumber, at bot: BotName) async throws -> String {
        let fresh = try await switchboard.freshCode(at: bot)
        let line = LineID("code-" + Mint.hex(byteCount: 8))
        try await hear(.commanded(.giveCode(fresh), line, by: Self.ana), about: number, at: bot)
        return fresh.code.reveal()
    }

    /// Somebody has talked with Ana and has a code; now Bea is on duty and Ana is not.
    func codeOfYesterday(at bot: BotName, page: String) async throws -> String {
        try await gatherTeam(at: bot)
        let visitor = Visitor(house: self, bot: bot, page: page)
        let number = try await visitor.arrive()
        try await visitor.skipAll()
        try await hear(.claimed(by: Self.ana), about: number, at: bot)
        let code = try await giveCode(to: number, at: bot)
        let line = LineID("end-" + Mint.hex(byteCount: 8))
        let close = Command.close(farewell: nil)
        try await hear(.commanded(close, line, by: Self.ana), about: number, at: bot)
        let duty = Command.onDuty(nil)
        try await hearInStaffRoom(.commanded(duty, line, by: Self.bea), at: bot)
        return code
    }
}

extension Visitor {
    /// Passes every question over, whatever the bot asks.
    func skipAll() async throws {
        for _ in 1...10 {
            let view = try await house.switchboard.standing(of: key, at: bot)?.view
            guard let view, view.stage == .intake, let asked = view.prompt?.question else { return }
            let answer = try await sayRaw(#"{"question":"\#(asked)","skip":true}"#)
            guard answer.status == 200 else { throw Absent("a question that can be skipped") }
        }
    }
}
