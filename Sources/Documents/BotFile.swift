internal import Desk

/// `bot.yaml`: who the bot is, and its numbers.
struct BotFile: Sendable {
    /// Known also where something else is wrong, so that the other files can be read.
    let languages: [Language]?
    let face: Face?

    /// Everything else.
    struct Face {
        let title: String
        let persona: String
        let webPath: String?
        let staffRoomName: String?
        let exitAddress: String
        let escalation: [AlertStep]
        let limits: ScriptLimits
        let lobby: Lobby?
        let page: PageSetup
    }

    static func read(
        _ file: SourceFile,
        beside neighbours: Neighbours,
        showing pictures: [String: [UInt8]],
        _ findings: Findings
    ) -> BotFile? {
        guard let table = Table.whole(file, definition, findings) else { return nil }
        let languages = readLanguages(table, findings)
        let face = readFace(table, beside: neighbours, showing: pictures, findings)
        checkCode(face?.limits.codeForm, in: languages?.first, table, findings)
        return BotFile(languages: languages, face: face)
    }

    private static func readFace(
        _ table: Table,
        beside neighbours: Neighbours,
        showing pictures: [String: [UInt8]],
        _ findings: Findings
    ) -> Face? {
        let title = readName("name", table, findings)
        let persona = readName("persona", table, findings)
        let exit = table.address("exit_address")
        let limits = readLimits(table, findings)
        let doors = table.table("doors")
        let webPath = readPath(doors, in: table, beside: neighbours, findings)
        let staffRoomName = table.text("staff_room")
        let escalation = readEscalation(table, findings)
        let lobby = readLobby(doors, beside: neighbours, findings)
        let page = readPage(table, pictures, findings)
        guard let title, let persona, let exit else { return nil }
        warnOfTelling(
            webPath,
            of: [title, persona],
            at: doors?.optional("web")?.place ?? table.place,
            beside: neighbours,
            findings
        )
        return Face(
            title: title,
            persona: persona,
            webPath: webPath,
            staffRoomName: staffRoomName,
            exitAddress: exit,
            escalation: escalation,
            limits: limits,
            lobby: lobby,
            page: page
        )
    }

    private static func readLanguages(_ table: Table, _ findings: Findings) -> [Language]? {
        guard let leaf = table.leaf("languages"),
            let items = leaf.items("\"languages\"", findings)
        else { return nil }
        var languages: [Language] = []
        var areKnown = true
        for item in items {
            guard let language = item.word("a language", among: Words.languages, findings) else {
                areKnown = false
                continue
            }
            guard !languages.contains(language) else {
                findings.error(
                    "\"\(language.rawValue)\" stands here twice",
                    at: item.place,
                    remedy: "take one out"
                )
                continue
            }
            languages.append(language)
        }
        if items.isEmpty {
            findings.error("the bot speaks nothing", at: leaf.place, remedy: "for example [fr]")
        }
        return areKnown && !languages.isEmpty ? languages : nil
    }

    private static func readName(
        _ key: String,
        _ table: Table,
        _ findings: Findings
    ) -> String? {
        let name = table.text(key)
        if let name, let leaf = table.optional(key) {
            Numbers.checkName(name, but: nil, at: leaf.place, findings)
        }
        return name
    }

    private static func readEscalation(_ table: Table, _ findings: Findings) -> [AlertStep] {
        var minutesBefore = 0
        return table.tables("escalation", each: "a step").compactMap { step in
            let minutes = step.count("after")
            let group = step.word("call", among: Words.calls)
            guard let minutes, let group else { return nil }
            Rising.check(minutes, after: &minutesBefore, at: step.place, findings)
            return AlertStep(minutes: minutes, group: group)
        }
    }

    /// A code of words that nobody has chosen yet would be one of digits.
    private static func checkCode(
        _ form: CodeForm?,
        in language: Language?,
        _ table: Table,
        _ findings: Findings
    ) {
        guard form == .words, let language, !CodeForm.wordLanguages.contains(language),
            let limits = table.optional("limits")?.tableFields,
            let leaf = limits.first(where: { $0.key == "code" })?.value
        else { return }
        let known = CodeForm.wordLanguages.map(\.rawValue).sorted().joined(separator: ", ")
        findings.error(
            "there is no list of words for codes in \"\(language.rawValue)\"",
            at: leaf.place,
            remedy: "write code: digits; there are words in: \(known)"
        )
    }

    private static func readLimits(_ table: Table, _ findings: Findings) -> ScriptLimits {
        let usual = ScriptLimits()
        var read = table.table("limits").map { readNumbers($0, findings) } ?? usual
        guard let team = table.table("team") else { return read }
        read.dutyIsRequired = team.word("duty", among: Words.duties) ?? usual.dutyIsRequired
        if team.optional("talks_at_once") != nil {
            read.talksAtOnceMax = team.count("talks_at_once")
        }
        read.heavyWeight = team.count("heavy_counts", otherwise: usual.heavyWeight)
        read.unclaimAfterMinutes = team.count(
            "unclaim_after",
            otherwise: usual.unclaimAfterMinutes
        )
        read.holdMinutes = team.count("hold_minutes", otherwise: usual.holdMinutes)
        return read
    }

    private static func readNumbers(_ limits: Table, _ findings: Findings) -> ScriptLimits {
        let usual = ScriptLimits()
        let forgetting = limits.count("forget_after_hours", otherwise: usual.forgetAfterHours)
        var read = ScriptLimits(
            waitingCountMax: limits.count("waiting", otherwise: usual.waitingCountMax),
            lineCharactersMax: limits.count(
                "line_characters",
                otherwise: usual.lineCharactersMax
            ),
            unheardLineCountMax: limits.count(
                "unheard_lines",
                otherwise: usual.unheardLineCountMax
            ),
            forgetAfterHours: forgetting,
            forgetAnswersAfterHours: limits.earlier(
                "forget_answers_after_hours",
                than: forgetting,
                findings
            ),
            leaveRoomAfterHours: limits.earlier(
                "leave_room_after_hours",
                than: forgetting,
                findings
            ),
            keepStatisticsDays: limits.count(
                "keep_statistics_days",
                otherwise: usual.keepStatisticsDays
            ),
            talkNoticeMinutes: readNotices(limits, findings) ?? usual.talkNoticeMinutes,
            contactCountMax: limits.count("contacts", otherwise: usual.contactCountMax)
        )
        read.letterDays = limits.count("letter_days", otherwise: usual.letterDays)
        read.imageKilobytesMax = limits.count(
            "image_kilobytes",
            otherwise: usual.imageKilobytesMax
        )
        read.staffRoomDays = limits.count("keep_staff_room_days", otherwise: usual.staffRoomDays)
        read.codeForm = limits.word("code", among: Words.codes) ?? usual.codeForm
        read.codeDays = limits.count("code_days", otherwise: usual.codeDays)
        return read
    }

    private static func readNotices(_ table: Table, _ findings: Findings) -> [Int]? {
        guard let leaf = table.optional("talk_notices"),
            let items = leaf.items("\"talk_notices\"", findings)
        else { return nil }
        var minutesBefore = 0
        return items.compactMap { item in
            guard let minutes = item.count("minutes", in: 1...600, findings) else { return nil }
            Rising.check(minutes, after: &minutesBefore, at: item.place, findings)
            return minutes
        }
    }
}

extension Table {
    /// What is forgotten before the talk; nothing where it goes with it.
    fileprivate func earlier(_ name: String, than all: Int, _ findings: Findings) -> Int? {
        guard let leaf = optional(name), let hours = count(name) else { return nil }
        if hours > all {
            findings.error(
                "\(hours) hours are more than the \(all) after which all is forgotten",
                at: leaf.place,
                remedy: "write fewer, or leave it out"
            )
        }
        return hours
    }
}
