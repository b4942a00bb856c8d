// MARK: The transcript

const log = byId("log");
const bubbleOfLine = (id) => [...log.children].find((bubble) => bubble.dataset.line === id);

function makeBubble(from, name, text) {
    const bubble = make("div", "bubble");
    bubble.dataset.from = from;
    const spoken = make("p", "text");
    spoken.dir = "auto";
    fillSpoken(spoken, from, text);
    bubble.append(make("p", "who", name), spoken, make("p", "foot"));
    return bubble;
}

/** What the service says may hold addresses worth following; what the visitor wrote stays plain. */
function fillSpoken(element, from, text) {
    const address = /(https:\/\/[^\s<>"]*[^\s<>".,;:!?)»])/;
    // No mark of a quotation alone at the beginning of a line, or at its end.
    const held = text.replace(/« /g, "«\u00a0").replace(/ »/g, "\u00a0»");
    const pieces = from === "visitor" ? [text] : held.split(address);
    const isAddress = (index) => index % 2 === 1;
    element.replaceChildren(
        ...pieces.map((piece, index) => isAddress(index) ? makeLink(piece, piece) : piece));
}

function drawPending(entry) {
    if (entry.ending || entry.body.forget) return;
    const bubble = makeBubble("visitor", nameOf("visitor"), entry.text);
    bubble.dataset.line = entry.id;
    bubble.dataset.pending = "";
    setFoot(bubble, word("sending"));
    log.append(bubble);
}

const bubbleAt = (seq) => [...log.children].find((bubble) => bubble.dataset.seq === String(seq));

/** A counsellor has changed a line, or taken it back: the bubble that stands there says so. */
function showChange(bubble, line) {
    const withdrawn = line.change === "withdrawn";
    if (withdrawn) removeImage(bubble);
    const text = withdrawn ? word("lineWithdrawn") : line.text;
    fillSpoken(bubble.querySelector(".text"), line.from, text);
    if (bubble.querySelector("img")) describe(bubble);
    setFoot(bubble, withdrawn ? "" : word("lineChanged"));
}

/** Puts a line at its place: after all that has a number, before what is still on its way. */
function drawLine(line) {
    const isOwn = line.from === "visitor";
    const known = isOwn && line.id ? bubbleOfLine(line.id) : undefined;
    const bubble = known ?? makeBubble(line.from, line.name || nameOf(line.from), line.text);
    bubble.dataset.seq = line.seq;
    bubble.dataset.at = line.at ?? "";
    if (isOwn) markSent(bubble);
    else if (line.change) showChange(bubble, line);
    else setFoot(bubble, "");
    const firstWaiting = log.querySelector(".bubble:not([data-seq], [data-refused])");
    // A bubble that stands right is not touched: moving it would make a screen reader say it again.
    const standsRight = bubble.isConnected && bubble.nextElementSibling === firstWaiting;
    if (!standsRight) log.insertBefore(bubble, firstWaiting);
    if (line.image) showImage(visit, bubble, line, line.seq);
}

const nameOf = (from) => word({ visitor: "you", bot: "bot", person: "person" }[from]);

/** Only the last of her lines says how far it came: those before it have come as far. */
function markSent(bubble) {
    delete bubble.dataset.pending;
    const before = visit.lastOwn;
    if (before && before !== bubble && before.isConnected && !before.dataset.refused) {
        setFoot(before, "");
    }
    visit.lastOwn = bubble;
    showMark();
}

/** Recorded; waiting for a person; with a person; and read, once that person has seen it or answered. */
function showMark() {
    const bubble = visit.lastOwn;
    if (!bubble?.isConnected) return;
    const seq = Number(bubble.dataset.seq ?? Infinity);
    const marks = { waiting: "sentUnread", kept: "sentUnread", talking: "sentPerson" };
    const isRead = seq < visit.personSeq || seq <= (visit.state.readTo ?? 0);
    const mark = isRead ? "sentRead" : marks[visit.state.stage] ?? "sent";
    setFoot(bubble, word(mark));
}

function markRefused(bubble, meaning) {
    delete bubble.dataset.pending;
    bubble.dataset.refused = meaning;
    const keys = {
        tooLong: "lineTooLong", over: "lineOver", refused: "lineRefused", wrongCode: "codeWrong",
    };
    setFoot(bubble, word(keys[meaning]));
}

function setFoot(bubble, mark) {
    setText(bubble.lastElementChild, [bubble.dataset.at, mark].filter(Boolean).join(" · "));
}

/** Nobody is pulled away from what she is reading: only who is at the end is kept there. */
function isNearEnd() {
    const app = byId("app");
    return app.scrollHeight - app.scrollTop - app.clientHeight < limits.nearEndPixels;
}

function scrollToEnd() {
    byId("app").scrollTop = byId("app").scrollHeight;
    byId("newest").hidden = true;
    wasNearEnd = true;
}
