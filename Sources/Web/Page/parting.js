// MARK: Parting

// On every page of ours with a script: what a tab keeps is forgotten, and Shift leads away.

/** Tells a door to drop a tab's secret. Not awaited: `keepalive` lets it outlive the page. */
function forgetAt(path, { token, erasing }) {
    if (!token) return;
    fetch(`/${path}/talk?${erasing ? "erase" : "forget"}=1`, {
        method: "DELETE",
        headers: { Authorization: `Bearer ${token}` },
        keepalive: true,
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
    }).catch(() => {});
}

/**
 * Forgets all that this tab keeps, also at the doors through which it went before this one.
 * `known` is what a page has in its memory: a tab that may keep nothing has it nowhere else.
 */
function forgetTab(known) {
    const kept = { ...known };
    try {
        for (const [key, text] of Object.entries(sessionStorage)) {
            if (key.startsWith("page:")) kept[key] = JSON.parse(text);
        }
    } catch { /* Refused: then nothing was kept either. */ }
    for (const key in kept) forgetAt(key.slice("page:".length), kept[key]);
    try {
        sessionStorage.clear();
    } catch { /* The same. */ }
}

/** A Shift that served a capital letter is not a press: only one let go alone counts. */
function makeExitPresses(leave) {
    const [pressesMin, millisecondsMax] = [3, 5000];
    let isAlone = false;
    let presses = [];
    const down = (event) => {
        if (event.repeat) return;
        isAlone = event.key === "Shift";
        if (!isAlone) presses = [];
    };
    const up = (event) => {
        if (event.key !== "Shift" || !isAlone) return;
        const now = performance.now();
        presses = [...presses.filter((at) => now - at < millisecondsMax), now];
        if (presses.length >= pressesMin) leave();
    };
    return { down, up };
}

/** Shift leads away and Escape covers, whatever has the focus. */
function listenToTheKeyboard(leave, cover) {
    const presses = makeExitPresses(leave);
    document.addEventListener("keyup", presses.up, true);
    document.addEventListener("keydown", (event) => {
        presses.down(event);
        if (event.key === "Escape" && !event.isComposing && !event.repeat) cover();
    }, true);
}
