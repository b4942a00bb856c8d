// Whole evenings in one process and in no time: the real desk, ledger, switchboard, pump,
// timekeeper and doors, with simulated people, browsers, homeserver, network, clock and disk
// around them, all of which go wrong.
//
// What it is for: that nothing is lost, doubled or crossed, whatever goes wrong and whenever. A
// seed decides everything – who does what and when, what breaks, and in which order the tasks of
// the bridge take their turns – so a seed is a complete report of a fault.
//
// What it must not know: how the bridge does it. It looks at what people and the homeserver see,
// and once in a while into the ledger, to count.
//
// The path through it: `Simulation` plays evenings → `Ground` (time: `Agenda`; tasks: `Turns`;
// chance: `Chance`; the transcript: `Diary`) → `BridgeSide` (lives of the bridge, each ended by a
// kill) and `HomeserverSide` (a world that restarts, forgets and pushes) → `Weather` (what goes
// wrong now) → `Tab` (a browser), `Guest` (somebody who comes through the lobby) and `Counsellor`
// act → `Book` compares what was promised with what arrived.
