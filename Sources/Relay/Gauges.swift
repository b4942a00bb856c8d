internal import Synchronization

/// A number about the whole house, for whoever watches over it; never about a person.
public enum Gauge: String, Sendable, Hashable, CaseIterable {
    /// Bots that are running.
    case bots = "passerelle_bots"
    /// Bots whose door stays closed because their hours cannot be read.
    case botsWithUnreadableHours = "passerelle_bots_with_unreadable_hours"
    /// Bots that run with the files that were live before, because theirs are broken.
    case botsBehind = "passerelle_bots_behind_their_files"
    /// Bots whose door is open while nobody is there to answer.
    case openAndUnattended = "passerelle_open_and_unattended"
    /// Bots whose staff room is not theirs any more; their doors stay closed.
    case botsWithoutTeam = "passerelle_bots_without_staff_room"
    /// How often the bots' files were put live while running.
    case reloadsAccepted = "passerelle_reloads_accepted_total"
    /// How often they were refused, and the old ones kept.
    case reloadsRefused = "passerelle_reloads_refused_total"
    /// When they were put live last, in seconds since 1970.
    case lastReloadAccepted = "passerelle_reload_last_accepted_timestamp_seconds"
    /// Whether the last try was refused: 1 until one is accepted.
    case lastReloadWasRefused = "passerelle_reload_last_refused"

    /// Lines for counsellors that visitors were told are sent, since the beginning.
    case linesAccepted = "passerelle_lines_accepted_total"
    /// Those that arrived, since the beginning.
    case linesDelivered = "passerelle_lines_delivered_total"
    /// Those that were forgotten before they arrived, which was admitted.
    case linesForgotten = "passerelle_lines_forgotten_undelivered_total"
    /// Lines on their way.
    case linesWaiting = "passerelle_lines_waiting"
    /// Lines set aside.
    case linesParked = "passerelle_lines_parked"
    /// Lines that the homeserver took, not yet seen in their room.
    case linesSent = "passerelle_lines_sent"
    /// Lines seen in their room.
    case linesConfirmed = "passerelle_lines_confirmed"
    /// The self-check: lines in no state at all.
    case linesMissing = "passerelle_lines_missing"
    /// Everything on its way to the homeserver.
    case outboxWaiting = "passerelle_outbox_waiting"
    /// Everything set aside.
    case outboxParked = "passerelle_outbox_parked"
    /// How long the oldest has been on its way.
    case outboxOldest = "passerelle_outbox_oldest_seconds"
    /// Conversations not forgotten yet.
    case conversations = "passerelle_conversations"
    /// Conversations whose time of forgetting has passed.
    case forgettingOverdue = "passerelle_forgetting_overdue"
    /// Counselling rooms that stand ready.
    case freeRooms = "passerelle_rooms_free"
    /// When the self-check last ran.
    case lastSelfCheck = "passerelle_self_check_last_timestamp_seconds"
    /// Transactions that the homeserver pushed.
    case pushes = "passerelle_pushes_total"
    /// How often what happened was read from the homeserver.
    case syncs = "passerelle_syncs_total"
    /// How often that failed.
    case syncsFailed = "passerelle_syncs_failed_total"
    /// When it was last read.
    case lastSync = "passerelle_sync_last_timestamp_seconds"
    /// How hard the work is that a browser must do before a talk begins; 0 while none is asked.
    case workLevel = "passerelle_work_level"
    /// Events that could not be read and hold nothing up.
    case quarantined = "passerelle_events_quarantined_total"

    private var help: String {
        switch self {
        case .bots: "Bots that are running."
        case .botsWithUnreadableHours: "Bots that stay closed: their hours cannot be read."
        case .botsBehind: "Bots that run with older files: theirs were broken at the start."
        case .openAndUnattended: "Bots whose door is open while nobody is there to answer."
        case .botsWithoutTeam: "Bots that stay closed: their staff room was taken from them."
        case .reloadsAccepted: "How often the bots' files were put live while running."
        case .reloadsRefused: "How often they were refused, and the old ones kept."
        case .lastReloadAccepted: "When they were put live last."
        case .lastReloadWasRefused: "1 when the last try to put them live was refused."
        case .linesAccepted: "Lines for counsellors that visitors were told are sent."
        case .linesDelivered: "Lines for counsellors that arrived."
        case .linesForgotten: "Lines forgotten before they arrived, which was admitted."
        case .linesWaiting: "Lines for counsellors on their way."
        case .linesParked: "Lines for counsellors set aside; both sides were told."
        case .linesSent: "Lines that the homeserver took and that were not seen in their room yet."
        case .linesConfirmed: "Lines seen in their room."
        case .linesMissing: "Accepted less delivered, waiting, parked and forgotten: must be 0."
        case .outboxWaiting: "Everything on its way to the homeserver."
        case .outboxParked: "Everything set aside."
        case .outboxOldest: "How long the oldest has been on its way, in seconds."
        case .conversations: "Conversations not forgotten yet."
        case .forgettingOverdue: "Conversations whose time of forgetting has passed."
        case .freeRooms: "Counselling rooms that stand ready."
        case .lastSelfCheck: "When the self-check last ran."
        case .pushes: "Transactions that the homeserver pushed."
        case .syncs: "How often what happened was read from the homeserver."
        case .syncsFailed: "How often that failed."
        case .lastSync: "When it was last read."
        case .workLevel: "How hard the work before a talk is; 0 while none is asked."
        case .quarantined: "Events that could not be read and hold nothing up."
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
