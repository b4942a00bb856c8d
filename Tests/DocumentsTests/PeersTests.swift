import Desk
import Documents
import Foundation
import Testing

/// What went wrong elsewhere, where it is about the files; see "What peers get wrong" in the design
/// and `PeersTests` of the desk.
@Suite struct PeersTests {
    @Test(arguments: ["2026-13-01", "2026-02-30", "21/12/2026", "demain", "2026-12"])
    func `Aselo: a holiday that is no date is refused, and the door closes`(_ date: String) throws {
        let files = try Example.files(changing: "hours.yaml") {
            $0.replacingOccurrences(of: "2026-12-21", with: date)
        }
        let reading = try Shelves.read(files)
        #expect(reading.complaints.contains { $0.file == "hours.yaml" && $0.line == 10 })
        #expect(reading.value?.hours == .unreadable)
    }

    @Test func `Aselo: without the hours file nobody is let in`() throws {
        var files = try Example.files()
        files["hours.yaml"] = nil
        #expect(try Shelves.read(files).value?.hours == .unreadable)
    }
}
