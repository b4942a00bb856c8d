import Relay
import Rooms
import Testing

@testable import passerelle

/// What `doctor` says of the files beside the ledger.
@Suite struct LeftoverTests {
    @Test func `a ledger that was put aside is named until it is thrown away`() throws {
        let house = try CopiedHouse()
        let loading = Loading(configPath: house.path("passerelle.yaml"), today: WallClock().today)
        let settings = try #require(loading.load().settings)
        let told = { FileExamination(loading: loading, settings: settings).findings().map(\.what) }
        #expect(!told().contains { $0.contains("older ledger") })
        try house.write("sealed", to: "passerelle.sqlite.before-1796058300000")
        try house.write("sealed", to: "passerelle.sqlite.before-1796058300000-wal")
        #expect(told().count { $0.contains("passerelle.sqlite.before-1796058300000 is") } == 1)
    }
}
