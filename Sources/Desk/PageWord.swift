/// The words of the visitor's page itself, by what they are for.
///
/// The page brings all of them in every language (`Sources/Web/Words`). A bot may put its own in
/// their place: the raw value is the key under `page:` in `texts.*.yaml`.
public enum PageWord: String, Sendable, Hashable, CaseIterable {
    /// The page names them; see its source for where each stands.
    case exit, exitWhenCovered, cover, uncover, emergency, emergencyPhone, open, closed,
        closedUntil, arrivalTitle, helplinesTitle, openNow, start, startRefused, safetyTitle,
        exitHint, coverHint, historyHint, privacy, forgotten, forgottenUnsent, logLabel, you, bot,
        person, choicesLabel, skip, lineLabel, send, newest, sending, sent, lineTooLong,
        lineOver, lineRefused, connecting, reconnecting, notYetSent, statusIntake,
        statusWaiting, statusNext, statusPlace, statusTalking, typing, charactersLeft,
        charactersOver, end, endAsk, endConfirm, endCancel, ending, endedTitle, endedText,
        leave, again, coverTitle, language, languagesLabel, spokenHere, inFr, inNl, inEn, inDe,
        elsewhere, statusKept, offline, deviceHint, sentUnread, sentPerson, sentRead,
        returnTitle, returnAsk, returnYes, returnNo, safeTitle, safeText, safeLabel, safeCovers,
        safeEnds, safeKeep, safeKept, safeNone, calmTitle, calmText, calmPlace, breatheStart,
        breatheStop, breatheIn, breatheOut, simpleHint, simpleStart, embedOpen, embedClose,
        startClosed, statusWriting, statusLetter, codeTitle, codeLabel, codeSend, codeWrong,
        codeForget, codeForgetHint,
        lineChanged, lineWithdrawn, slowed, slowedAgain, working, waitBack, waitOver, erase,
        eraseAsk, eraseText, eraseConfirm, eraseCancel,
        erasing, erasingAgain, erased, eraseFailed, detailsPhone, detailsMail, detailsStreet,
        detailsAccount, detailsAsk, detailsHint, detailsSend, detailsChange
}
