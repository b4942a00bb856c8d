// Rooms holds the Matrix doors.
//
// `Counsel/` is the counsellors' door: the inbox turns what happens in staff and counselling rooms
// into deliveries, the outlet carries out errands there (notices, ghosts' lines, remarks). `Feed`
// reads what happens: the homeserver's push rings, `/sync` tells the truth, and both end in the
// same inbox, keyed by event id. `RoomKeeper` introduces the bridge at start and keeps a few rooms
// ready.
//
// Rooms decides nothing about a talk: that is the desk's business, behind the switchboard. It does
// not know the web page; a visitor is a ghost with a name here.
