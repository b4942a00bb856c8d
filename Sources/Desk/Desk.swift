// Desk decides.
//
// What happened comes in as an `Event`, what shall be done goes out as `Effect`s, and in between
// stands one struct for one talk: `Conversation`. It is pure: it never waits, never reads a clock
// or a file, and knows neither Matrix nor HTTP nor SQLite. Whoever wants to know what Passerelle
// does in a given case reads this folder and nothing else.
//
// The path through it: `Delivery` (what an inbox hands in) → `Event` → `Conversation.hear`
// following a `Script` (what the bot's files say), at a `Moment`, beside the `WaitingRoom` →
// `[Effect]`. What the visitor's page may know at any time is `VisitorView`.
