// MARK: Away, and back

// Whoever comes back after a while may not be alone, or may be somebody else: the talk is shown
// again only when she says that it is safe. It goes on behind that question and loses nothing.
let isAway = false;

/** Whether the talk itself stands before somebody's eyes: not a cover, not a question. */
const isLookedAt = () => !isAway && !kept.covered && document.visibilityState === "visible";

/** Notes that somebody was here just now. */
function noteSeen() {
    if (visit && isLookedAt()) keep({ seenAt: Date.now() });
}

/** The counsellor learns that her line stands on a page that somebody looks at. */
function tellSeen(here) {
    if (!isLookedAt() || !here.personSeq || here.personSeq === here.toldSeq) return;
    here.toldSeq = here.personSeq;
    // A word of courtesy: should it be lost, the next one will do.
    fetch(base + "/talk/seen", request("PUT", { seq: here.personSeq })).catch(() => {});
}

/** The image of a line stands there now, and with it the line. */
function tellShown(here, seq) {
    if (!isLookedAt()) return;
    if (seq === here.personSeq) return tellSeen(here);
    fetch(base + "/talk/seen", request("PUT", { seq })).catch(() => {});
}

/** Asks, if the last look was long ago. */
function askIfAway() {
    if (!kept.token || isAway || leaving || kept.erasing) return;
    if (Date.now() - kept.seenAt <= limits.awayMillisecondsMax) return noteSeen();
    isAway = true;
    if (!visit) return;
    show();
    byId("back-title").focus({ preventScroll: true });
}

function comeBack() {
    isAway = false;
    noteSeen();
    if (visit) tellSeen(visit);
    show();
    scrollToEnd();
    log.focus({ preventScroll: true });
}

/** Behind the cover nothing was seen; after a long time there, she is asked as after an absence. */
function lookAgain() {
    if (!visit) return;
    askIfAway();
    if (isAway) return byId("back-title").focus({ preventScroll: true });
    tellSeen(visit);
}
