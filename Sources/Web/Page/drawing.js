// MARK: Drawing what is true

function show() {
    const isTalk = visit !== null && !visit.erasing;
    byId("arrival").hidden = isTalk;
    byId("back").hidden = !isAway;
    byId("erase-ask").hidden = !isEraseAsked || isAway;
    byId("talk").hidden = !isTalk || isAway || isEraseAsked;
    if (!isTalk) return;
    const ended = visit.state.stage === "ended";
    const canWrite = visit.state.canWrite && !isEnding() && byId("end-ask").hidden;
    byId("ended").hidden = !ended;
    byId("strip").hidden = ended;
    byId("end").hidden = isEnding();
    hideWithoutLosingPlace(byId("foot"), ended, byId("ended-title"));
    hideWithoutLosingPlace(byId("compose"), !canWrite, log);
    if (!canWrite) closeDetailsQuestion();
    showQuestion();
    byId("code").hidden = isEnding()
        || !["intake", "waiting", "closed"].includes(visit.state.stage);
    hideWithoutLosingPlace(byId("code-own"), !visit.state.hasCode || isEnding(), log);
    showStatus();
}

/** Focus stays where it is, unless that place goes away: then it moves to what took its place. */
function hideWithoutLosingPlace(element, hidden, next) {
    const hadFocus = element.contains(document.activeElement);
    element.hidden = hidden;
    if (hidden && hadFocus) next.focus({ preventScroll: true });
}

function showQuestion() {
    const asked = visit.state.question;
    const answeredHere = asked && (asked.id === visit.answered
        || kept.outbox.some((entry) => entry.body?.question === asked.id));
    const question = answeredHere || isEnding() ? null : asked;
    byId("line").inputMode = question?.kind === "postal" ? "numeric" : "text";
    // Drawn again only when it differs: a button must not vanish under a finger.
    const drawn = JSON.stringify([question, visit.state.door]);
    if (visit.drawnQuestion === drawn) return;
    visit.drawnQuestion = drawn;
    const buttons = question ? makeAnswers(question) : [];
    byId("choices").dataset.kind = question?.kind ?? "";
    byId("choices").replaceChildren(...buttons);
    byId("choices").hidden = buttons.length === 0;
}

function makeAnswers(question) {
    const buttons = (question.choices ?? []).map((choice) => {
        const button = makeButton(choice.label, () => answer(question, choice));
        button.dataset.choice = choice.id;
        return button;
    });
    const { door } = visit.state;
    if (door) {
        const link = makeLink(`/${door.path}`, door.label);
        buttons.unshift(link);
    }
    if (question.skip) {
        const skip = makeButton(word("skip"), () => answer(question, null));
        skip.id = "skip";
        buttons.push(skip);
    }
    return buttons;
}

function makeButton(text, onPress) {
    const button = make("button", "", text);
    button.type = "button";
    button.addEventListener("click", onPress);
    return button;
}

function showStatus() {
    if (!visit) return;
    if (visit.erasing) return showErasing(visit);
    setText(byId("status-connection"), connectionWords(visit));
    setText(byId("status-stage"), stageWords(visit.state));
    setText(byId("status-now"), nowWords(visit));
    showMark();
    showCalm();
}

function connectionWords(here) {
    // Very many come at once: the page waits for its turn, and nothing is wrong with the line.
    if (here.slowed && !kept.arrived) return `${word("slowed")} ${word("emergency")}`;
    if (here.isWorking) return `${word("working")} ${word("emergency")}`;
    if (here.connected && (!here.struggling || here.slowed)) return "";
    if (!navigator.onLine) return word("offline");
    // One failure is an everyday hiccup and mended before it could be read.
    if (here.failures > 1 || here.struggling) return word("reconnecting");
    return here.lastSeq === 0 ? word("connecting") : "";
}

function stageWords({ stage, place, person }) {
    switch (stage) {
    case "intake": return word("statusIntake");
    case "waiting": return waitingWords(place);
    case "kept": return word("statusKept");
    case "writing": return word("statusWriting");
    case "letter": return word("statusLetter");
    case "closed": return word("closed");
    case "talking": return word("statusTalking", { name: person || word("person") });
    default: return "";
    }
}

function waitingWords(place) {
    if (place === 1) return word("statusNext");
    return place ? word("statusPlace", { place }) : word("statusWaiting");
}

function nowWords(here) {
    const left = charactersLeft();
    if (left < 0) return word("charactersOver", { count: -left });
    if (left < limits.charactersLeftShown) return word("charactersLeft", { count: left });
    if (isEnding()) return word("ending");
    if (here.struggling && kept.outbox.length > 0) return word("notYetSent");
    return here.personTyping ? word("typing", { name: here.state.person || word("person") }) : "";
}

function openEndQuestion(open) {
    byId("end-ask").hidden = !open;
    byId("end").setAttribute("aria-expanded", String(open));
    show();
}
