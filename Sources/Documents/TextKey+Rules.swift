internal import Desk

/// What each sentence may contain and must contain.
extension TextKey {
    /// The placeholders that are filled when it is spoken.
    var placeholders: [String] {
        switch self {
        case .closed, .nobodyBeforeClosing: ["opening"]
        case .waiting: ["place"]
        case .welcome, .goodbye: ["persona"]
        case .referredStill: ["mistaken"]
        case .nameless, .noticeHow, .nobodyWaits, .roomLineFailed, .roomEncrypted: ["number"]
        case .noticeWaiting: ["number", "name", "since", "answers"]
        case .noticeTaken: ["counsellor"]
        case .alreadyTaken: ["number", "counsellor"]
        case .waitingList: ["list"]
        case .unknownCommand: ["command"]
        case .roomOpened: ["number", "name", "answers"]
        case .pageName, .pageTitle, .arrival, .greeting, .closedUnknown, .full, .pleaseChoose,
            .mistaken, .postalUnknown, .skipped, .visitorGoodbye, .lineFailed, .noticeEnded,
            .noticeLeft, .noticeClosed, .waitingListEmpty, .staffHelp, .roomHelp,
            .roomVisitorLeft, .roomClosed, .roomOver, .onlyText, .hoursUnreadable:
            []
        }
    }

    /// A young person reads it, perhaps a frightened one.
    var isForVisitors: Bool {
        switch self {
        case .pageName, .pageTitle, .arrival, .greeting, .closed, .closedUnknown, .full,
            .nobodyBeforeClosing, .pleaseChoose, .waiting, .welcome, .mistaken, .referredStill,
            .postalUnknown, .skipped, .goodbye, .visitorGoodbye, .lineFailed:
            true
        case .nameless, .noticeWaiting, .noticeHow, .noticeTaken, .noticeEnded, .noticeLeft,
            .noticeClosed, .alreadyTaken, .nobodyWaits, .waitingList, .waitingListEmpty,
            .unknownCommand, .staffHelp, .roomHelp, .roomOpened, .roomVisitorLeft, .roomClosed,
            .roomOver, .roomLineFailed, .roomEncrypted, .onlyText, .hoursUnreadable:
            false
        }
    }

    /// It is what stands between somebody who needs help and a closed door, so it says whom to
    /// call.
    var needsEmergencyNumber: Bool {
        [.arrival, .closed, .closedUnknown, .full, .nobodyBeforeClosing].contains(self)
    }
}
