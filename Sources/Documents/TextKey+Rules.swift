internal import Desk

/// What each sentence may contain and must contain.
extension TextKey {
    /// What is said where a file is older than the sentence: a house that is brought up to date
    /// opens as before.
    var standIn: TextKey? { Self.standIns[self] }

    private static let standIns: [TextKey: TextKey] = [
        .staffRoomLost: .staffRoomChanged, .lineDamaged: .lineFailed,
        .roomLineDamaged: .roomLineFailed,
    ]

    /// The placeholders that are filled when it is spoken.
    var placeholders: [String] {
        switch self {
        case .closed, .nobodyBeforeClosing, .tooLate, .placeKept: ["opening"]
        case .closedToday, .otherHoursToday: ["reason"]
        case .closingSoon, .roomClosingSoon, .roomTalkLength: ["minutes"]
        case .waiting: ["place"]
        case .welcome, .goodbye: ["persona"]
        case .referredStill: ["mistaken"]
        case .otherDoor: ["name"]
        case .nameless, .noticeHow, .nobodyWaits, .roomLineFailed, .roomLineDamaged, .roomEncrypted,
            .roomTakenAway, .roomNameEnded, .alertStranger:
            ["number"]
        case .noticeWaiting: ["number", "name", "since", "answers"]
        case .noticeTaken: ["counsellor"]
        case .noticeMarks: ["marks"]
        case .alert: ["count", "minutes"]
        case .alreadyTaken, .awaitsOther: ["number", "counsellor"]
        case .markAwaits: ["counsellor"]
        case .codeClosed: ["date"]
        case .waitingList, .waitingLetters, .readyAnswers: ["list"]
        case .unknownCommand, .commandOfStaffRoom, .commandOfRoom: ["command"]
        case .roomOpened: ["number", "name", "answers"]
        case .roomMark: ["mark"]
        case .roomSilence: ["minutes", "text"]
        case .readyAnswerSent: ["text"]
        case .readyAnswerUnknown: ["id", "list"]
        case .reloadRefused: ["complaints"]
        case .restored, .roomRestored, .staffRestored: ["since"]
        case .retried: ["count"]
        case .lineLate: ["number", "minutes"]
        case .nightReport: ["living", "forgotten", "overdue", "removed", "kept", "parked"]
        case .otherPerson: ["persona"]
        case .lobbyChoose, .lobbyChooseInstead: ["choices"]
        case .lobbySkip: ["word"]
        case .lobbyTooLong, .alertLobbyCrowd: ["count"]
        case .alertLobbyAlias, .alertLobbyReplaced, .alertLobbyGone: ["alias"]
        case .lobbyMeant: ["command"]
        case .staffRoomChanged, .staffRoomLost, .lobbyTopic, .lobbyDecline, .lobbyWelcome,
            .lobbyCarry, .lobbyElsewhere, .lobbySkipWord, .lobbyLetterSend, .lobbyTooMany,
            .lobbyOver, .lobbyOnlyText, .lobbyHelp, .lobbyCodeHow, .lobbyCodeStays, .lobbyNotKept,
            .lobbyAnswerChanged, .lobbyAnswerStays, .lobbyDeclineAgain, .lobbyLetGo, .lobbyEmptied,
            .markLobby:
            []
        case .pausedFor, .roomPaused: ["minutes"]
        case .letterSent, .codeGiven, .codeAgain: ["code", "date"]
        case .meantCommand, .commandHow: ["command"]
        case .claimTooMany, .markReturning, .roomImageTooLarge: ["count"]
        case .dutyOn, .doorIsOpen, .doorClosed, .doorOpened: ["until"]
        case .dutyOffTalks, .heldList, .roomReferrals: ["list"]
        case .dutyList, .noticeReaders: ["names"]
        case .doorIsClosed: ["opening"]
        case .nobodyHeld, .alarm, .alertGivenBack, .alertHeld, .alertReturned, .letterUnanswered,
            .noticeLetter, .noticeHeld, .noticeRing, .noticeRingLetter:
            ["number"]
        case .alertLetter: ["number", "date"]
        case .nobodyCalled: ["name", "list"]
        case .callHandOver, .callReadAlong: ["number", "counsellor"]
        case .roomReadsAlong, .roomHandOver, .roomTakenOver, .roomInvited: ["counsellor"]
        case .roomReferralUnknown: ["id"]
        case .nobodyYet, .noticeWrites, .waitingGivenBack, .waitingReturning, .waitingLong,
            .givenBack, .nobodyOnDuty, .nobodyFreeNow, .emergencyOffer, .letterOffer, .letterWrite,
            .letterBegin, .letterSend, .letterAnswers, .codeUnknown, .codeSame, .codeOther,
            .codeGone, .codeWaitSame, .codeWaitOther, .codeWaitsSame, .codeSameHere, .codeForgotten,
            .codeNone, .misspeltCommand, .timePassed, .roomCodeTakenBack, .roomCodeNone,
            .roomNamesAccount, .codeLast, .adminsOnly, .waitingAhead, .claimOffDuty, .dutyOff,
            .doorAsHours, .heldNone, .alertNobodyOnDuty, .markAlarm, .roomStranger, .roomLetter,
            .roomLetterOnly, .roomGivenBack, .roomUnclaimed, .roomNotAsked, .roomHeld, .roomPatient,
            .roomHeavy, .roomAlarmSteps, .roomCodeGiven, .roomVisitorAway, .roomVisitorBack,
            .pageTitle, .arrival, .greeting, .closedUnknown, .full, .placeAgain, .hereAgain, .yes,
            .no, .pleaseChoose, .mistaken, .postalUnknown, .skipped, .visitorGoodbye, .lineFailed,
            .lineDamaged, .noticeEnded, .noticeLeft, .noticeClosed, .noticeKept, .waitingListEmpty,
            .staffHelp, .roomHelp, .roomVisitorLeft, .roomClosed, .roomOver, .readyAnswersNone,
            .reloaded, .onlyText, .roomImageNotHere, .roomImageKind, .roomImageLost, .roomLost,
            .retriedNone, .unreachable, .reachable, .hoursUnreadable, .readyAnswerEmpty,
            .referredNobody:
            []
        }
    }

    /// Whether the number of an entry of the directory can be filled in: what stands somewhere for
    /// long, or on a button, cannot be said differently when a day has passed.
    var fillsNumbers: Bool { isForVisitors && !Self.standing.contains(self) }

    private static let standing: Set<TextKey> = [
        .pageTitle, .otherDoor, .yes, .no, .mistaken, .skipped, .hereAgain, .letterSend,
        .letterWrite, .codeWaitSame, .codeWaitOther, .lobbyTopic, .lobbyDecline, .lobbySkipWord,
        .lobbyLetGo, .lobbyEmptied,
    ]

    /// The placeholders without which it would be worse than nothing.
    var essentials: [String] { Self.essentials[self] ?? [] }

    private static let essentials: [TextKey: [String]] = [
        .closed: ["opening"], .nobodyBeforeClosing: ["opening"], .placeKept: ["opening"],
        .letterSent: ["code"], .codeGiven: ["code"], .codeAgain: ["code"],
        .lobbyChoose: ["choices"], .lobbyChooseInstead: ["choices"], .lobbySkip: ["word"],
        .noticeWaiting: ["number"],
    ]

    /// A young person reads it, perhaps a frightened one.
    var isForVisitors: Bool {
        switch self {
        case .pageTitle, .arrival, .greeting, .closed, .closedUnknown, .closedToday,
            .otherHoursToday, .tooLate, .referredNobody, .full, .nobodyBeforeClosing, .closingSoon,
            .placeKept, .placeAgain, .hereAgain, .otherDoor, .yes, .no, .pleaseChoose, .waiting,
            .welcome, .mistaken, .referredStill, .postalUnknown, .skipped, .goodbye,
            .visitorGoodbye, .lineFailed, .lineDamaged, .otherPerson, .givenBack, .pausedFor,
            .nobodyOnDuty, .nobodyFreeNow, .nobodyYet, .emergencyOffer, .letterOffer, .letterWrite,
            .letterBegin, .letterSend, .letterSent, .letterAnswers, .codeGiven, .codeAgain,
            .codeUnknown, .codeSame, .codeOther, .codeLast, .codeGone, .codeClosed, .codeWaitSame,
            .codeWaitOther, .codeWaitsSame, .codeSameHere, .codeForgotten, .codeNone, .restored,
            .unreachable, .reachable, .lobbyTopic, .lobbyDecline, .lobbyWelcome, .lobbyCarry,
            .lobbyElsewhere, .lobbyChoose, .lobbySkip, .lobbySkipWord, .lobbyLetterSend,
            .lobbyTooLong, .lobbyTooMany, .lobbyOver, .lobbyOnlyText, .lobbyHelp, .lobbyCodeHow,
            .lobbyCodeStays, .lobbyMeant, .lobbyNotKept, .lobbyAnswerChanged, .lobbyAnswerStays,
            .lobbyDeclineAgain, .lobbyChooseInstead, .lobbyLetGo, .lobbyEmptied:
            true
        case .nameless, .noticeWaiting, .noticeHow, .noticeTaken, .noticeEnded, .noticeLeft,
            .noticeClosed, .noticeMarks, .noticeKept, .noticeRing, .noticeRingLetter, .alert,
            .alreadyTaken, .nobodyWaits, .waitingList, .waitingLetters, .waitingListEmpty,
            .unknownCommand, .staffHelp, .roomHelp, .roomOpened, .roomVisitorLeft, .roomClosed,
            .roomOver, .roomLineFailed, .roomLineDamaged, .roomEncrypted, .roomTakenAway,
            .staffRoomChanged, .staffRoomLost, .roomMark, .roomSilence, .roomTalkLength,
            .roomClosingSoon, .readyAnswers, .readyAnswersNone, .readyAnswerSent,
            .readyAnswerUnknown, .readyAnswerEmpty, .reloaded, .reloadRefused, .onlyText,
            .roomImageNotHere, .roomImageKind, .roomImageTooLarge, .roomImageLost, .hoursUnreadable,
            .meantCommand, .commandHow, .adminsOnly, .noticeWrites, .waitingGivenBack,
            .waitingReturning, .waitingLong, .roomNameEnded, .waitingAhead, .claimOffDuty,
            .claimTooMany, .dutyOn, .dutyOff, .dutyOffTalks, .dutyList, .doorIsOpen, .doorIsClosed,
            .doorClosed, .doorOpened, .doorAsHours, .heldList, .heldNone, .nobodyHeld,
            .nobodyCalled, .callHandOver, .callReadAlong, .alarm, .alertNobodyOnDuty,
            .alertGivenBack, .alertHeld, .alertReturned, .alertLetter, .letterUnanswered,
            .markAlarm, .markReturning, .markLobby, .alertLobbyCrowd, .alertLobbyAlias,
            .alertLobbyReplaced, .alertLobbyGone, .noticeLetter, .noticeHeld, .noticeReaders,
            .roomStranger, .alertStranger, .roomReadsAlong, .roomLetter, .roomLetterOnly,
            .roomGivenBack, .roomUnclaimed, .roomHandOver, .roomTakenOver, .roomNotAsked,
            .roomInvited, .roomHeld, .roomPatient, .roomHeavy, .roomPaused, .roomAlarmSteps,
            .roomCodeGiven, .roomReferrals, .roomReferralUnknown, .roomVisitorAway,
            .roomVisitorBack, .roomRestored, .staffRestored, .roomLost, .retried, .retriedNone,
            .lineLate, .nightReport, .misspeltCommand, .timePassed, .commandOfStaffRoom,
            .commandOfRoom, .roomCodeTakenBack, .roomCodeNone, .roomNamesAccount, .markAwaits,
            .awaitsOther:
            false
        }
    }

    /// It is what stands between somebody who needs help and a closed door, so it says whom to
    /// call.
    var needsEmergencyNumber: Bool {
        [
            .arrival, .closed, .closedUnknown, .full, .referredNobody, .nobodyBeforeClosing,
            .tooLate, .placeKept,
            .givenBack, .nobodyOnDuty, .nobodyFreeNow, .nobodyYet, .emergencyOffer, .letterBegin,
            .lobbyTopic, .lobbyOver, .lobbyHelp, .lobbyLetGo, .unreachable,
        ].contains(self)
    }
}

extension PageWord {
    /// What the page itself fills in.
    var placeholders: [String] {
        switch self {
        case .closedUntil: ["when"]
        case .statusPlace: ["place"]
        case .statusTalking, .typing, .spokenHere, .simpleHint, .imageAlt, .waitOver: ["name"]
        case .charactersLeft, .charactersOver, .slowedAgain: ["count"]
        case .waitBack: ["count", "name"]
        case .exit, .exitWhenCovered, .cover, .uncover, .emergency, .emergencyPhone, .open, .closed,
            .arrivalTitle, .helplinesTitle, .openNow, .start, .startRefused, .safetyTitle,
            .exitHint, .coverHint, .historyHint, .privacy, .forgotten, .forgottenUnsent, .logLabel,
            .you, .bot, .person, .choicesLabel, .skip, .lineLabel, .send, .newest, .sending, .sent,
            .lineTooLong, .lineOver, .lineRefused, .connecting, .reconnecting, .notYetSent,
            .statusIntake, .statusWaiting, .statusNext, .statusKept, .end, .endAsk, .endConfirm,
            .endCancel, .ending, .endedTitle, .endedText, .leave, .again, .coverTitle, .language,
            .languagesLabel, .inFr, .inNl, .inEn, .inDe, .elsewhere, .offline, .deviceHint,
            .sentUnread, .sentPerson, .sentRead, .lineChanged, .lineWithdrawn, .returnTitle,
            .returnAsk, .returnYes, .returnNo, .safeTitle, .safeText, .safeLabel, .safeCovers,
            .safeEnds, .safeKeep, .safeKept, .safeNone, .calmTitle, .calmText, .calmPlace,
            .breatheStart, .breatheStop, .breatheIn, .breatheOut, .simpleStart, .embedOpen,
            .embedClose, .startClosed, .statusWriting, .statusLetter, .codeTitle, .codeLabel,
            .codeSend, .codeWrong, .codeForget, .codeForgetHint, .slowed, .working, .erase,
            .eraseAsk, .eraseText, .eraseConfirm, .eraseCancel, .erasing, .erasingAgain, .erased,
            .eraseFailed, .detailsPhone, .detailsMail, .detailsStreet, .detailsAccount, .detailsAsk,
            .detailsHint, .detailsSend, .detailsChange, .imageComing, .imageLost:
            []
        }
    }

    /// It stands at the top of every screen, and is what a touch dials.
    var needsEmergencyNumber: Bool { self == .emergency || self == .emergencyPhone }
}
