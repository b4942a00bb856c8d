// Matrix speaks Matrix and knows no counselling.
//
// What it is for: the client calls a bridge makes (`Homeserver`, `Voice`), the transactions a
// homeserver pushes (`Transaction`), the truth it tells when asked (`SyncResponse`), and the events
// inside both (`Event` with its typed views).
//
// What it must not know: visitors, counsellors, doors, rules, storage, clocks. It never decides
// whether to try again; it says what a failure means (`Homeserver.Failure`) and the caller decides.
//
// The path through it. Inwards: bytes → `Outline` (where each value begins and ends) → `JSON` (one
// event alone) → `Event` → `TextMessage`, `Relation`. Outwards: `OutgoingText` or `RoomPlan` →
// `Voice` (who speaks) → `Call` (path, query, body) → `Curl.Courier` → `JSON` or a `Failure`.
//
// Section names in comments are those of the Matrix specification, v1.18: CS is the Client-Server
// API, AS the Application Service API.
