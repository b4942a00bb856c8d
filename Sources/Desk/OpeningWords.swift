/// An opening said as a ten-year-old would say it: "demain, mardi, à 18 h".
public enum OpeningWords {
    /// Says an opening, seen from a time, in a language.
    public static func say(
        _ opening: CivilTime,
        from now: CivilTime,
        in language: Language
    ) -> String {
        let days = opening.date.daysSince1970 - now.date.daysSince1970
        let day = dayWords(days: days, date: opening.date, language: language)
        return day + hourWords(opening.minute, language: language)
    }

    /// A day as it stands in a calendar: "mardi 8 décembre".
    public static func day(_ date: CivilDate, in language: Language) -> String {
        let weekday = weekdays(language)[date.weekday.rawValue]
        let month = month(date, language)
        switch language {
        case .fr: return "\(weekday) \(date.day == 1 ? "1er" : "\(date.day)") \(month)"
        case .nl, .en: return "\(weekday) \(date.day) \(month)"
        case .de: return "\(weekday), \(date.day). \(month)"
        }
    }

    private static func dayWords(days: Int, date: CivilDate, language: Language) -> String {
        let weekday = weekdays(language)[date.weekday.rawValue]
        let (today, tomorrow) =
            switch language {
            case .fr: ("aujourd'hui, ", "demain, \(weekday), ")
            case .nl: ("vandaag, ", "morgen, \(weekday), ")
            case .en: ("today, ", "tomorrow, \(weekday), ")
            case .de: ("heute, ", "morgen, \(weekday), ")
            }
        switch days {
        case 0: return today
        case 1: return tomorrow
        case 2...6: return "\(weekday), "
        default: return day(date, in: language) + ", "
        }
    }

    private static func hourWords(_ minute: Int, language: Language) -> String {
        let hour = minute / 60
        let rest = minute % 60
        let minutes = (rest < 10 ? "0" : "") + "\(rest)"
        switch language {
        case .fr: return "à \(hour) h" + (rest == 0 ? "" : " \(minutes)")
        case .nl: return "om \(hour)" + (rest == 0 ? " uur" : ".\(minutes) uur")
        case .en: return "at \(hour):\(minutes)"
        case .de: return "um \(hour)" + (rest == 0 ? " Uhr" : ".\(minutes) Uhr")
        }
    }

    private static func weekdays(_ language: Language) -> [String] {
        switch language {
        case .fr: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        case .nl:
            ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
        case .en:
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        case .de:
            ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
        }
    }

    private static func month(_ date: CivilDate, _ language: Language) -> String {
        months(language)[date.month - 1]
    }

    private static func months(_ language: Language) -> [String] {
        switch language {
        case .fr:
            [
                "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
                "septembre", "octobre", "novembre", "décembre",
            ]
        case .nl:
            [
                "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
                "september", "oktober", "november", "december",
            ]
        case .en:
            [
                "January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December",
            ]
        case .de:
            [
                "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
                "September", "Oktober", "November", "Dezember",
            ]
        }
    }
}
