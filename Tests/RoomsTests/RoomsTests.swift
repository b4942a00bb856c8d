// What Rooms promises: whatever the homeserver does, every line arrives once, in order, with the
// right person, or somebody is told.
//
// The tests play a whole evening. `Town` is what outlives the bridge: the homeserver (a fake one,
// over real sockets, that misbehaves on request), the counsellors, the ledger's file, the clock on
// the wall. `House` is one life of the bridge, with everything in it that really runs but the web
// page: it can be killed and another one opened on the same file. `Visitor` hands in lines as the
// page does, again and again until it is told that they are written down. `Ear` stands where the
// homeserver pushes to.
//
// Nobody here sleeps for luck: a test waits for what must come, and gives up after `Town.patience`.
