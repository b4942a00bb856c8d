// One line on an existing site gives a button, and behind it the visitor's page in a frame:
//
//     <script src="https://…/espace/embed.js" async></script>
//
// The site cannot read what is in the frame, and the frame asks only one thing of the site: to be
// gone, when its visitor presses the exit.
(() => {
    "use strict";
    const words = {{words}};
    const colours = {{colours}};
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const source = document.currentScript.src;
    const page = source.slice(0, source.lastIndexOf("/"));
    const dress = (element, style) => Object.assign(element.style, style);

    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.open;
    button.setAttribute("aria-expanded", "false");
    dress(button, {
        position: "fixed", insetBlockEnd: "1rem", insetInlineEnd: "1rem", zIndex: "2147483646",
        width: "auto", minHeight: "3rem", margin: "0", padding: "0.6rem 1.2rem",
        borderRadius: "1.5rem", cursor: "pointer", textTransform: "none",
        font: "600 1rem/1.5 system-ui, sans-serif", border: "2px solid",
    });

    const frame = document.createElement("iframe");
    frame.title = words.open;
    frame.referrerPolicy = "no-referrer";
    const isNarrow = () => window.innerWidth < 640;
    let isShown = false;
    const place = () => {
        dress(frame, {
            position: "fixed", zIndex: "2147483645", border: "0",
            insetInlineEnd: isNarrow() ? "0" : "1rem", insetBlockEnd: isNarrow() ? "0" : "5rem",
            width: isNarrow() ? "100%" : "26rem", maxHeight: "calc(100% - 6rem)",
            height: isNarrow() ? "calc(100% - 5rem)" : "44rem",
            borderRadius: isNarrow() ? "0" : "1rem",
            boxShadow: "0 0.5rem 2rem rgb(0 0 0 / 0.35)",
        });
        // The site's own style must not show again what she has closed.
        frame.style.setProperty("display", isShown ? "block" : "none", "important");
    };

    // The bot's own, in the scheme in which its page will be.
    const colour = () => {
        const { accent, onAccent, paper } = dark.matches ? colours.dark : colours.light;
        dress(button, { color: onAccent, background: accent, borderColor: onAccent });
        dress(frame, { background: paper });
    };
    colour();
    dark.addEventListener("change", colour);

    const toggle = () => {
        isShown = !isShown;
        if (!frame.src) frame.src = page;
        place();
        if (!frame.isConnected) document.body.append(frame);
        button.textContent = isShown ? words.close : words.open;
        button.setAttribute("aria-expanded", String(isShown));
    };

    button.addEventListener("click", toggle);
    window.addEventListener("resize", place);
    window.addEventListener("message", (event) => {
        if (event.source !== frame.contentWindow || event.origin !== new URL(page).origin) return;
        if (typeof event.data?.exitTo !== "string") return;
        frame.remove();
        location.replace(event.data.exitTo);
    });
    document.body ? document.body.append(button)
        : document.addEventListener("DOMContentLoaded", () => document.body.append(button));
})();
