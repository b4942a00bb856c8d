// A real process is killed with SIGKILL in the middle of each registered step between "received"
// and "delivered", and a second one goes on from what the ledger says: the story must end as if
// nothing had happened.
//
// What it is for: the steps of `Desk.Step`, one by one, so that a step that forgets something is
// named. `SimulationTests` kill at these steps too, by chance and a thousand times, but only a real
// process leaves a real file behind.
//
// The path through it: `CutStory` is told by a visitor and a counsellor, and goes on with
// `CutGuest`, who comes through the lobby; `CutHouse` is the bridge, and `EveryStepTests` cut it.
// Whoever is cut runs in an exit test, a process of its own.
