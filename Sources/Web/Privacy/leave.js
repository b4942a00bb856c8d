"use strict";

// Whoever leaves from here has come from the chat: what its page keeps in this tab goes too, and
// the server is told. Without scripts nothing is kept, and the link leads away by itself.
const exit = document.querySelector("a.exit");
const covered = document.getElementById("covered");

function leave() {
    document.body.hidden = true;
    forgetTab({});
    // The chat lies one step back: it must not open again with Back.
    try {
        sessionStorage.setItem("left", "");
    } catch { /* Refused: then only its first screen does. */ }
    location.replace(exit.href);
}

exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
});
listenToTheKeyboard(leave, () => { covered.checked = !covered.checked; });
