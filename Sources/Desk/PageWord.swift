/// The words of the visitor's page itself, by what they are for.
///
/// The raw value is the key under `page:` in `texts.*.yaml`, and the page's own name for it.
public enum PageWord: String, Sendable, Hashable, CaseIterable {
    /// The page names them; see its source for where each stands.
    case exit, exitWhenCovered, cover, uncover, emergency, emergencyPhone, open, closed,
        closedUntil, arrivalTitle, helplinesTitle, openNow, start, startRefused, safetyTitle,
        exitHint, coverHint, historyHint, forgotten, forgottenUnsent, logLabel, you, bot, person,
        choicesLabel, skip, lineLabel, send, newest, sending, sent, lineTooLong, lineOver,
        lineRefused, connecting, reconnecting, notYetSent, statusIntake, statusWaiting,
        statusNext, statusPlace, statusKept, statusTalking, typing, charactersLeft,
        charactersOver, end, endAsk, endConfirm, endCancel, ending, endedTitle, endedText, leave,
        again, coverTitle
}
