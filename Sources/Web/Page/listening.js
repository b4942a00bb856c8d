// MARK: Listening

/** Keeps the stream open until the talk is left, forgotten, or over and wholly read. */
async function listen(here) {
    while (!here.gone) {
        const openedAt = performance.now();
        const meaning = await listenOnce(here);
        if (here.gone) return;
        if (meaning === "over") hearEnded(here);
        // Nothing more will come; the goodbye stays on the screen even once the server forgot it.
        if (here.state.stage === "ended" && meaning !== "again") return;
        if (meaning === "forgotten") return talkWasForgotten();
        // A stream that held for a while was good; one that closes at once is not hammered.
        const held = performance.now() - openedAt > limits.retryMillisecondsMax;
        here.failures = held ? 0 : here.failures + 1;
        showStatus();
        if (here.hurry) here.failures = 0;
        else await nap(here, retryDelay(Math.max(here.failures - 1, 0)));
        here.hurry = false;
    }
}

async function listenOnce(here) {
    const stream = new AbortController();
    here.stream = stream;
    here.streamSince = performance.now();
    const watch = makeWatch(() => stream.abort());
    watch.expectWithin(limits.callMillisecondsMax);
    try {
        const asked = request("GET", undefined, stream.signal);
        asked.headers.Accept = "text/event-stream";
        if (here.lastSeq > 0) asked.headers["Last-Event-ID"] = String(here.lastSeq);
        const response = await fetch(`${base}/talk/stream`, asked);
        if (!response.ok) return verdict(response.status);
        hearConnected(here);
        await readEvents(here, response.body.getReader(), watch);
        return "done";
    } catch {
        return "again";
    } finally {
        watch.stop();
        stream.abort();
        here.connected = false;
    }
}

async function readEvents(here, reader, watch) {
    const decoder = new TextDecoder();
    const cut = makeEventCutter((event) => hear(here, event));
    for (;;) {
        watch.expectWithin(limits.silenceMillisecondsMax);
        const { done, value } = await reader.read();
        if (done || here.gone) return;
        cut(decoder.decode(value, { stream: true }));
    }
}

function makeWatch(onSilence) {
    let timer = 0;
    const stop = () => clearTimeout(timer);
    const expectWithin = (milliseconds) => {
        stop();
        timer = setTimeout(onSilence, milliseconds);
    };
    return { expectWithin, stop };
}

/**
 * Cuts the text of an event stream into events; what is not yet whole waits for the next piece.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
function makeEventCutter(onEvent) {
    let rest = "";
    let event = { name: "", data: [] };
    const takeLine = (line) => {
        if (line === "") {
            if (event.data.length > 0) onEvent({ name: event.name, data: event.data.join("\n") });
            event = { name: "", data: [] };
            return;
        }
        const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line);
        if (field === "event") event.name = value;
        if (field === "data") event.data.push(value);
    };
    return (text) => {
        // A carriage return at the very end may be half of a pair: it is left for the next piece.
        const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
        rest = lines.pop();
        if (rest.length > limits.streamCharactersMax) throw new RangeError("an event without end");
        lines.forEach(takeLine);
    };
}

function hear(here, { name, data }) {
    const value = JSON.parse(data);
    if (name === "line") hearLine(here, value);
    if (name === "state") hearState(here, value);
    if (name === "typing") hearTyping(here, value.typing);
}

function hearConnected(here) {
    here.connected = true;
    here.personTyping = false;
    // The state that follows is the truth; our guess of what is already answered is not.
    here.answered = null;
    showStatus();
}

function hearLine(here, line) {
    if (line.seq <= here.lastSeq) return;
    here.lastSeq = line.seq;
    if (line.of) {
        const bubble = bubbleAt(line.of);
        if (bubble && line.change) showChange(bubble, line);
        if (bubble && line.image) showImage(here, bubble, line, line.of);
        return;
    }
    if (line.from === "person") {
        here.personTyping = false;
        here.personSeq = line.seq;
        // An image is seen when it stands there.
        if (!line.image) tellSeen(here);
    }
    const follow = isNearEnd();
    drawLine(line);
    if (follow) scrollToEnd();
    else if (line.from !== "visitor") byId("newest").hidden = false;
    showStatus();
}

function hearState(here, state) {
    if (state.question?.id !== here.answered) here.answered = null;
    here.state = state;
    followTalk(here, state.language);
    const follow = isNearEnd();
    show();
    if (follow) scrollToEnd();
}

/** An answer already says that the talk is over; the stream may take longer to. */
function hearEnded(here) {
    hearState(here, { ...here.state, stage: "ended", question: null, canWrite: false });
}

/** The end of typing may never come, when a server dies meanwhile; it is not believed for long. */
function hearTyping(here, typing) {
    clearTimeout(here.typingTimer);
    here.personTyping = typing;
    if (typing) {
        // Whoever answers has read what stands there.
        here.personSeq = here.lastSeq;
        const expire = () => hearTyping(here, false);
        here.typingTimer = setTimeout(expire, limits.typingMillisecondsMax);
    }
    showStatus();
}

/** The phone woke or the network came back: a stream that looks open may be long dead. */
function wakeUp() {
    const here = visit;
    if (!here) return;
    for (const rise of [...here.sleepers]) rise();
    // Waking fires several of our signals at once; they are worth one new stream.
    const isOpen = here.stream !== null && !here.stream.signal.aborted;
    const isYoung = performance.now() - here.streamSince < limits.reconnectMillisecondsMin;
    if (!isOpen || isYoung) return;
    here.hurry = true;
    here.stream.abort();
}
