// Web holds the HTTP doors.
//
// `Chat/` is the visitor's door: the page (`Page/`, part of the program and put together at start),
// her lines (`ChatInbox`: idempotent PUT, answered only after the commit) and her stream
// (`ChatOutlet`: a cursor over the stored lines, so that a phone that slept has lost nothing;
// `Roster` rings those whom a change concerns, `Presence` tells when her last one is gone).
// `Words/` has what the page itself says, in every language. `Simple/` is the same door for
// browsers without scripts: forms in, and a page that is written on and on out; a `Pen` is all that
// differs. `Embedding` is what other sites may load, and `openapi.json` says everything that can be
// asked; `ChatDoor.routes` is that list in the program. `Privacy/` says what is kept and for how
// long, from the settings at work.
// `Appservice/` is where the homeserver rings: a listener of its own, never on the visitor's port.
// `WebLimits` has every number of both.
//
// Web does not know rooms or counsellors: what comes in goes to the switchboard, and what must be
// shown is read back from it. No address and no word of anybody ever reaches a log from here.
