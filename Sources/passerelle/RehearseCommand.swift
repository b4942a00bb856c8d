internal import ArgumentParser
internal import Desk
internal import Documents
internal import Foundation
internal import Rehearsal
internal import Relay

/// `passerelle rehearse`: plays a bot in the terminal, without any network.
struct RehearseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Plays a bot in the terminal, at a pretended time and without any network.",
        discussion: """
            passerelle rehearse bots/NAME --at "2027-03-28 20:55"   type as the visitor; :help \
            lists the rest
              --hours "monday-friday 18:00-21:00"                   as if this were the week; all \
            else stays as in hours.yaml (in a story: the line “hours monday-friday 18:00-21:00”)
            passerelle rehearse bots/NAME --as transcript FILE      play a story and show where \
            the bot does something else
            passerelle rehearse --all                               play every story in \
            bots/*/rehearsals

            Exit code 0 when every story holds, 1 when one does not or a bot has errors.
            """
    )

    /// Who types.
    enum Role: String, ExpressibleByArgument, CaseIterable {
        /// Somebody at the terminal.
        case visitor
        /// A file.
        case transcript
    }

    /// A way in.
    enum Way: String, ExpressibleByArgument, CaseIterable {
        /// The page.
        case web
        /// The public room on the chat network.
        case lobby

        var door: Door {
            switch self {
            case .web: .web
            case .lobby: .lobby
            }
        }
    }

    @Argument(help: "The bot's folder.")
    var folder: String?

    @Argument(help: "With --as transcript: the story.")
    var story: String?

    @Option(help: "When it is played, on the bot's own wall clock: \"2027-03-28 20:55\".")
    var at: String?

    @Option(help: "As if this were the week: \"monday-friday 18:00-21:00\", or always, or never.")
    var hours: String?

    @Option(name: .customLong("as"), help: "visitor: you type; transcript: a file does.")
    var role = Role.visitor

    @Flag(help: "Every story of every bot.")
    var all = false

    @Option(help: "The way in: web, or lobby (the same stories, typed in a room).")
    var door = Way.web

    @Option(help: "With --all: the folder of the bots' folders.")
    var bots = "bots"

    func validate() throws {
        if all {
            guard folder == nil else { throw ValidationError("--all takes no folder; see --bots") }
            guard hours == nil else {
                throw ValidationError("a story has its own line for that: hours …")
            }
            return
        }
        guard folder != nil else { throw ValidationError("name a bot's folder, or --all") }
        guard (role == .transcript) == (story != nil) else {
            throw ValidationError("a story needs --as transcript, and the other way round")
        }
        guard hours == nil || story == nil else {
            throw ValidationError("a story has its own line for that: hours …")
        }
    }

    func run() throws {
        if all { return try playAll() }
        guard let folder else { throw ExitCode(1) }
        if let story {
            guard try play([story], with: try script(in: folder)) else { throw ExitCode(1) }
            return
        }
        let script = try script(in: folder)
        let now = try WallClock().moment(in: script.zone).map { try words($0, in: script.zone) }
        do {
            var improvisation = try Improvisation(
                script,
                at: at ?? now ?? "",
                keeping: hours,
                through: door.door
            )
            improvise(&improvisation)
        } catch let fault as Improvisation.Unplayable {
            throw ValidationError("\(fault)")
        }
    }

    private func words(_ moment: Moment, in zone: String) throws -> String {
        try Wall(zone: zone).words(moment.milliseconds)
    }

    private func improvise(_ improvisation: inout Improvisation) {
        Report.say("Type as the visitor; :help lists what else can be done.")
        show(improvisation.begin(), improvisation.offer)
        while let typed = readLine() {
            switch improvisation.type(typed) {
            case .over: return
            case .shown(let lines): show(lines, improvisation.offer)
            }
        }
    }

    private func show(_ lines: [String], _ offer: [String]) {
        for line in lines + offer { Report.say(line) }
    }

    // MARK: Stories

    private func playAll() throws {
        var count = 0
        var allHold = true
        let folders = try folderNames(in: bots).map { join(bots, $0) }.filter {
            FileManager.default.fileExists(atPath: join($0, "bot.yaml"))
        }
        for folder in folders {
            let stories = try folderNames(in: join(folder, "rehearsals"))
                .filter { $0.hasSuffix(".txt") }.map { join(join(folder, "rehearsals"), $0) }
            let (script, isSound) = try read(folder)
            guard let script, try play(stories, with: script), isSound else {
                allHold = false
                continue
            }
            count += stories.count
        }
        guard !folders.isEmpty else { throw ValidationError("no bot's folder is in \(bots)") }
        guard allHold else { throw ExitCode(1) }
        Report.say("\(count) stories of \(folders.count) bots hold")
    }

    /// Whether every story holds; what does not is shown.
    private func play(_ stories: [String], with script: Script) throws -> Bool {
        var hold = true
        for story in stories {
            guard let text = try? String(contentsOfFile: story, encoding: .utf8) else {
                throw ValidationError("\(story) cannot be read")
            }
            let differences = Player.differences(in: text, with: script, through: door.door)
            Report.say("\(differences.isEmpty ? "✓" : "✗") \(story)")
            for difference in differences { Report.say(difference) }
            hold = hold && differences.isEmpty
        }
        return hold
    }

    private func script(in folder: String) throws -> Script {
        // Unreadable hours close the door, and that too can be rehearsed.
        guard let script = try read(folder).script else { throw ExitCode(1) }
        return script
    }

    /// The bot, as far as it can be played, and whether nothing in it is wrong; what is, is told.
    private func read(_ folder: String) throws -> (script: Script?, isSound: Bool) {
        let loading = Loading(configPath: "", today: try today())
        var result = Loading.Result()
        let name = BotName((folder as NSString).standardizingPath.lastPathPart)
        let read = loading.readBot(Neighbours(of: name), in: folder, complaining: &result)
        let errors = result.complaints.filter { $0.severity == .error }
        Report.complain(errors)
        return (read, errors.isEmpty)
    }

    /// Sign-offs are judged on the pretended day.
    private func today() throws -> CivilDate {
        guard let at else { return WallClock().today }
        let numbers = at.split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count >= 3,
            let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
        else { throw ValidationError("--at \"\(at)\" is no time: write \"2027-03-28 20:55\"") }
        return date
    }

    private func folderNames(in folder: String) throws -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw ValidationError("there is no folder \(folder)")
        }
        return names.sorted()
    }

    private func join(_ folder: String, _ name: String) -> String {
        (folder as NSString).appendingPathComponent(name)
    }
}

extension String {
    fileprivate var lastPathPart: String { (self as NSString).lastPathComponent }
}
