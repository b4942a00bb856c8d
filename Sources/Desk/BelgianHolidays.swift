/// The ten legal public holidays of Belgium, computed.
public enum BelgianHolidays {
    /// Whether a day is one of the ten.
    public static func contains(_ date: CivilDate) -> Bool {
        let fixed = [(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)]
        if fixed.contains(where: { $0 == (date.month, date.day) }) { return true }
        let daysAfterEaster = date.daysSince1970 - easter(date.year).daysSince1970
        // Easter Monday, Ascension, Whit Monday.
        return [1, 39, 50].contains(daysAfterEaster)
    }

    /// Easter Sunday by the Gregorian rule (Meeus, Jones and Butcher).
    public static func easter(_ year: Int) -> CivilDate {
        let golden = year % 19
        let century = year / 100
        let ofCentury = year % 100
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let sunday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7
        let late = (golden + 11 * epact + 22 * sunday) / 451
        let month = (epact + sunday - 7 * late + 114) / 31
        let day = (epact + sunday - 7 * late + 114) % 31 + 1
        guard let date = CivilDate(year: year, month: month, day: day) else {
            preconditionFailure("Easter lies between 22 March and 25 April")
        }
        return date
    }
}
