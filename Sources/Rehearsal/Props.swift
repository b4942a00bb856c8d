public import Desk

/// What a story may change of a bot's files while it is played.
public enum Props {
    /// `hours monday-friday 18:00-21:00 | always | never | unreadable`,
    /// `limits seats 1 | unheard 2 | talks 1`, `duty required`.
    public static func change(_ word: String, _ rest: String, _ script: Script) throws -> Script? {
        var script = script
        switch word {
        case "hours":
            guard let hours = try hours(rest, script.hours) else { return nil }
            script.hours = hours
        case "duty":
            guard ["required", "optional"].contains(rest) else { return nil }
            script.limits.dutyIsRequired = rest == "required"
        case "limits":
            guard let limits = limits(rest, script.limits) else { return nil }
            script.limits = limits
        default: return nil
        }
        return script
    }

    private static func hours(_ text: String, _ written: Hours) throws -> Hours? {
        switch text {
        case "always":
            let wholeDay = [OpeningHours.Slot(start: 0, end: 1_440)]
            let week = Weekday.allCases.map { ($0, wholeDay) }
            return .known(
                OpeningHours(weekly: Dictionary(uniqueKeysWithValues: week), holidays: .open)
            )
        case "unreadable": return .unreadable
        default:
            guard let week = try text == "never" ? .empty : PretendedWeek(text) else { return nil }
            switch written {
            case .known(let hours): return .known(week.laid(over: hours))
            // What is broken stays broken: the door is closed.
            case .unreadable: return .unreadable
            }
        }
    }

    private static func limits(_ text: String, _ limits: ScriptLimits) -> ScriptLimits? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let count = Int(parts[1]), count >= 0 else { return nil }
        var limits = limits
        switch parts[0] {
        case "seats": limits.waitingCountMax = count
        case "unheard": limits.unheardLineCountMax = count
        case "talks": limits.talksAtOnceMax = count
        default: return nil
        }
        return limits
    }
}
