internal import Synchronization

/// A number about the whole house, for whoever watches over it; never about a person.
public enum Gauge: String, Sendable, Hashable, CaseIterable {
    /// Bots that are running.
    case bots = "passerelle_bots"
    /// Bots whose door stays closed because their hours cannot be read.
    case botsWithUnreadableHours = "passerelle_bots_with_unreadable_hours"
    /// How often the bots' files were put live while running.
    case reloadsAccepted = "passerelle_reloads_accepted_total"
    /// How often they were refused, and the old ones kept.
    case reloadsRefused = "passerelle_reloads_refused_total"
    /// When they were put live last, in seconds since 1970.
    case lastReloadAccepted = "passerelle_reload_last_accepted_timestamp_seconds"
    /// Whether the last try was refused: 1 until one is accepted.
    case lastReloadWasRefused = "passerelle_reload_last_refused"

    private var help: String {
        switch self {
        case .bots: "Bots that are running."
        case .botsWithUnreadableHours: "Bots that stay closed: their hours cannot be read."
        case .reloadsAccepted: "How often the bots' files were put live while running."
        case .reloadsRefused: "How often they were refused, and the old ones kept."
        case .lastReloadAccepted: "When they were put live last."
        case .lastReloadWasRefused: "1 when the last try to put them live was refused."
        }
    }

    /// As Prometheus reads it.
    fileprivate func line(_ value: Int64) -> String {
        let kind = rawValue.hasSuffix("_total") ? "counter" : "gauge"
        return "# HELP \(rawValue) \(help)\n# TYPE \(rawValue) \(kind)\n\(rawValue) \(value)\n"
    }
}

/// The numbers of the house as they stand now.
public final class Gauges: Sendable {
    private let values = Mutex<[Gauge: Int64]>([:])

    /// Every number is 0 until it is set.
    public init() {}

    /// One number as it stands now.
    public subscript(_ gauge: Gauge) -> Int64 {
        get { values.withLock { $0[gauge] ?? 0 } }
        set { values.withLock { $0[gauge] = newValue } }
    }

    /// Counts one more.
    public func count(_ gauge: Gauge) {
        values.withLock { $0[gauge, default: 0] += 1 }
    }

    /// All of them in the text format of Prometheus.
    public var text: String {
        let now = values.withLock { $0 }
        return Gauge.allCases.map { $0.line(now[$0] ?? 0) }.joined()
    }
}
