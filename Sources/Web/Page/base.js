"use strict";

const limits = {
    retryMillisecondsMin: 500,
    retryMillisecondsMax: 8000,
    retryAskedMillisecondsMax: 30000,
    callMillisecondsMax: 15000,
    workMillisecondsAtOnce: 12,
    silenceMillisecondsMax: 40000,
    reconnectMillisecondsMin: 1000,
    streamCharactersMax: 1000000,
    typingEveryMilliseconds: 4000,
    typingStopsMilliseconds: 5000,
    typingMillisecondsMax: 30000,
    charactersLeftShown: 200,
    nearEndPixels: 96,
    awayMillisecondsMax: 180000,
    awayNotedEveryMilliseconds: 10000,
    safeWordCharactersMin: 3,
    imageMillisecondsMax: 60000,
    imageTriesMax: 12,
    breatheInMilliseconds: 4000,
    breatheOutMilliseconds: 6000,
};

const byId = (id) => document.getElementById(id);
const root = document.documentElement;
const welcome = JSON.parse(byId("welcome").textContent);
const base = `/${welcome.bot}`;

/** The talk being drawn, or null on the arrival screen. Nothing in it outlives a reload. */
let visit = null;
/** Once true, nothing is drawn, sent or kept any more. */
let leaving = false;
