// Rehearsal plays a bot without any network: the real desk, and around it a world in memory.
//
// A `Transcript` is a story of what happens and what follows from it, in words that a counsellor
// can read and propose; `Player` plays one and tells every `Difference`. `Improvisation` is played
// by hand: somebody types as the visitor, moves the clock and speaks for the counsellor, and all of
// it can be kept as a story. The same stories test the desk, the shipped bots, and whatever an
// admin has written.
//
// Rehearsal decides nothing and knows no door: it hears what the desk says and shows it.
