// MARK: Images

/**
 * An image is asked for with the tab's secret, like everything else, and lives in this page's memory
 * only: it has no address that a history or a cache could keep.
 */
function showImage(here, bubble, line, seq) {
    const place = imagePlace(bubble);
    bubble.querySelector(".text").hidden = line.text === "";
    const shown = place.querySelector("img");
    if (shown) return describe(bubble);
    setText(place, word(line.image === "lost" ? "imageLost" : "imageComing"));
    if (line.image !== "here" || place.dataset.asked) return;
    place.dataset.asked = "true";
    bringImage(here, place, seq);
}

function imagePlace(bubble) {
    const known = bubble.querySelector(".image");
    if (known) return known;
    const place = make("p", "image");
    bubble.insertBefore(place, bubble.lastElementChild);
    return place;
}

/** Taken back: it is not even in this page's memory any more. */
function removeImage(bubble) {
    bubble.querySelector(".image")?.remove();
    bubble.querySelector(".text").hidden = false;
}

/** By what stands below it now: a counsellor may have changed that while the image was coming. */
function describe(bubble) {
    const name = bubble.querySelector(".who").textContent;
    const caption = bubble.querySelector(".text").textContent;
    bubble.querySelector("img").alt = caption || word("imageAlt", { name });
}

/** Asks again as long as it may still come; a frame that holds nothing is never shown. */
async function bringImage(here, place, seq) {
    const stays = () => !here.gone && place.isConnected;
    for (let tries = 0; stays() && tries < limits.imageTriesMax; tries += 1) {
        const { meaning, image } = await fetchImage(seq);
        if (!stays()) return;
        if (image) return putImage(here, place, image, seq);
        if (meaning !== "again") break;
        await nap(here, retryDelay(tries));
    }
    if (stays()) setText(place, word("imageLost"));
}

async function fetchImage(seq) {
    const call = new AbortController();
    const timer = setTimeout(() => call.abort(), limits.imageMillisecondsMax);
    try {
        const asked = request("GET", undefined, call.signal);
        const response = await fetch(`${base}/talk/images/${seq}`, asked);
        const meaning = verdict(response.status);
        if (meaning !== "done") return { meaning };
        const image = make("img");
        image.src = await readAsAddress(await response.blob());
        const isWhole = await image.decode().then(() => true, () => false);
        return isWhole ? { meaning, image } : { meaning: "refused" };
    } catch {
        return { meaning: "again" };
    } finally {
        clearTimeout(timer);
    }
}

/** The whole image as an address of its own (RFC 2397): nothing outside this page can open it. */
function readAsAddress(blob) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.addEventListener("load", () => resolve(reader.result));
        reader.addEventListener("error", () => reject(reader.error));
        reader.readAsDataURL(blob);
    });
}

function putImage(here, place, image, seq) {
    const follow = isNearEnd();
    place.replaceChildren(image);
    describe(place.parentElement);
    if (follow) scrollToEnd();
    tellShown(here, seq);
}
