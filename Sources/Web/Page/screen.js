// MARK: The screen's size

let wasNearEnd = true;

/**
 * On some phones the keyboard slides over the page instead of making it smaller, and the bar would
 * scroll out of sight. So the frame follows the part that is really seen; a pinch is left alone.
 */
function fitToWhatIsSeen() {
    const seen = window.visualViewport;
    if (!seen || seen.scale > 1.01) return;
    root.style.setProperty("--seen-top", `${seen.offsetTop}px`);
    root.style.setProperty("--seen-height", `${seen.height}px`);
}
