/// One more of something, for the statistics: a number without a person.
public struct Count: Sendable, Hashable {
    /// What is counted, such as `offered`, `hour/18` or `wait/5`.
    public let what: String
    /// The day it belongs to; what tells most about a person is counted by month only.
    public let day: CivilDate
}

extension Conversation {
    /// What is counted when a conversation has gone from one stage to another.
    public func counts(since before: Conversation, at moment: Moment) -> [Count] {
        guard stage.name != before.stage.name else { return [] }
        let what = counted(since: before, at: moment)
        let aboutHer = before.isUncounted && stage.isSeated ? aboutHer : []
        let month = CivilDate(year: moment.civil.date.year, month: moment.civil.date.month, day: 1)
        return what.map { Count(what: $0, day: moment.civil.date) }
            + aboutHer.map { Count(what: $0, day: month ?? moment.civil.date) }
    }

    private func counted(since before: Conversation, at moment: Moment) -> [String] {
        let civil = moment.civil
        switch (before.stage, stage) {
        case (.waiting(let since), .talking):
            let minutes = Self.minutes(from: since, to: moment.milliseconds)
            return ["answered", "wait/\(Self.bucket(minutes))"]
        case (.waiting, .ended(.visitor)), (.waiting, .ended(.abandoned)),
            (.kept, .ended(.visitor)), (.kept, .ended(.abandoned)):
            return ["left"]
        case (.waiting, .ended(.nobodyFree)), (.kept, .ended(.nobodyFree)):
            return ["nobody-free"]
        case (.talking, .ended):
            guard let began = before.talk?.since else { return [] }
            let minutes = Self.minutes(from: began, to: moment.milliseconds)
            return ["length/\(Self.bucket(minutes))"]
        case (_, .waiting):
            guard before.isUncounted else { return [] }
            let weekday = civil.date.weekday.rawValue
            return ["offered", "hour/\(civil.minute / 60)", "weekday/\(weekday)"]
        case (_, .closed): return ["closed"]
        case (_, .ended(.full)): return ["full"]
        case (_, .referred): return ["referred"]
        case (.writing, .letter): return ["letter"]
        case (_, .arriving), (_, .intake), (_, .kept), (_, .held), (_, .talking), (_, .writing),
            (_, .letter), (_, .ended):
            return []
        }
    }

    private var aboutHer: [String] {
        [band.map { "band/\($0.rawValue)" }, province.map { "province/\($0.rawValue)" }]
            .compactMap(\.self)
    }

    private static func minutes(from earlier: Int64, to later: Int64) -> Int {
        Int(max(0, later - earlier) / 60_000)
    }

    /// Waits and lengths are kept by rough steps: enough for a median, too little for a person.
    public static let minuteSteps = [1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60, 90, 120, 180]

    private static func bucket(_ minutes: Int) -> Int {
        minuteSteps.first { minutes < $0 } ?? 999
    }

    /// Not counted as offered yet.
    private var isUncounted: Bool {
        switch stage {
        case .arriving, .intake, .referred: true
        case .waiting, .kept, .held, .talking, .writing, .letter, .closed, .ended: false
        }
    }
}

extension Stage {
    fileprivate var isSeated: Bool {
        switch self {
        case .waiting: true
        case .arriving, .intake, .kept, .held, .talking, .referred, .writing, .letter, .closed,
            .ended:
            false
        }
    }
}
