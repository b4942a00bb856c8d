public import Desk

/// A bot's folder as a whole: each file is read by its own reader, and here they are put together.
public enum BotFolder {
    /// The files to look for in a bot's folder.
    public static let fileNames: [String] =
        ["bot.yaml", "hours.yaml", "intake.yaml", "referrals.yaml", "replies.yaml"]
        + Language.allCases.map(TextsFile.fileName)

    /// Reads a bot.
    ///
    /// When nothing but the hours is wrong there is still a script, with its door closed: somebody
    /// who comes then must find a kind word and the help numbers, not a broken page.
    ///
    /// - Parameters:
    ///   - name: The folder's name.
    ///   - files: The files that are there, by their name inside the folder.
    ///   - provinces: Provinces by postal code, in French or already in the bot's language.
    ///   - today: The day against which sign-offs and dates are judged.
    /// - Returns: The script, where there can be one, and every complaint.
    public static func read(
        name: BotName,
        files: [String: SourceFile],
        provinces: [String: String],
        on today: CivilDate
    ) -> Reading<Script> {
        let shelf = Shelf(name: name, files: files)
        let bot = shelf.open("bot.yaml", BotFile.read)
        let hours = shelf.open("hours.yaml") { HoursFile.read($0, on: today, $1) }
        let directory = shelf.open("referrals.yaml") { ReferralsFile.read($0, on: today, $1) }
        let replies = shelf.open("replies.yaml") {
            RepliesFile.read($0, directory: directory.value, $1)
        }
        let intake = shelf.open("intake.yaml") {
            IntakeFile.read($0, replies: replies.value, $1)
        }
        let texts = bot.value.map { bot in
            shelf.open(TextsFile.fileName(bot.language)) {
                TextsFile.read($0, directory: directory.value, $1)
            }
        }
        let unused = shelf.unusedTexts(speaking: bot.value?.language)

        let others = [
            bot.complaints, directory.complaints, replies.complaints, intake.complaints,
            texts?.complaints ?? [], unused,
        ].flatMap(\.self)
        let complaints = others + hours.complaints
        let isWhole = !others.contains { $0.severity == .error }
        guard isWhole, let bot = bot.value, let directory = directory.value,
            let replies = replies.value, let intake = intake.value, let texts = texts?.value
        else { return Reading(value: nil, complaints: complaints) }

        let known = hours.isUsable ? hours.value : nil
        let script = Script(
            name: name,
            language: bot.language,
            zone: known?.zone ?? HoursFile.usualZone,
            hours: known.map { .known($0.hours) } ?? .unreadable,
            persona: bot.persona,
            intake: intake,
            replies: replies,
            referrals: directory.spoken,
            provinces: Province.say(provinces, in: bot.language),
            texts: texts,
            limits: bot.limits,
            exitAddress: bot.exitAddress
        )
        return Reading(value: script, complaints: complaints)
    }
}
