// MARK: Erasing everything

let isEraseAsked = false;

/** One question, on a screen of its own: what it means must be read before it is done. */
function askToErase(asked) {
    isEraseAsked = asked;
    fillLines(byId("erase-lines"), word("eraseText").split("\n"));
    byId("end-ask").hidden = true;
    byId("end").setAttribute("aria-expanded", "false");
    show();
    if (asked) return byId("erase-title").focus({ preventScroll: true });
    scrollToEnd();
    (visit.state.stage === "ended" ? byId("ended-title") : log).focus({ preventScroll: true });
}

/** What is before her eyes goes at once, and what she had not sent yet with it. */
function eraseTalk() {
    abandon(visit);
    keep({ erasing: true, outbox: [], draft: "" });
    log.replaceChildren();
    byId("line").value = "";
    goOnErasing();
    byId("notice").focus({ preventScroll: true });
}

/** It is said to be done once the server has said so; until then the tab keeps what it needs. */
async function goOnErasing() {
    const here = newVisit();
    here.erasing = true;
    visit = here;
    isEraseAsked = false;
    drawArrival();
    show();
    showStatus();
    const meaning = await callUntilAnswered(here, "DELETE", "/talk?erase=1");
    if (meaning === "gone") return;
    forgetTalk(word(meaning === "done" ? "erased" : "forgotten"));
    drawArrival();
}

function showErasing(here) {
    byId("notice").hidden = false;
    const isStuck = here.struggling || !navigator.onLine;
    setText(byId("notice"), word(isStuck ? "erasingAgain" : "erasing"));
}
