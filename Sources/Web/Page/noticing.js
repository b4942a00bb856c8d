// MARK: What could tell who she is

// Nothing of this leaves the browser. It only asks; what she wants to send is sent. The numbers of
// help lines, ages, dates and hours are no details.

/**
 * Some phones that are still in use cannot look at what stands before a match (Safari before 16.4).
 * A mere literal would be an error there that stops all of the page: so there nothing is noticed.
 */
function seek(pattern, flags) {
    try {
        return new RegExp(pattern, flags);
    } catch {
        return /(?!)/g;
    }
}

/** Short words that come before a number without being a street's name. */
const notStreets =
    "(?!(?:à|a|vers|avec|depuis|pendant|par|dans|entre|puis|est|était|om|tegen|tot|met|van|na"
    + "|voor)\\s)";
/** What may follow the number of a house; anything else would be counted, such as boys. */
const afterHouse = "(?=\\s*(?:$|[,.;:!?)\\n]|(?:bus|bte|boîte|b)\\s?\\d|\\d{4}\\b"
    + "|(?:à|et|mais|in|te|en|maar|und)(?!\\p{L})))";
const house = "\\s*,?\\s*(?:n[°or]?\\.?\\s*)?\\d{1,4}(?!\\s?[hu:])\\s?(?:bis|ter|[a-z]\\b)?"
    + afterHouse;
const ways = "rue|avenue|av\\.|boulevard|bd|chaussée|chemin|quai|square|allée|impasse|clos|drève"
    + "|sentier|ruelle";
const places = ways + "|place|cité|résidence";
const named = "(?:(?:de|du|des|la|le|les|aux?)\\s+|[ld]['’]\\s*){0,3}";
const streets = [
    // 12, rue de la Gare
    `(?<![\\p{L}\\d])\\d{1,4}\\s?(?:bis|ter|[a-z])?\\s*,?\\s*(?:de\\s+l(?:a\\s+|['’]))?`
        + `(?:${ways})\\s+(?!plus(?!\\p{L}))\\p{L}`,
    `(?<![\\p{L}\\d])\\d{1,4}\\s*,?\\s*place\\s+(?:du|des|de\\sla|d['’]|saint)`,
    // rue de la Gare 12
    `(?<!\\p{L})(?:${places})\\s+${named}${notStreets}\\p{L}[\\p{L}'’-]{2,}`
        + `(?:\\s+${notStreets}\\p{L}[\\p{L}'’-]*){0,3}${house}`,
    // Grand-Place 3
    `(?<!\\p{L})(?:grand[-\\s]place|grote\\smarkt)${house}`,
    // Kerkstraat 5, Hauptstraße 5
    "(?<!\\p{L})(?!(?:onder|half|snel|auto|school|speel)(?:weg|plein))\\p{L}{3,}"
        + "(?:straat|laan|weg|plein|steenweg|dreef|kaai|singel|steeg|straße|strasse|gasse)"
        + house,
].map((pattern) => seek(pattern, "iu"));

const mails = [
    seek("(?<![\\p{L}\\d._%+-])[\\p{L}\\d._%+-]+\\s?(?:@|\\((?:at|a)\\)|\\[at\\])\\s?"
        + "[\\p{L}\\d-]+(?:\\.[\\p{L}\\d-]+)*\\.\\p{L}{2,}", "iu"),
    seek("(?<![\\p{L}\\d._-])\\p{L}[\\p{L}\\d._-]+\\s"
        + "(?:arobase|arobas|apenstaartje|klammeraffe)\\s\\p{L}", "iu"),
    // lea@gmail, lea at hotmail.com: everybody knows what follows
    /[\p{L}\d]\s?(?:@|\sat\s)\s?(?:gmail|hotmail|outlook)/iu,
];

const sites = "insta(?:gram)?|snap(?:chat)?|tik\\s?tok|discord|telegram|whats\\s?app|facebook|fb"
    + "|messenger|roblox|twitch|steam|bereal|signal|ig|sc";
const handle = "@?[\\p{L}\\d][\\p{L}\\d._]{4,}";
const accounts = [
    seek("(?<![\\p{L}\\d._@])@[\\p{L}\\d_][\\p{L}\\d_.]{2,}", "iu"),
    seek("(?<![\\p{L}\\d_.])[\\p{L}\\d_.]{2,}#\\d{4}(?!\\d)", "iu"),
    /(?:instagram|facebook|tiktok|snapchat)\.com\/\S|(?:discord\.gg|t\.me|wa\.me)\/\S/iu,
    // Insta: lea.2011, and nothing behind it
    seek(`(?<!\\p{L})(?:${sites})\\s*[:=]\\s*${handle}\\s*$`, "imu"),
    // mon snap c'est lea_2011: an account has a digit, a point or a line in it, a judgement has not
    seek(`(?<!\\p{L})(?:${sites})\\s*(?:[:=]|c['’]?est|c|est|is|heet|name|ist)?\\s+`
        + "@?(?=[\\p{L}\\d._]*[\\d_.][\\p{L}\\d_])(?=[\\p{L}\\d._]*\\p{L})"
        + "[\\p{L}_][\\p{L}\\d._]{3,}", "iu"),
];

const digitsOf = (text) => text.replace(/\D/g, "");

/** A date with its year, which an hour may follow, is as long as a number. */
const date = seek("(?<![\\d./-])\\d{1,2}([./ -])\\d{1,2}\\1(?:19|20)\\d\\d(?!\\d)", "g");

/** Freephone and shared lines belong to services, and those of the page to ours. */
function isHelpline(digits) {
    const own = botTongue().helplines.map(({ phone }) => digitsOf(phone ?? ""));
    return own.includes(digits) || /^(?:0(?:800|70|78|90)|116)/.test(digits);
}

function isPhone(written) {
    const digits = digitsOf(written);
    if (isHelpline(digits) || /^(\d)\1*$/.test(digits)) return false;
    if (/^(?:\+|00)/.test(written)) return digits.length >= 9 && digits.length <= 15;
    return /^0\d{8,9}$/.test(digits) || /^(?:32)?4[5-9]\d{7}$/.test(digits);
}

const numbers =
    seek("(?<!\\d)(?:\\+|00)?\\d(?:[\\s./()_-]{0,3}\\d){7,15}(?!\\d)", "gu");

function phonesIn(text) {
    return (text.replace(date, " ; ").match(numbers) ?? []).filter(isPhone);
}

const firstOf = (patterns, text) =>
    patterns.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined);

/** What stands in a text that could tell who she is: its kind, and the very words. */
function detailsIn(text) {
    const mail = firstOf(mails, text);
    const found = [
        ["detailsPhone", phonesIn(text)[0]], ["detailsMail", mail],
        ["detailsStreet", firstOf(streets, text)],
        ["detailsAccount", mail ? undefined : firstOf(accounts, text)],
    ];
    return found.filter(([, words]) => words !== undefined)
        .map(([kind, words]) => ({ kind, words: words.trim() }));
}

/** Asks once for each thing; true when she has to say first what she wants. */
function mustAskAbout(text) {
    if (!welcome.asksBeforeDetails) return false;
    const found = detailsIn(text).filter(({ words }) => !visit.wantsSent.has(words));
    if (found.length === 0) return false;
    byId("details-kind").textContent = found.map(({ kind }) => word(kind)).join(" ");
    byId("details-ask").hidden = false;
    // No button: an Enter that is still held down must not choose for her.
    byId("details-ask").focus();
    return true;
}

function closeDetailsQuestion() {
    byId("details-ask").hidden = true;
}

function changeDetails() {
    closeDetailsQuestion();
    byId("line").focus();
}

function sendDetails() {
    for (const { words } of detailsIn(byId("line").value)) visit.wantsSent.add(words);
    closeDetailsQuestion();
    sendLine();
    byId("line").focus();
}
