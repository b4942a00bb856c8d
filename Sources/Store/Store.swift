// Store remembers.
//
// One SQLite file is all that Passerelle knows. `Ledger` is its only door, and its few verbs speak
// the values of `Desk`: `record` (what came in, with all that follows from it, in one transaction),
// `take` and `settle` (the outbox), `lines` and `visit` (what a visitor's stream may read),
// `dueReminders`, the room shelf, and forgetting. No type of SQLite or of the cryptography library
// leaves this folder.
//
// Store decides nothing and does nothing of its own: what follows from a delivery is said by the
// function that `record` is given. It does not know Matrix or HTTP; rooms and receipts are opaque
// names.
