// MARK: Calls

function request(method, body, signal) {
    const headers = { Authorization: `Bearer ${kept.token}` };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    return {
        method,
        headers,
        signal,
        body: body === undefined ? undefined : JSON.stringify(body),
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        redirect: "error",
    };
}

/** What an answer means for whoever asked; the numbers are looked at nowhere else. */
function verdict(status) {
    if (status >= 200 && status < 300) return "done";
    if (status === 401) return "forgotten";
    if (status === 410) return "over";
    if (status === 413) return "tooLong";
    if (status === 428) return "work";
    // A proxy whose server is just starting may say 404; the talk is still there.
    if ([404, 408, 425, 429].includes(status) || status >= 500) return "again";
    return "refused";
}

/** One call, given up after its time: a dead network often never says that it is dead. */
async function callOnce(here, method, path, body) {
    here.call = new AbortController();
    const timer = setTimeout(() => here.call.abort(), limits.callMillisecondsMax);
    try {
        const response = await fetch(base + path, request(method, body, here.call.signal));
        const slowed = response.status === 429;
        if (response.status === 428) here.puzzle = (await response.json()).work;
        return { meaning: verdict(response.status), askedDelay: askedDelay(response), slowed };
    } catch {
        return { meaning: "again", askedDelay: 0, slowed: false };
    } finally {
        clearTimeout(timer);
    }
}

/** Repeats a call until it is answered for good. All our calls may be repeated without harm. */
async function callUntilAnswered(here, method, path, body) {
    for (let tries = 0; ; tries += 1) {
        const { meaning, askedDelay, slowed } = await callOnce(here, method, path, body);
        if (here.gone) return "gone";
        here.struggling = meaning === "again";
        here.slowed = slowed;
        showStatus();
        if (meaning !== "again") return meaning;
        await nap(here, Math.max(retryDelay(tries), askedDelay));
        if (here.gone) return "gone";
    }
}

function askedDelay(response) {
    const seconds = Number(response.headers.get("Retry-After")) || 0;
    return Math.min(seconds * 1000, limits.retryAskedMillisecondsMax);
}

/** Doubles up to a limit, a little uneven so that a thousand pages do not come back together. */
function retryDelay(tries) {
    const doubled = limits.retryMillisecondsMin * 2 ** Math.min(tries, 10);
    return Math.min(doubled, limits.retryMillisecondsMax) * (0.75 + Math.random() / 2);
}

/** Waits, unless somebody calls `wakeUp` first. */
function nap(here, milliseconds) {
    return new Promise((resolve) => {
        const rise = () => {
            clearTimeout(timer);
            here.sleepers.delete(rise);
            resolve();
        };
        const timer = setTimeout(rise, milliseconds);
        here.sleepers.add(rise);
    });
}
