/// The words around a time of day and a length, in the languages of the houses: small letters
/// without accents.
enum TimeWords {
    /// What a time of day follows.
    static let until: Set<String> = ["jusqu", "jusque", "jusqua", "tot", "until", "till"]
    /// What may stand between that and the time.
    static let at: Set<String> = ["a", "at", "om"]
    /// What a length follows.
    static let lengths: Set<String> = ["pour", "pendant", "voor", "gedurende", "for"]
    /// What the first of two times follows, and what stands between them.
    static let from: Set<String> = ["de", "des", "van", "from", "entre", "between"]
    static let between: Set<String> = ["-", "a", "to", "et", "en", "and", "tot", "until", "till"]
    /// Times of day by name, in minutes; tomorrow begins at midnight.
    static let named: [String: Int] = [
        "minuit": 1_440, "middernacht": 1_440, "midnight": 1_440, "midi": 720, "noon": 720,
        "demain": 1_440, "morgen": 1_440, "tomorrow": 1_440,
    ]
    static let and: Set<String> = ["et", "en", "and"]
    static let half: Set<String> = ["demi", "demie", "half"]
    static let minutes: Set<String> = ["m", "mn", "min", "mins", "minute", "minutes", "minuten"]
    /// An hour of the clock is called so too.
    static let hours: Set<String> = ["h", "u", "heure", "heures", "uur"]
    static let hourLengths: Set<String> = ["hr", "hrs", "hour", "hours", "uren", "uurtje"]
    static let days: Set<String> = ["j", "d", "jour", "jours", "dag", "dagen", "day", "days"]
    static let weeks: Set<String> = ["semaine", "semaines", "week", "weken", "weeks"]
    static let beforeNoon: Set<String> = ["am", "a.m."]
    static let afterNoon: Set<String> = ["pm", "p.m."]

    /// Numbers that people write out.
    static let numbers: [String: Int] = {
        let rows: [(Int, String)] = [
            (1, "un une een a an one"), (2, "deux twee two"), (3, "trois drie three"),
            (4, "quatre vier four"), (5, "cinq vijf five"), (6, "six zes"), (7, "sept zeven seven"),
            (8, "huit acht eight"), (9, "neuf negen nine"), (10, "dix tien ten"),
            (15, "quinze vijftien fifteen"), (20, "vingt twintig twenty"),
            (30, "trente dertig thirty"), (40, "quarante veertig forty"),
        ]
        let pairs = rows.flatMap { row in row.1.split(separator: " ").map { (String($0), row.0) } }
        return Dictionary(pairs) { first, _ in first }
    }()

    /// Whether somebody speaks of a time, be it that nobody can read which.
    static func isTime(_ word: String) -> Bool {
        let units = [hours, hourLengths, days, weeks].contains { $0.contains(word) }
        return until.contains(word) || named[word] != nil || units && word.count > 1
            || minutes.contains(word) && word.count > 1
    }
}
