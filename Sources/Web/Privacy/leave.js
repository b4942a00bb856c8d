"use strict";

// Whoever leaves from here has come from the chat: what its page keeps in this tab goes too, and
// the server is told. Without scripts nothing is kept, and the link leads away by itself.
const exit = document.querySelector("a.exit");
const covered = document.getElementById("covered");

function leave() {
    document.body.hidden = true;
    forgetTab({});
    location.replace(exit.href);
}

exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
});
listenToTheKeyboard(leave, () => { covered.checked = !covered.checked; });
