// MARK: Arrival

function drawArrival() {
    for (const id of ["name", "talk-name"]) byId(id).textContent = welcome.name;
    const emergency = word("emergency");
    const phone = tongue().words.emergencyPhone;
    byId("emergency").replaceChildren(
        phone ? phoneLink(phone, emergency) : make("span", "", emergency));
    if (welcome.logo && !byId("logo").src) byId("logo").src = `${base}/logo`;
    byId("logo").hidden = !welcome.logo;
    byId("privacy").search = `?lang=${pageLanguage}`;
    byId("opening").textContent = openingWords();
    byId("opening").classList.toggle("open", welcome.open);
    const { arrival, closed } = botTongue();
    fillLines(byId("elsewhere"), elsewhereLines());
    fillLines(byId("arrival-lines"), arrival);
    fillLines(byId("closed-lines"), closed);
    byId("start").hidden = !welcome.open || kept.erasing;
    byId("start-closed").hidden = welcome.open || !welcome.letters || kept.erasing;
    byId("closed").hidden = welcome.open || closed.length === 0;
    for (const element of document.querySelectorAll("[data-bot]")) element.lang = botLanguage();
    for (const button of byId("languages").children) {
        button.setAttribute("aria-pressed", String(button.lang === pageLanguage));
    }
    for (const list of document.querySelectorAll("[data-help]")) fillHelplines(list);
    fillStrip();
}

/** Who reads a language that the bot does not speak must know at least this before she begins. */
function elsewhereLines() {
    if (botLanguage() === pageLanguage) return [];
    const key = `in${welcome.lang[0].toUpperCase()}${welcome.lang.slice(1)}`;
    return [word("spokenHere", { name: word(key) }), ...word("elsewhere").split("\n")];
}

/** A button for each language, in that language. */
function drawLanguages() {
    const others = ["fr", "nl", "de", "en"].filter((language) => language !== welcome.lang);
    const buttons = [welcome.lang, ...others].map((language) => {
        const button = makeButton(welcome.tongues[language].words.language, () => {
            keep({ language });
            speak(language);
        });
        button.className = "quiet";
        button.lang = language;
        return button;
    });
    byId("languages").replaceChildren(...buttons);
}

function openingWords() {
    if (welcome.open) return word("open");
    const when = tongue().nextOpening;
    // The bot's own lines usually tell the next opening; saying it twice would only be longer.
    const isTold = !when || botTongue().closed.some((line) => line.includes(when));
    return isTold ? word("closed") : word("closedUntil", { when });
}

function fillLines(list, lines) {
    list.replaceChildren(...lines.map((line) => {
        const item = make("li", "");
        fillSpoken(item, "bot", line);
        return item;
    }));
}

function fillHelplines(list) {
    list.replaceChildren(...botTongue().helplines.map(({ name, phone, link, note }) => {
        const item = make("li", "");
        if (phone) item.append(phoneLink(phone, phone));
        item.append(link ? makeLink(link, name) : make("span", "", name));
        if (note) item.append(make("span", "note", note));
        return item;
    }));
}

/** During the talk room is scarce: the numbers and whose they are, the rest is told elsewhere. */
function fillStrip() {
    const withPhone = botTongue().helplines.filter(({ phone }) => phone);
    byId("strip-phones").replaceChildren(...withPhone.map(({ name, phone }) => {
        const item = make("li", "");
        item.append(phoneLink(phone, `${phone} ${name}`));
        return item;
    }));
}
