public import Desk

/// A bot's folder as a whole: each file is read by its own reader, and here they are put together.
public enum BotFolder {
    /// The files to look for in a bot's folder.
    public static let fileNames: [String] =
        ["bot.yaml", "hours.yaml", "intake.yaml", "referrals.yaml", "replies.yaml"]
        + Language.allCases.map(TextsFile.fileName)

    /// The pictures to look for there.
    public static let pictureNames = Logo.Kind.allCases.map { "logo." + $0.rawValue }

    /// Reads a bot.
    ///
    /// When nothing but the hours is wrong there is still a script, with its door closed: somebody
    /// who comes then must find a kind word and the help numbers, not a broken page.
    ///
    /// - Parameters:
    ///   - files: The files that are there, by their name inside the folder.
    ///   - pictures: The pictures that are there, in the same way.
    ///   - provinces: Provinces by postal code.
    ///   - today: The day against which sign-offs and dates are judged.
    ///   - neighbours: The bot's own name, the folder's, and the other bots of the house.
    /// - Returns: The script, where there can be one, and every complaint.
    public static func read(
        _ files: [String: SourceFile],
        showing pictures: [String: [UInt8]] = [:],
        provinces: [String: Province],
        on today: CivilDate,
        beside neighbours: Neighbours
    ) -> Reading<Script> {
        guard !files.isEmpty else { return Reading(value: nil, complaints: [none(neighbours)]) }
        let shelf = Shelf(name: neighbours.own, files: files)
        let bot = shelf.open("bot.yaml") {
            BotFile.read($0, beside: neighbours, showing: pictures, $1)
        }
        let speech = Speech(shelf, bot.value, on: today, beside: neighbours)
        let hours = shelf.open("hours.yaml") {
            HoursFile.read($0, on: today, of: bot.value, beside: speech.directory, $1)
        }
        let intake = shelf.open("intake.yaml") { IntakeFile.read($0, on: speech.ground, $1) }

        let others = bot.complaints + speech.complaints + intake.complaints
        let complaints = others + hours.complaints
        let isWhole = !others.contains { $0.severity == .error }
        guard isWhole, let languages = bot.value?.languages, let face = bot.value?.face,
            let directory = speech.directory,
            let replies = speech.replies, let intake = intake.value, let texts = speech.texts
        else { return Reading(value: nil, complaints: complaints) }

        let known = hours.isUsable ? hours.value : nil
        let script = Script(
            name: neighbours.own,
            title: face.title,
            webPath: face.webPath,
            languages: languages,
            zone: known?.zone ?? HoursFile.usualZone,
            hours: known.map { .known($0.hours) } ?? .unreadable,
            persona: face.persona,
            staffRoomName: face.staffRoomName,
            escalation: face.escalation,
            intake: intake,
            replies: replies,
            referrals: directory.signed,
            provinces: provinces,
            texts: texts,
            commands: speech.commands,
            limits: face.limits,
            exitAddress: face.exitAddress,
            lobby: face.lobby,
            page: face.page
        )
        return Reading(value: script, complaints: complaints)
    }

    /// An empty folder is one mistake, not one for each file that is missing.
    private static func none(_ neighbours: Neighbours) -> Complaint {
        Complaint(
            file: neighbours.own.rawValue + "/bot.yaml",
            severity: .error,
            what: "there is no bot in this folder",
            remedy: "a bot is a folder with bot.yaml and its other files; check the name"
        )
    }
}

/// What a bot can say: the directory, the replies that lean on it, and the texts of each language.
private struct Speech {
    let languages: [Language]?
    let directory: Directory?
    let replies: Replies?
    let replyIDs: Set<String>?
    /// Complete in every language, or nothing.
    let texts: Texts?
    /// The words of the commands in every language; where two mean different things, the main one's
    /// counts.
    let commands: CommandWords
    let complaints: [Complaint]

    init(_ shelf: Shelf, _ bot: BotFile?, on today: CivilDate, beside neighbours: Neighbours) {
        let languages = bot?.languages
        let directory = shelf.open("referrals.yaml") {
            ReferralsFile.read($0, on: today, speaking: languages, $1)
        }
        let replies = shelf.open("replies.yaml") { file, findings in
            RepliesFile(
                languages: languages,
                directory: directory.value,
                neighbours: neighbours,
                findings: findings
            ).read(file)
        }
        // Where the languages are not known, what is there is looked through all the same.
        let spoken = languages ?? Language.allCases.filter { shelf.has(TextsFile.fileName($0)) }
        var commands = CommandWords()
        var texts: [(Language, Reading<TextsFile>)] = []
        for language in spoken {
            let file = shelf.open(TextsFile.fileName(language)) { [commands] in
                let directory = directory.value
                return TextsFile.read($0, in: language, directory: directory, after: commands, $1)
            }
            if let own = file.value?.commands { commands = commands.merging(own) }
            texts.append((language, file))
        }
        self.commands = commands
        (self.languages, self.directory) = (languages, directory.value)
        (self.replies, replyIDs) = (replies.value?.replies, replies.value?.ids)
        complaints =
            directory.complaints + replies.complaints + texts.flatMap(\.1.complaints)
            + shelf.unusedTexts(speaking: languages)
        self.texts = Texts(joining: texts.map { ($0.0, $0.1.value) })
    }

    var ground: IntakeFile.Ground {
        let yesAndNo = texts.flatMap { texts in
            languages.map { (texts.saying(.yes, in: $0), texts.saying(.no, in: $0)) }
        }
        return IntakeFile.Ground(
            languages: languages,
            replies: replies,
            replyIDs: replyIDs,
            directory: directory,
            yesAndNo: yesAndNo
        )
    }
}

extension Texts {
    /// The files of all languages as one; nothing while one of them cannot be read.
    fileprivate init?(joining files: [(Language, TextsFile?)]) {
        var sentences: [TextKey: [Audience: String]] = [:]
        var page: [Language: [String: String]] = [:]
        for (language, file) in files {
            guard let file else { return nil }
            sentences.merge(file.sentences) { $0.merging($1) { first, _ in first } }
            page[language] = file.page
        }
        guard !page.isEmpty else { return nil }
        self.init(sentences.mapValues { Saying($0) }, page: page)
    }

    /// A sentence without placeholders, for each of some languages.
    fileprivate func saying(_ key: TextKey, in languages: [Language]) -> Saying {
        Saying(
            Dictionary(
                uniqueKeysWithValues: languages.map { (Audience($0), say(key, to: Audience($0))) }
            )
        )
    }
}
