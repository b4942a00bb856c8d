// MARK: Beginning

/** Whoever has left from the page about what is kept, and goes back, does not come here. */
function staysAway() {
    let hasLeft = false;
    try {
        hasLeft = sessionStorage.getItem("left") !== null;
        sessionStorage.removeItem("left");
    } catch { /* Refused: then nothing tells. */ }
    const [arrival] = performance.getEntriesByType("navigation");
    return hasLeft && arrival?.type === "back_forward";
}

function listenToThePage() {
    const press = (id, action) => byId(id).addEventListener("click", action);
    press("start", startTalk);
    press("start-closed", startTalk);
    byId("code-form").addEventListener("submit", (event) => {
        event.preventDefault();
        sayCode();
    });
    press("code-forget", forgetCode);
    press("exit", exitNow);
    press("exit-first", (event) => {
        event.preventDefault();
        exitNow();
    });
    press("leave", exitNow);
    press("again", startOver);
    press("cover", () => setCovered(!kept.covered));
    press("end", () => {
        openEndQuestion(byId("end-ask").hidden);
        if (!byId("end-ask").hidden) byId("end-cancel").focus();
    });
    press("end-cancel", () => {
        openEndQuestion(false);
        byId("end").focus();
    });
    press("end-confirm", () => {
        endTalk();
        log.focus({ preventScroll: true });
    });
    press("newest", scrollToEnd);
    press("erase", () => askToErase(true));
    press("erase-ended", () => askToErase(true));
    press("erase-no", () => askToErase(false));
    press("erase-yes", eraseTalk);
    press("back-yes", comeBack);
    press("back-no", () => setCovered(true));
    press("breathe", () => breathe(!breath.isOn));
    byId("safe").addEventListener("submit", (event) => {
        event.preventDefault();
        keepSafeWord();
    });
}

function listenToTheLine() {
    const line = byId("line");
    line.addEventListener("input", lineChanged);
    line.addEventListener("keydown", (event) => {
        // While a word is being composed (accents, Japanese) Enter belongs to the keyboard.
        const isComposing = event.isComposing || event.keyCode === 229;
        if (event.key !== "Enter" || event.shiftKey || isComposing) return;
        event.preventDefault();
        sendLine();
    });
    byId("compose").addEventListener("submit", (event) => {
        event.preventDefault();
        sendLine();
        if (byId("details-ask").hidden) line.focus();
    });
    byId("details-change").addEventListener("click", changeDetails);
    byId("details-send").addEventListener("click", sendDetails);
}

function listenToTheBrowser() {
    window.addEventListener("online", wakeUp);
    window.addEventListener("offline", showStatus);
    const look = () => {
        if (document.visibilityState !== "visible") return;
        askIfAway();
        wakeUp();
    };
    document.addEventListener("visibilitychange", look);
    // A page that the system froze. What it was reading goes on looking open and never says a word
    // again, and it may be awake long before anybody looks: https://wicg.github.io/page-lifecycle/
    document.addEventListener("resume", () => {
        look();
        wakeUp();
    });
    setInterval(noteSeen, limits.awayNotedEveryMilliseconds);
    window.addEventListener("pageshow", (event) => {
        if (!event.persisted) return;
        // Back from elsewhere after leaving: a fresh page, without overlay and without the past.
        if (leaving) return location.reload();
        askIfAway();
        wakeUp();
    });
    window.visualViewport?.addEventListener("resize", fitToWhatIsSeen);
    window.visualViewport?.addEventListener("scroll", fitToWhatIsSeen);
    byId("app").addEventListener("scroll", () => {
        wasNearEnd = isNearEnd();
        if (wasNearEnd) byId("newest").hidden = true;
    });
    const stayAtEnd = new ResizeObserver(() => {
        if (visit && wasNearEnd) scrollToEnd();
    });
    // The keyboard changes the one, a longer status or a taller draft the other.
    stayAtEnd.observe(byId("app"));
    stayAtEnd.observe(byId("foot"));
}

function begin() {
    if (staysAway()) return exitNow();
    fillWords();
    drawLanguages();
    drawArrival();
    drawCover();
    setCovered(kept.covered);
    byId("exit-first").href = welcome.exitTo;
    byId("bar").hidden = false;
    listenToThePage();
    listenToTheLine();
    listenToTheKeyboard(exitNow, () => setCovered(!kept.covered));
    listenToTheBrowser();
    fitToWhatIsSeen();
    root.lang = pageLanguage;
    breathe(false);
    askIfAway();
    if (kept.erasing) goOnErasing();
    else if (kept.token) enterTalk();
    else show();
    byId("plain").remove();
}

begin();
