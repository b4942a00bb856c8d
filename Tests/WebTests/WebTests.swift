// What Web promises: every word that it answers `200` to is written down once and comes down every
// stream once, in order; nobody else's stream ever shows it; whoever is slow, hostile or gone costs
// little and stops nobody; and not one of these words is ever logged.
//
// All of it is tried over real sockets on the loopback address. `WebHouse` is a ledger, a
// switchboard and both doors, on ports that the system chooses. `Visitor` asks as the page does,
// through our own courier; `Watcher` is her open stream. `RawSocket` asks as no page would. The
// counsellor is played by handing deliveries to the switchboard: no room is needed for that.
// `Overheard` keeps what was logged.
//
// Nobody sleeps for luck: what must come is waited for, and the suites' time limit gives up.

import Testing

extension Tag {
    /// Starts real programs: a browser, a fuzzer.
    @Tag static var live: Self
}
