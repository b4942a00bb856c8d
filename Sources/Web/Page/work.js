// MARK: A sum before the door

// When very many come at once, the server asks each page for a sum before it lets it in: easy to
// look over, slow to find. `crypto.subtle` does not exist on plain http, where onion addresses are,
// so this is a SHA-256 of our own, of one block, and its first word: no sum asks for more.
// https://csrc.nist.gov/pubs/fips/180-4/upd1/final

/** The first 32 bits of the fractional part. */
const fraction = (number) => ((number - Math.floor(number)) * 2 ** 32) | 0;

function firstPrimes(count) {
    const primes = [];
    for (let n = 2; primes.length < count; n += 1) {
        if (primes.every((prime) => n % prime !== 0)) primes.push(n);
    }
    return primes;
}

/** Gives a function that hashes 64 bytes, padded already, to the first word of their digest. */
function makeHash() {
    const rounds = Int32Array.from(firstPrimes(64), (prime) => fraction(Math.cbrt(prime)));
    const start = Int32Array.from(firstPrimes(8), (prime) => fraction(Math.sqrt(prime)));
    const w = new Int32Array(64);
    const turn = (x, by) => (x >>> by) | (x << (32 - by));
    return (bytes) => {
        for (let i = 0; i < 16; i += 1) {
            const at = 4 * i;
            w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
        }
        for (let i = 16; i < 64; i += 1) {
            const x = w[i - 15];
            const y = w[i - 2];
            w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3))
                + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
        }
        let [a, b, c, d, e, f, g, h] = start;
        for (let i = 0; i < 64; i += 1) {
            const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g))
                + rounds[i] + w[i]) | 0;
            const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            [h, g, f, e, d, c, b] = [g, f, e, (d + one) | 0, c, b, a];
            a = (one + two) | 0;
        }
        return (start[0] + a) | 0;
    };
}

/** Tries numbers from 0 on behind a text until the digest has its zeros; a few each time. */
function makeSearch(text, bits, hash) {
    const block = new Uint8Array(64);
    for (let i = 0; i < text.length; i += 1) block[i] = text.charCodeAt(i);
    let number = -1;
    return () => {
        number += 1;
        const digits = String(number);
        const end = text.length + digits.length;
        for (let i = 0; i < digits.length; i += 1) block[text.length + i] = digits.charCodeAt(i);
        block[end] = 0x80;
        block[62] = end >> 5;
        block[63] = (end << 3) & 0xff;
        return Math.clz32(hash(block)) >= bits ? number : null;
    };
}

/** Lets the screen and its buttons have their turn; time-outs would make it four times slower. */
function makeRest() {
    const { port1, port2 } = new MessageChannel();
    return () => new Promise((resolve) => {
        port1.onmessage = resolve;
        port2.postMessage(null);
    });
}

/** Does the sum in small pieces; nothing when the talk was left meanwhile. */
async function doWork(here, { challenge, bits, parts }) {
    const [hash, rest, answers] = [makeHash(), makeRest(), []];
    while (answers.length < parts) {
        const search = makeSearch(`${challenge}.${answers.length}.`, bits, hash);
        let found = null;
        while (found === null) {
            await rest();
            if (here.gone) return null;
            const until = performance.now() + limits.workMillisecondsAtOnce;
            while (found === null && performance.now() < until) found = search();
        }
        answers.push(found);
    }
    return { challenge, answers };
}

/** Asks to be let in, and does the sum that the door may want first. */
async function arrive(here) {
    let body = {};
    for (;;) {
        const meaning = await callUntilAnswered(here, "PUT", "/talk", body);
        if (meaning !== "work") return meaning;
        here.isWorking = true;
        showStatus();
        const work = await doWork(here, here.puzzle);
        here.isWorking = false;
        if (here.gone) return "gone";
        body = { work };
    }
}
