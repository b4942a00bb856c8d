import Support

// RelayTests run the real switchboard, pump and timekeeper on a real ledger file.
//
// Two things are played: the other network, by `PlayedOutlet`, and time, by `HandClock` and the
// wall clock of an `Office`, which move only when a test moves them. Nothing here sleeps: a test
// waits until something it watches has become true.
