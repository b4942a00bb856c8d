// MARK: What this tab remembers

// sessionStorage belongs to one tab and dies with it. Where it is refused, a reload forgets.
const keptUnder = `page:${welcome.bot}`;
const nothingKept = () => ({
    token: null, arrived: false, outbox: [], draft: "", covered: false, language: null,
    safeWord: null, seenAt: 0, erasing: false,
});
let kept = Object.assign(nothingKept(), readKept());

function readKept() {
    try {
        return JSON.parse(sessionStorage.getItem(keptUnder));
    } catch {
        return null;
    }
}

function keep(changes) {
    if (leaving) return;
    Object.assign(kept, changes);
    try {
        sessionStorage.setItem(keptUnder, JSON.stringify(kept));
    } catch { /* Refused or full: the talk goes on, only a reload would lose it. */ }
}

function forgetKept() {
    kept = nothingKept();
    try {
        sessionStorage.clear();
    } catch { /* Refused: then nothing was kept either. */ }
}

function mint(bytes) {
    const random = crypto.getRandomValues(new Uint8Array(bytes));
    const base64 = btoa(String.fromCharCode(...random));
    return base64.replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
