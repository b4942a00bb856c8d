// MARK: Saying that we type

let typingSaidAt = -Infinity;
let isTypingSaid = false;

function lineChanged() {
    closeDetailsQuestion();
    keep({ draft: byId("line").value });
    showStatus();
    if (byId("line").value.trim() === "") return stopTyping.now();
    const now = performance.now();
    if (now - typingSaidAt >= limits.typingEveryMilliseconds) {
        typingSaidAt = now;
        sayTyping(true);
    }
    stopTyping.soon();
}

/** A courtesy: never repeated, never waited for, and its failure concerns nobody. */
function sayTyping(typing) {
    isTypingSaid = typing;
    if (!visit || !kept.arrived) return;
    fetch(`${base}/talk/typing`, request("PUT", { typing })).catch(() => {});
}

const stopTyping = {
    timer: 0,
    soon() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.now(), limits.typingStopsMilliseconds);
    },
    now() {
        this.cancel();
        if (isTypingSaid) sayTyping(false);
    },
    cancel() {
        clearTimeout(this.timer);
        typingSaidAt = -Infinity;
    },
};
