// MARK: The talk's life

function newVisit() {
    return {
        gone: false,
        call: null,
        stream: null,
        streamSince: 0,
        hurry: false,
        sleepers: new Set(),
        connected: false,
        failures: 0,
        struggling: false,
        slowed: false,
        puzzle: null,
        isWorking: false,
        sending: false,
        erasing: false,
        lastSeq: 0,
        state: { stage: "arriving", place: null, question: null, person: null, canWrite: false },
        answered: null,
        drawnQuestion: "",
        personTyping: false,
        typingTimer: 0,
        language: null,
        lastOwn: null,
        wantsSent: new Set(),
        personSeq: 0,
    };
}

function startTalk() {
    if (visit || leaving) return;
    keep({ token: mint(32), arrived: false, outbox: [], draft: "", seenAt: Date.now() });
    enterTalk();
    byId("log").focus({ preventScroll: true });
}

/** Begins a talk or, after a reload, goes on with it. */
async function enterTalk() {
    const here = newVisit();
    visit = here;
    for (const entry of kept.outbox) drawPending(entry);
    byId("line").value = kept.draft;
    show();
    scrollToEnd();
    if (!kept.arrived) {
        const meaning = await arrive(here);
        if (meaning === "gone") return;
        if (meaning !== "done") return forgetTalk(word("startRefused"));
        keep({ arrived: true });
    }
    listen(here);
    sendOutbox(here);
}

/** Stops the loops of a talk; whatever they still get back is dropped. */
function abandon(here) {
    here.gone = true;
    here.stream?.abort();
    here.call?.abort();
    for (const rise of [...here.sleepers]) rise();
    stopTyping.cancel();
}

function forgetTalk(notice) {
    if (visit) abandon(visit);
    visit = null;
    const { covered, language } = kept;
    forgetKept();
    keep({ covered, language });
    isAway = false;
    isEraseAsked = false;
    byId("log").replaceChildren();
    byId("line").value = "";
    show();
    setText(byId("notice"), notice);
    byId("notice").hidden = notice === "";
    byId("app").scrollTop = 0;
}

/** The server no longer knows this talk. What had not left yet is lost, and that is said. */
function talkWasForgotten() {
    const lost = kept.draft !== "" || kept.outbox.some((entry) => !entry.ending);
    const wasHere = byId("talk").contains(document.activeElement);
    forgetTalk(word(lost ? "forgottenUnsent" : "forgotten"));
    if (wasHere) byId("notice").focus({ preventScroll: true });
}

function startOver() {
    forgetAt(welcome.bot, kept);
    forgetTalk("");
    byId("start").focus();
}
