// MARK: Something calm while waiting

const breath = { timer: 0, isOn: false };

/** It stands in the talk itself, so nothing is left and no place is lost. */
function showCalm() {
    const isAtDoor = visit.slowed && !kept.arrived;
    const waits = (["waiting", "kept"].includes(visit.state.stage) || isAtDoor) && !isEnding();
    byId("calm").hidden = !waits;
    if (!waits && breath.isOn) breathe(false);
    const lines = word("calmText").split("\n");
    if (byId("calm-lines").children.length !== lines.length
        || byId("calm-lines").lang !== pageLanguage) {
        byId("calm-lines").lang = pageLanguage;
        fillLines(byId("calm-lines"), lines);
    }
}

/** In for four seconds, out for six; the words say it too, for who does not see or want motion. */
function breathe(on) {
    clearTimeout(breath.timer);
    breath.isOn = on;
    byId("breath").hidden = !on;
    byId("breathe").textContent = word(on ? "breatheStop" : "breatheStart");
    if (!on) return;
    breatheNext(true);
    byId("breath").scrollIntoView({ block: "nearest" });
}

function breatheNext(inwards) {
    byId("breath").classList.toggle("in", inwards);
    byId("breath-word").textContent = word(inwards ? "breatheIn" : "breatheOut");
    breath.timer = setTimeout(
        () => breatheNext(!inwards),
        inwards ? limits.breatheInMilliseconds : limits.breatheOutMilliseconds);
}
