import Desk
import Documents
import Testing

@testable import passerelle

/// Paths as admins write them.
@Suite struct PathsTests {
    @Test(arguments: [
        ("passerelle.yaml", ""), (".", ""), ("a", ""), ("./c.yaml", "."), ("../c.yaml", ".."),
        ("etc/c.yaml", "etc"), ("/c.yaml", "/"), ("/etc/c.yaml", "/etc"), ("", ""),
    ])
    func `the folder of a path is what stands before its name`(_ path: String, _ folder: String) {
        #expect(Paths.folder(of: path) == folder)
    }

    /// It ended the process: the settings lay where the program was started.
    @Test func `complaints are told of settings that are named without a folder`() {
        let today = CivilDate(daysSince1970: 20_000)
        let complaint = Complaint(
            file: "./bots/espace/bot.yaml",
            line: 3,
            column: 1,
            severity: .error,
            what: "no such key",
            remedy: nil
        )
        let told = Loading(configPath: "passerelle.yaml", today: today).listed([complaint])
        #expect(told.hasPrefix("bots/espace/bot.yaml:3:1"))
    }
}
