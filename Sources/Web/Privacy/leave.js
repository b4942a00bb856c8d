"use strict";

// Whoever leaves from here has come from the chat: what its page keeps in this tab goes too, and
// the server is told. Without scripts nothing is kept, and the link leads away by itself.
const forget = () => {
    for (const [key, text] of Object.entries(sessionStorage)) {
        const { token, erasing } = JSON.parse(text);
        if (!key.startsWith("page:") || !token) continue;
        const wish = erasing ? "erase=1" : "forget=1";
        fetch(`/${key.slice("page:".length)}/talk?${wish}`, {
            method: "DELETE",
            headers: { Authorization: `Bearer ${token}` },
            keepalive: true,
            cache: "no-store",
            credentials: "omit",
            referrerPolicy: "no-referrer",
        }).catch(() => {});
    }
};

const exit = document.querySelector("a.exit");
exit.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    try {
        forget();
    } catch { /* Not ours, or refused: then it only goes. */ }
    try {
        sessionStorage.clear();
    } catch { /* Refused: then nothing was kept either. */ }
    location.replace(exit.href);
});
