import Curl
import Foundation
import Glibc
import Matrix
import Support
import Testing

/// An admin changes a file while the bridge runs: a good one is live at once, a broken one never.
@Suite(.tags(.live), .enabled(if: Live.isOn), .serialized, .timeLimit(.minutes(5)))
struct ReloadTests {
    private static let bot = LiveHouse.usualBot

    @Test
    func `files go live by a signal or a word, and a broken one never takes a good one's place`()
        async throws
    {
        let house = try await LiveHouse.open()
        let ana = try #require(house.accounts["ana"])
        let chef = try #require(house.accounts["chef"])
        let staff = try #require(house.staffRooms[Self.bot])
        #expect(try await Self.isOpen(house))

        try house.bridge.open(Self.bot, .never)
        house.bridge.child?.signal(SIGHUP)
        try await until(within: .seconds(20), "the door is closed") {
            try await !Self.isOpen(house)
        }

        try house.bridge.open(Self.bot, .written("zone: Europe/Bruxelles\n"))
        house.bridge.child?.signal(SIGHUP)
        let complaint = try await ana.event(in: staff, "the complaint") { event in
            event.message?.body.contains("hours.yaml:1:7: error:") == true
        }
        let body = complaint.message?.body ?? ""
        #expect(body.contains("Europe/Brussels"), "what would be right is said")
        #expect(!body.contains(house.folder.path(of: "")), "no folder of the machine is shown")

        try house.bridge.open(Self.bot, .always)
        try await ana.say("!recharger", in: staff)
        _ = try await ana.event(in: staff, "that it is not hers to do") { event in
            event.message?.body.hasPrefix("Réservé") == true
        }
        #expect(try await !Self.isOpen(house), "nothing was read")
        try await chef.say("!recharger", in: staff)
        try await until(within: .seconds(20), "the door is open") { try await Self.isOpen(house) }
        try await house.close()
    }

    private static func isOpen(_ house: LiveHouse) async throws -> Bool {
        let url = house.bridge.page(of: bot) + "/status"
        let answer = try await house.courier.send(Request(method: "GET", url: url))
        return String(decoding: answer.body, as: UTF8.self).contains("\"open\":true")
    }
}
