import Foundation
import Testing

/// The stories beside the shipped bots hold, through each of their doors.
@Suite struct RehearsalTests {
    @Test(arguments: ["web", "lobby"])
    func `every story holds`(_ door: String) throws {
        let house = try CopiedHouse()
        let outcome = try house.run([
            "rehearse", "--all", "--bots", CopiedHouse.shipped, "--door", door,
        ])
        #expect(outcome.output.contains("✗") == false)
        #expect(outcome.lines.last?.hasSuffix("stories of 2 bots hold") == true)
        #expect(outcome.status == 0)
    }
}
