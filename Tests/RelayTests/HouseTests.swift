import Relay
import Support
import Testing

@Suite struct HouseTests {
    /// What holds an account, and would tell it to whoever describes it.
    private struct Holder: LongRunning {
        let account = "@ana:example.org"

        func run() async throws {}
    }

    @Test func `what runs is logged by its kind, not by what it holds`() async {
        let overheard = Overheard()
        // It ends at once, so the house does.
        await #expect(throws: (any Error).self) {
            try await House([Holder()], logger: overheard.logger).run()
        }
        #expect(overheard.text.contains("Holder"), "else nothing was logged")
        #expect(!overheard.text.contains("ana"))
    }
}
