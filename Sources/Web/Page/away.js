// MARK: Away, and back

// Whoever comes back after a while may not be alone, or may be somebody else: the talk is shown
// again only when she says that it is safe. It goes on behind that question and loses nothing.
let isAway = false;

/** Notes that somebody was here just now. */
function noteSeen() {
    if (visit && !isAway && document.visibilityState === "visible") keep({ seenAt: Date.now() });
}

/** Asks, if the last look was long ago. */
function askIfAway() {
    if (!kept.token || isAway || leaving) return;
    if (Date.now() - kept.seenAt <= limits.awayMillisecondsMax) return noteSeen();
    isAway = true;
    if (!visit) return;
    show();
    byId("back-title").focus({ preventScroll: true });
}

function comeBack() {
    isAway = false;
    noteSeen();
    show();
    scrollToEnd();
    log.focus({ preventScroll: true });
}
