public import Desk
internal import Matrix

/// Looks at the homeserver's side of an installation, and changes nothing there.
public struct Inspection: Sendable {
    /// A bot that is looked at.
    public struct Subject: Sendable {
        let name: BotName
        let script: Script?

        /// A bot, and what it says and decides; nothing: that cannot be read.
        public init(name: BotName, script: Script?) {
            (self.name, self.script) = (name, script)
        }
    }

    let office: Office
    let subjects: [Subject]
    /// Whether the bridge is running: then the homeserver must be able to reach it.
    let isRunning: Bool
    /// Rooms that the ledger knows and the homeserver must have.
    let standing: [RoomKey]

    /// An inspection of one office; `standing` are rooms that the ledger knows.
    public init(_ office: Office, bots: [Subject], isRunning: Bool, standing: [RoomKey] = []) {
        (self.office, subjects, self.isRunning) = (office, bots, isRunning)
        self.standing = standing
    }

    var bots: [BotName] { subjects.map(\.name) }

    /// Everything that was found, in the order in which it should be mended.
    public func findings() async -> [Finding] {
        let versions: [String]
        do throws(Homeserver.Failure) {
            versions = try await office.homeserver.versions()
        } catch {
            return [
                .fault(
                    "the homeserver does not answer as one (\(error.words))",
                    "is it running, and is homeserver.address right?"
                )
            ]
        }
        let newest = versions.last ?? "?"
        var found: [Finding] = [.fine("the homeserver answers and speaks up to \(newest)")]
        let token = await token()
        found.append(token)
        guard token.grade == .fine else { return found }
        found += [await device(), await sync(), await ping()]
        if let strange = await strangeness() { return found + [strange] }
        for bot in bots { found += await staffRoom(of: bot) }
        for subject in subjects {
            guard let script = subject.script, let lobby = script.lobby else { continue }
            found += await look(at: lobby, of: subject.name, script)
        }
        if let index = await searchIndex() { found.append(index) }
        found += await admin()
        return found
    }

    private func token() async -> Finding {
        do throws(Homeserver.Failure) {
            _ = try await office.withoutDevice(office.botUser).whoAmI()
            return .fine("the homeserver knows the registration, and the bot's account is in it")
        } catch .unknownToken {
            return .fault(
                "the homeserver does not know our as_token",
                "name the registration under app_service_config_files and restart the homeserver"
            )
        } catch .refused(_, "M_EXCLUSIVE") {
            return .fault(
                "the bot's account does not belong to the registration",
                "write it anew (passerelle registration) and restart the homeserver"
            )
        } catch .refused(403, _) {
            return .fault(
                "the bot's account does not exist yet, or does not belong to the registration",
                "start the bridge once; if that does not help, write the registration anew"
            )
        } catch {
            return .fault("the homeserver refuses the bot (\(error.words))", "see its log")
        }
    }

    /// Without a device the homeserver forgets transaction ids when it restarts.
    private func device() async -> Finding {
        do throws(Homeserver.Failure) {
            let who = try await office.bot.whoAmI()
            guard who.device == Office.device else {
                return .fault(
                    "the homeserver ignores devices of the bridge",
                    "take Synapse 1.141 or later: else a restart of it can double lines"
                )
            }
            return .fine("the bridge speaks under a device of its own")
        } catch .refused(_, "M_UNKNOWN_DEVICE") {
            return .advice("the bot has no device yet", "start the bridge once")
        } catch {
            return .fault("the bot cannot use its device (\(error.words))", "see Synapse's log")
        }
    }

    private func sync() async -> Finding {
        do throws(Homeserver.Failure) {
            let filter = #"{"room":{"timeline":{"limit":1},"state":{"types":[]}}}"#
            _ = try await office.bot.sync(since: nil, timeoutMilliseconds: 0, filter: filter)
            return .fine("what happened can be read as the bot (/sync)")
        } catch {
            return .fault(
                "what happened cannot be read as the bot (/sync: \(error.words))",
                "is the bot the registration's sender_localpart? It must be another account"
            )
        }
    }

    /// A homeserver that is busy may need a second try.
    private func pingTwice() async throws(Homeserver.Failure) -> Int64? {
        let id = office.appserviceID
        do throws(Homeserver.Failure) {
            return try await office.homeserver.ping(appservice: id, transactionID: nil)
        } catch .refused(_, "M_BAD_STATUS") {
            throw .refused(status: 403, code: "M_BAD_STATUS")
        } catch {
            return try await office.homeserver.ping(appservice: id, transactionID: nil)
        }
    }

    private func ping() async -> Finding {
        do throws(Homeserver.Failure) {
            let milliseconds = try await pingTwice()
            return .fine("the homeserver reaches the bridge (\(milliseconds ?? 0) ms)")
        } catch .refused(_, let code) where isRunning && code == "M_BAD_STATUS" {
            return .fault(
                "the homeserver reaches the bridge but is not let in",
                "both must have read the same registration: restart both"
            )
        } catch {
            guard isRunning else {
                return .advice(
                    "the bridge is not running, so the homeserver cannot reach it",
                    "run this again while it is"
                )
            }
            return .fault(
                "the homeserver cannot reach the bridge (\(error.words))",
                "is appservice.address right as the homeserver sees it, and its port open?"
            )
        }
    }
}

extension Homeserver.Failure {
    /// A few words for an admin; never anything that somebody wrote.
    var words: String {
        switch self {
        case .retry: "no answer in time, or one that asks to come again"
        case .refused(let status, let code): "\(status) \(code)"
        case .unknownToken: "unknown token"
        case .tooLarge: "too large"
        case .unreadable: "an answer that cannot be read"
        }
    }
}
