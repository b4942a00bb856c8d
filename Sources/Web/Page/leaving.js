// MARK: Leaving in a hurry, and covering

/** The screen first, for it betrays first; and whatever else fails, away. */
function exitNow() {
    if (leaving) return;
    leaving = true;
    root.classList.add("left");
    try {
        if (visit) abandon(visit);
        forgetTab({ [keptUnder]: kept });
        log.replaceChildren();
        byId("line").value = "";
        forgetKept();
    } finally {
        goElsewhere();
    }
}

/** Inside another site's frame it is that site that must go: it is asked, and then left. */
function goElsewhere() {
    try {
        if (window.top !== window) {
            window.parent.postMessage({ exitTo: welcome.exitTo }, "*");
            window.top.location.replace(welcome.exitTo);
        }
    } catch { /* Not allowed: then at least the frame. */ }
    location.replace(welcome.exitTo);
}

// MARK: A word of her own

const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s\p{P}]+/gu, " ").trim();

const isSafeWord = (text) => kept.safeWord !== null && folded(text) === kept.safeWord.word;

/** It never leaves the tab: not even the server learns it. */
function heedSafeWord() {
    if (kept.safeWord.ends) exitNow();
    else setCovered(true);
}

function keepSafeWord() {
    const chosen = folded(byId("safe-word").value);
    const ends = byId("safe-ends").checked;
    const isGood = chosen.length >= limits.safeWordCharactersMin;
    keep({ safeWord: isGood ? { word: chosen, ends } : null });
    setText(byId("safe-done"), word(isGood ? "safeKept" : "safeNone"));
}

let focusBeforeCover = null;

/** The talk goes on behind the cover, but silently: screen readers skip what is `inert`. */
function setCovered(covered) {
    // The last look is that at which she covers.
    if (covered) noteSeen();
    keep({ covered });
    if (covered) focusBeforeCover = document.activeElement;
    root.classList.toggle("covered", covered);
    byId("app").inert = covered;
    byId("app").setAttribute("aria-hidden", String(covered));
    byId("cover-page").hidden = !covered;
    drawBar();
    if (covered) return;
    if (focusBeforeCover?.isConnected) focusBeforeCover.focus({ preventScroll: true });
    lookAgain();
}

function drawBar() {
    byId("cover").textContent = word(kept.covered ? "uncover" : "cover");
    byId("exit").textContent = word(kept.covered ? "exitWhenCovered" : "exit");
    byId("exit-first").textContent = byId("exit").textContent;
}

function drawCover() {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const tables = [6, 7, 8, 9].map((factor) => {
        const table = make("div", "");
        table.append(...numbers.map((n) => make("p", "", `${n} × ${factor} = ${n * factor}`)));
        return table;
    });
    byId("tables").replaceChildren(...tables);
}
