internal import Desk

/// What each sentence may contain and must contain.
extension TextKey {
    /// The placeholders that are filled when it is spoken.
    var placeholders: [String] {
        switch self {
        case .closed, .nobodyBeforeClosing, .tooLate, .placeKept: ["opening"]
        case .closedToday: ["reason"]
        case .closingSoon, .roomClosingSoon, .roomTalkLength: ["minutes"]
        case .waiting: ["place"]
        case .welcome, .goodbye: ["persona"]
        case .referredStill: ["mistaken"]
        case .otherDoor: ["name"]
        case .nameless, .noticeHow, .nobodyWaits, .roomLineFailed, .roomEncrypted: ["number"]
        case .noticeWaiting: ["number", "name", "since", "answers"]
        case .noticeTaken: ["counsellor"]
        case .noticeMarks: ["marks"]
        case .alert: ["count", "minutes"]
        case .alreadyTaken: ["number", "counsellor"]
        case .waitingList, .readyAnswers: ["list"]
        case .unknownCommand: ["command"]
        case .roomOpened: ["number", "name", "answers"]
        case .roomMark: ["mark"]
        case .roomSilence: ["minutes", "text"]
        case .readyAnswerSent: ["text"]
        case .readyAnswerUnknown: ["id", "list"]
        case .reloadRefused: ["complaints"]
        case .pageTitle, .arrival, .greeting, .closedUnknown, .full, .placeAgain, .hereAgain, .yes,
            .no, .pleaseChoose, .mistaken, .postalUnknown, .skipped, .visitorGoodbye, .lineFailed,
            .noticeEnded, .noticeLeft, .noticeClosed, .noticeKept, .waitingListEmpty, .staffHelp,
            .roomHelp, .roomVisitorLeft, .roomClosed, .roomOver, .readyAnswersNone, .reloaded,
            .onlyText,
            .hoursUnreadable:
            []
        }
    }

    /// A young person reads it, perhaps a frightened one.
    var isForVisitors: Bool {
        switch self {
        case .pageTitle, .arrival, .greeting, .closed, .closedUnknown, .closedToday, .tooLate,
            .full, .nobodyBeforeClosing, .closingSoon, .placeKept, .placeAgain, .hereAgain,
            .otherDoor, .yes, .no, .pleaseChoose, .waiting, .welcome, .mistaken, .referredStill,
            .postalUnknown, .skipped, .goodbye, .visitorGoodbye, .lineFailed:
            true
        case .nameless, .noticeWaiting, .noticeHow, .noticeTaken, .noticeEnded, .noticeLeft,
            .noticeClosed, .noticeMarks, .noticeKept, .alert, .alreadyTaken, .nobodyWaits,
            .waitingList, .waitingListEmpty, .unknownCommand, .staffHelp, .roomHelp, .roomOpened,
            .roomVisitorLeft, .roomClosed, .roomOver, .roomLineFailed, .roomEncrypted, .roomMark,
            .roomSilence, .roomTalkLength, .roomClosingSoon, .readyAnswers, .readyAnswersNone,
            .readyAnswerSent, .readyAnswerUnknown, .reloaded, .reloadRefused, .onlyText,
            .hoursUnreadable:
            false
        }
    }

    /// It is what stands between somebody who needs help and a closed door, so it says whom to
    /// call.
    var needsEmergencyNumber: Bool {
        [
            .arrival, .closed, .closedUnknown, .full, .nobodyBeforeClosing, .tooLate, .placeKept,
        ].contains(self)
    }
}

extension PageWord {
    /// What the page itself fills in.
    var placeholders: [String] {
        switch self {
        case .closedUntil: ["when"]
        case .statusPlace: ["place"]
        case .statusTalking, .typing: ["name"]
        case .charactersLeft, .charactersOver: ["count"]
        case .exit, .exitWhenCovered, .cover, .uncover, .emergency, .emergencyPhone, .open, .closed,
            .arrivalTitle, .helplinesTitle, .openNow, .start, .startRefused, .safetyTitle,
            .exitHint, .coverHint, .historyHint, .forgotten, .forgottenUnsent, .logLabel, .you,
            .bot, .person, .choicesLabel, .skip, .lineLabel, .send, .newest, .sending, .sent,
            .lineTooLong, .lineOver, .lineRefused, .connecting, .reconnecting, .notYetSent,
            .statusIntake, .statusWaiting, .statusNext, .statusKept, .end, .endAsk, .endConfirm,
            .endCancel, .ending, .endedTitle, .endedText, .leave, .again, .coverTitle:
            []
        }
    }

    /// It stands at the top of every screen, and is what a touch dials.
    var needsEmergencyNumber: Bool { self == .emergency || self == .emergencyPhone }
}
