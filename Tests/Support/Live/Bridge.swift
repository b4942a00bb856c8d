public import Curl
import Foundation
public import Matrix
import Synchronization

/// The real `passerelle`, as a process of its own.
public final class Bridge: Sendable {
    /// When its bots are open; a test may run at any hour.
    public enum Hours: Sendable {
        case always
        case never
        /// As the shipped file says.
        case asWritten
        /// The text of an `hours.yaml`.
        case written(String)
    }

    /// Where its web server answers.
    public let address: String
    /// The file that Synapse must know; `register()` writes it.
    public let registration: String
    private let folder: LiveFolder
    private let courier: Courier
    private let bots: [String]
    private let isAlwaysOpen: Bool
    private let process = Mutex<ChildProcess?>(nil)
    private let appservicePort: Int
    private let diskKibibytes: Int?
    /// Lines that are added to its settings.
    private let settings: [String: JSON]

    /// Chooses its ports and copies its bots; with `talksAtOnce`, one counsellor may have so many
    /// talks, whatever the bot's file says; `lobby` are the lines of a second door; with
    /// `diskKibibytes` its ledger is on a disk of its own that is no larger; `settings` are added
    /// to its own.
    public init(
        in folder: LiveFolder,
        courier: Courier,
        bots: [String],
        hours: Hours,
        talksAtOnce: Int? = nil,
        lobby: [String]? = nil,
        diskKibibytes: Int? = nil,
        settings: [String: JSON] = [:]
    ) throws {
        (self.diskKibibytes, self.settings) = (diskKibibytes, settings)
        self.folder = folder
        self.courier = courier
        self.bots = bots
        if case .always = hours { isAlwaysOpen = true } else { isAlwaysOpen = false }
        address = "http://127.0.0.1:\(try Live.freePort())"
        appservicePort = try Live.freePort()
        registration = folder.path(of: "registration.yaml")
        for bot in bots {
            try FileManager.default.createDirectory(
                atPath: folder.path(of: "bots"),
                withIntermediateDirectories: true
            )
            try FileManager.default.copyItem(
                atPath: Live.root + "/bots/" + bot,
                toPath: folder.path(of: "bots/" + bot)
            )
            try open(bot, hours)
            if let talksAtOnce { try allow(bot, talksAtOnce: talksAtOnce) }
            if let lobby { try openLobby(of: bot, lobby) }
        }
    }

    /// Gives a bot a second door.
    private func openLobby(of bot: String, _ lines: [String]) throws {
        let name = "bots/\(bot)/bot.yaml"
        let text = try String(contentsOfFile: folder.path(of: name), encoding: .utf8)
        let web = "  web: \(path(of: bot))\n"
        precondition(text.contains(web), "bot.yaml names its page")
        let lobby = (["  lobby:"] + lines.map { "    " + $0 }).joined(separator: "\n")
        try folder.write(text.replacing(web, with: web + lobby + "\n"), to: name)
    }

    private func allow(_ bot: String, talksAtOnce: Int) throws {
        let name = "bots/\(bot)/bot.yaml"
        let text = try String(contentsOfFile: folder.path(of: name), encoding: .utf8)
        let limit = /talks_at_once: \d+/
        precondition(text.contains(limit), "bot.yaml limits the talks at once")
        try folder.write(text.replacing(limit, with: "talks_at_once: \(talksAtOnce)"), to: name)
    }

    /// Lets counsellors show images; it counts from the next start on.
    public func allow(_ bot: String, imageKilobytes: Int) throws {
        let name = "bots/\(bot)/bot.yaml"
        let text = try String(contentsOfFile: folder.path(of: name), encoding: .utf8)
        let remark = "  #   image_kilobytes: 500\n"
        precondition(text.contains(remark), "bot.yaml proposes images")
        let line = "  image_kilobytes: \(imageKilobytes)\n"
        try folder.write(text.replacing(remark, with: line), to: name)
    }

    /// Changes when a bot is open; it counts from the next start on.
    public func open(_ bot: String, _ hours: Hours) throws {
        let text: String? =
            switch hours {
            case .always: Self.week(#"["00:00-24:00"]"#)
            case .never: Self.week("[]")
            case .asWritten: nil
            case .written(let text): text
            }
        guard let text else { return }
        try folder.write(text, to: "bots/\(bot)/hours.yaml")
    }

    /// Writes its configuration and has it write its registration.
    public func register(
        at homeserver: String,
        named serverName: String,
        counsellors: [String],
        admins: [String],
        adminToken: String? = nil
    ) async throws {
        let places = bots.map { bot in
            JSON.object([
                "folder": .string(folder.path(of: "bots/" + bot)),
                "counsellors": .array(counsellors.map { .string("@\($0):\(serverName)") }),
                "admins": .array(admins.map { .string("@\($0):\(serverName)") }),
            ])
        }
        var server: [String: JSON] = [
            "address": .string(homeserver), "name": .string(serverName),
        ]
        server["admin_token"] = adminToken.map(JSON.string)
        let settings: JSON = [
            "homeserver": .object(server),
            "registration": .string(registration),
            "web": ["listen": .string(String(address.dropFirst("http://".count)))],
            "appservice": [
                "listen": .string("127.0.0.1:\(appservicePort)"),
                "address": .string("http://127.0.0.1:\(appservicePort)"),
            ],
            "ledger": ["file": .string(ledger), "key": .string(folder.path(of: "ledger.key"))],
            "bots": .array(places),
            "rooms": ["spare": 4],
        ]
        let all = (settings.object ?? [:]).merging(self.settings) { $1 }
        // JSON is YAML.
        try folder.write(JSON.object(all).text + "\n", to: "passerelle.yaml")
        let child = try run("registration", log: "registration.log")
        try await until(within: .seconds(20), "passerelle registration") { !child.isRunning }
        if !FileManager.default.fileExists(atPath: registration) { try child.mustRun() }
    }

    /// Starts it and waits until its door is open.
    public func start() async throws {
        let child = try diskKibibytes.map(serve) ?? run("serve", log: "passerelle.log")
        process.withLock { $0 = child }
        try await until(within: .seconds(60), "passerelle opens its door") {
            try child.mustRun()
            return await isReady()
        }
        // Until it has heard from the homeserver the door stays closed. Where that one is away too,
        // this is not waited for.
        guard isAlwaysOpen else { return }
        try? await until(within: .seconds(10), "the door opens") { await isOpen() }
    }

    /// Ends it as a power cut does.
    public func killAtOnce() async throws {
        try await process.withLock { $0 }?.killAtOnce()
    }

    /// Ends it as its admin does.
    public func stop() async throws {
        try await process.withLock { $0 }?.terminate()
    }

    /// Its process, for a test that stops the clock for it.
    public var child: ChildProcess? { process.withLock { $0 } }

    /// Everything it has written to its outputs since the beginning, over all its starts.
    public var said: String {
        child?.said ?? ""
    }

    /// The ledger's file.
    public var ledger: String {
        folder.path(of: diskKibibytes == nil ? "ledger.sqlite" : "disk/ledger.sqlite")
    }

    /// The small disk as others see it who are not in the bridge's own view of the files.
    public var disk: String? {
        child.map { "/proc/\($0.id)/root" + folder.path(of: "disk") }
    }

    /// A bot's page.
    public func page(of bot: String) -> String {
        address + "/" + path(of: bot)
    }

    /// What `bot.yaml` names as its page.
    private func path(of bot: String) -> String {
        let file = folder.path(of: "bots/\(bot)/bot.yaml")
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        return text.firstMatch(of: #/\n  web: (\S+)/#).map { String($0.output.1) } ?? bot
    }

    /// How a command beside the bridge ended, and what it said.
    public struct Said: Sendable {
        /// 0 is well.
        public let status: Int32
        /// On both outputs.
        public let said: String
    }

    /// Runs a command to its end, or kills it after a while.
    @discardableResult
    public func command(
        _ name: String,
        _ arguments: [String] = [],
        killedAfter limit: Duration? = nil
    ) async throws -> Said {
        let log = folder.path(of: "\(name)-\(UUID().uuidString).log")
        let child = try ChildProcess(
            "passerelle " + name,
            Live.passerelle,
            [name, "--config", folder.path(of: "passerelle.yaml")] + arguments,
            log: log
        )
        if let limit {
            try await Task.sleep(for: limit)
            try await child.killAtOnce()
        }
        try await until(within: .seconds(60), "passerelle \(name)") { !child.isRunning }
        return Said(status: child.exitStatus ?? -1, said: child.said)
    }

    private func isOpen() async -> Bool {
        for bot in bots {
            let question = Request(method: "GET", url: page(of: bot) + "/status")
            let answer = try? await courier.send(question)
            let status = answer.flatMap { try? JSON.parse($0.body) }
            guard status?["open"] == true else { return false }
        }
        return true
    }

    private func isReady() async -> Bool {
        for bot in bots {
            let question = Request(method: "GET", url: page(of: bot) + "/status")
            guard let answer = try? await courier.send(question), answer.status == 200 else {
                return false
            }
        }
        return true
    }

    private func run(_ command: String, log: String) throws -> ChildProcess {
        try ChildProcess(
            "passerelle " + command,
            Live.passerelle,
            [command, "--config", folder.path(of: "passerelle.yaml")],
            log: folder.path(of: log)
        )
    }

    /// On a small disk of its own, which only this process sees and which goes with it.
    private func serve(onKibibytes size: Int) throws -> ChildProcess {
        let disk = folder.path(of: "disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        return try ChildProcess(
            "passerelle serve on a small disk",
            "/usr/bin/unshare",
            [
                "--user", "--map-root-user", "--mount", "sh", "-c",
                #"mount -t tmpfs -o "size=$0k,mode=0700" passerelle "$1" && shift && exec "$@""#,
                "\(size)", disk, Live.passerelle, "serve", "--config",
                folder.path(of: "passerelle.yaml"),
            ],
            log: folder.path(of: "passerelle.log")
        )
    }

    private static func week(_ slots: String) -> String {
        let days = [
            "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        ]
        return "zone: Europe/Brussels\nholidays: open\nweekly:\n"
            + days.map { "  \($0): \(slots)\n" }.joined()
    }
}
