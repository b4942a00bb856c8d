// MARK: Words

/** The language of the page's own words: the visitor's choice, else that of the bot or the talk. */
let pageLanguage = welcome.tongues[kept.language] ? kept.language : welcome.lang;

/** Everything that is said in the page's language. */
const tongue = () => welcome.tongues[pageLanguage];

/** What only the bot can say, in the page's language if it speaks that, else in its own. */
const botLanguage = () => welcome.spoken.includes(pageLanguage) ? pageLanguage : welcome.lang;
const botTongue = () => welcome.tongues[botLanguage()];

/** A text of the page. A missing one shows its key: an empty button would go unnoticed. */
function word(key, values = {}) {
    const text = tongue().words[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function fillWords() {
    for (const element of document.querySelectorAll("[data-word]")) {
        element.textContent = word(element.dataset.word);
    }
    for (const element of document.querySelectorAll("[data-label]")) {
        element.setAttribute("aria-label", word(element.dataset.label));
    }
}

/** Says everything in another language. */
function speak(language) {
    if (!welcome.tongues[language]) return;
    pageLanguage = language;
    root.lang = language;
    fillWords();
    drawArrival();
    drawBar();
    for (const bubble of log.children) {
        const { from } = bubble.dataset;
        if (from !== "person") bubble.firstElementChild.textContent = nameOf(from);
    }
    if (visit) show();
}

/** The talk goes on in another language of the bot: then the page follows. */
function followTalk(here, language) {
    const isNews = here.language !== null || kept.language === null;
    if (language && language !== here.language && isNews) {
        keep({ language: null });
        if (language !== pageLanguage) speak(language);
    }
    here.language = language;
}

/** Screen readers repeat what is written again, so only a change is written. */
function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
}

function make(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
}

function makeLink(address, text) {
    const link = make("a", "", text);
    link.href = address;
    if (address.startsWith("https:")) {
        link.target = "_blank";
        link.rel = "noopener noreferrer";
    }
    return link;
}

const phoneLink = (phone, text) => makeLink(`tel:${phone.replace(/[^\d+]/g, "")}`, text);
