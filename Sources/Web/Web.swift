// Web holds the HTTP doors.
//
// `Chat/` is the visitor's door: the page (one file, embedded), her lines (`ChatInbox`: idempotent
// PUT, answered only after the commit) and her stream (`ChatOutlet`: a cursor over the stored
// lines, so that a phone that slept has lost nothing; `Roster` rings those whom a change concerns).
// `Appservice/` is where the homeserver rings: a listener of its own, never on the visitor's port.
// `WebLimits` has every number of both.
//
// Web does not know rooms or counsellors: what comes in goes to the switchboard, and what must be
// shown is read back from it. No address and no word of anybody ever reaches a log from here.
