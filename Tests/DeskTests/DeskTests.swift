// DeskTests: what the desk decides, told three times.
//
// As stories: `Transcripts/*.txt` are evenings at the chat, in words that a counsellor can read,
// correct and propose; `TranscriptTests` plays each of them. As tables: opening hours, holidays,
// the calendar, names and what counsellors type. As chance: `RandomWalkTests` lets anything happen
// in any order and holds the desk to its promises; the seed it prints is the whole bug report.
//
// Nothing here knows a room, a socket or a file of a bot. The grammar of the stories stands in
// `Transcript.swift`, the bot that they talk to in `TestScript.swift`.
