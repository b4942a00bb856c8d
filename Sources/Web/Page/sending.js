// MARK: Sending

/** Puts something said into the outbox; from here on only the server, or leaving, takes it out. */
function say(body, text) {
    const entry = { id: mint(16), body, text };
    keep({ outbox: [...kept.outbox, entry] });
    drawPending(entry);
    scrollToEnd();
    sendOutbox(visit);
}

/** One at a time and in order; the farewell too waits behind what was written before it. */
async function sendOutbox(here) {
    if (here.sending) return;
    here.sending = true;
    while (kept.outbox.length > 0) {
        const entry = kept.outbox[0];
        const meaning = entry.ending
            ? await callUntilAnswered(here, "DELETE", "/talk")
            : await callUntilAnswered(here, "PUT", `/talk/lines/${entry.id}`, entry.body);
        if (meaning === "gone") return;
        if (meaning === "forgotten" && !entry.ending) return talkWasForgotten();
        keep({ outbox: kept.outbox.slice(1) });
        if (entry.ending) hearEnded(here);
        else settle(here, entry, meaning);
    }
    here.sending = false;
    showStatus();
}

/** The server has decided about a line: recorded for ever, or refused for good. */
function settle(here, entry, meaning) {
    const bubble = bubbleOfLine(entry.id);
    if (meaning === "done") return bubble && markSent(bubble);
    if (here.answered === entry.body.question) here.answered = null;
    if (bubble) markRefused(bubble, entry.body.code ? "wrongCode" : meaning);
    const line = byId("line");
    if (meaning !== "over" && entry.body.text && line.value === "") {
        line.value = entry.text;
        keep({ draft: entry.text });
    }
    show();
}

function sendLine() {
    const line = byId("line");
    const text = line.value.trim();
    if (!visit || text === "" || charactersLeft() < 0) return;
    const isSafe = isSafeWord(text);
    if (!isSafe && mustAskAbout(text)) return;
    line.value = "";
    keep({ draft: "" });
    stopTyping.now();
    if (isSafe) return heedSafeWord();
    say({ text }, text);
    showStatus();
}

/** Sends what still stands in the field; false when she must look at it first. */
function isFieldSent() {
    sendLine();
    return byId("line").value.trim() === "" && !kept.covered && !leaving;
}

/** A code is shown nowhere but where she types it. */
function sayCode() {
    const code = byId("code-field").value.trim();
    if (!visit || code === "") return;
    byId("code-field").value = "";
    byId("code").open = false;
    say({ code }, word("codeTitle"));
    log.focus({ preventScroll: true });
}

/** What she had is good for nothing as soon as this has arrived; the bot says so. */
function forgetCode() {
    byId("code-own").open = false;
    keep({ outbox: [...kept.outbox, { id: mint(16), body: { forget: "code" }, text: "" }] });
    sendOutbox(visit);
    log.focus({ preventScroll: true });
}

function answer(question, choice) {
    if (!visit || visit.answered === question.id) return;
    // A letter is all that she wrote, also what still stands in the field.
    if (question.id === "letter" && choice?.id === "send" && !isFieldSent()) return;
    visit.answered = question.id;
    if (choice) say({ question: question.id, choice: choice.id }, choice.label);
    else say({ question: question.id, skip: true }, word("skip"));
    show();
    // The pressed button is gone; the keyboard's place must not go with it.
    byId("log").focus({ preventScroll: true });
}

function endTalk() {
    if (!visit) return;
    keep({ outbox: [...kept.outbox, { id: mint(16), ending: true }] });
    openEndQuestion(false);
    sendOutbox(visit);
    show();
}

const charactersLeft = () => welcome.lineCharactersMax - [...byId("line").value].length;
const isEnding = () => kept.outbox.some((entry) => entry.ending);
