/// Every number of the HTTP doors.
public struct WebLimits: Sendable {
    /// A visitor's request is no longer than this.
    public var chatBodyBytesMax = 16 * 1_024
    /// A pushed transaction is no longer than this: 100 events of 64 KiB, and some more.
    public var transactionBodyBytesMax = 16 * 1_024 * 1_024
    /// A filled-in form is no longer than this: the same line, each byte of it written as three.
    public var formBodyBytesMax = 48 * 1_024
    /// Whether the door is open may be remembered for this long.
    public var statusSecondsMax = 15
    /// What other sites load may be remembered for this long.
    public var sharedSecondsMax = 300
    /// A body that trickles in is given up after this.
    public var bodySecondsMax: Int64 = 15
    /// What still comes after a request was refused is let run out for this long.
    public var lingerSecondsMax: Int64 = 5
    /// So much of it is.
    public var ignoredBytesMax = 1_024 * 1_024
    /// A reader that takes nothing of its answer for so long is let go.
    public var stalledSecondsMax: Int64 = 30
    /// All headers of a request together.
    public var headerBytesMax = 16 * 1_024
    /// Headers of a request.
    public var headerCountMax = 64
    /// A connection without a request is closed after this.
    public var idleSecondsMax: Int64 = 75
    /// So many connections are open at once; whoever comes then waits to be accepted.
    public var connectionsMax = 24_000
    /// When only this part of them is left, those that ask for nothing are closed, so many at once.
    public var connectionsSpareShare = 50
    /// So many connections are open at once at the homeserver's door, which needs one or two.
    public var pushConnectionsMax = 128
    /// So many files are kept for everything that is no connection of these doors.
    public var filesSpare = 256
    /// Connections that may wait to be accepted.
    public var backlogMax = 4_096
    /// A stream says that it is alive this often.
    public var heartbeatSeconds: Int64 = 15
    /// All streams have their heartbeat in so many shares, one after the other within that time.
    public var heartbeatShares = 150
    /// A stream is cut when its reader has taken nothing for so many heartbeats; her page comes
    /// back.
    public var heartbeatsMissedMax = 2
    /// A stream looks into the ledger when it is told to, and else after so many heartbeats.
    public var heartbeatsUnlookedMax = 4
    /// Whoever has had no stream for so many heartbeats is away; her counsellor is told.
    public var heartbeatsAwayMax = 3
    /// What a stream still has to say at its end is let run out for this long.
    public var farewellSecondsMax: Int64 = 1
    /// So many streams are open at once.
    public var streamsMax = 20_000
    /// So many streams of one visitor are open at once; the oldest makes room.
    public var streamsPerVisitorMax = 4
    /// Lines read from the ledger at once.
    public var linesAtOnceMax = 200
    /// So many begin a talk from one address before the next ones wait for a turn.
    public var arrivalsPerAddress = Allowance(atOnce: 20, perMinute: 4)
    /// So many begin a talk in the whole house before the next ones wait for a turn.
    public var arrivals = Allowance(atOnce: 1_000, perMinute: 600)
    /// A turn comes after this.
    public var turnSeconds = 20
    /// Whoever does not come for her turn for so long has lost it; her page would be there at once.
    public var turnSecondsMax: Int64 = 180
    /// So many turns are kept in mind, twice.
    public var turnsMax = 10_000
    /// So many addresses are kept in mind, twice; those beyond count with the house only.
    public var addressesMax = 50_000
    /// It is looked so often whether an address can be forgotten.
    public var sweepSeconds: Int64 = 60
    /// While fewer talks than these begin in a minute, no browser has to work for one.
    public var workFromPerMinute = 120
    /// From there on it is work, and one level more at twice as many; so many levels there are.
    ///
    /// At 0 nobody ever has to work.
    public var workLevelMax = 4
    /// The bits of zero that each part of the work must have at level 1; one more at each level.
    public var workBitsAtFirst = 10
    /// Many small parts take nearly the same time for everybody; one large one would be luck.
    public var workParts = 16
    /// What was asked must be done within this; a turn may have to be waited for meanwhile.
    public var workSecondsMax = 300
    /// So much work that was used is kept in mind, twice.
    public var workUsedMax = 20_000
    /// So long waits at each level whoever has no scripts to work with, and one second more.
    public var waitSecondsPerLevel = 1
    /// So many lines one tab may send.
    public var linesPerTab = Allowance(atOnce: 300, perMinute: 300)
    /// So many digests of return codes are made for one tab: they are slow, and everybody's are
    /// made one after the other.
    public var digestsPerTab = Allowance(atOnce: 6, perMinute: 4)
    /// So often one tab may say that she is typing, or what she has seen.
    public var signsPerTab = Allowance(atOnce: 300, perMinute: 600)
    /// Whoever asks for what is new from a page as old as this is asked whether it is safe; as long
    /// as the page with scripts waits before it asks.
    public var awaySeconds: Int64 = 180
    /// The length of the secret that a tab holds, in characters.
    public var secretLength = 43...128
    /// The length of a line's id, in characters.
    ///
    /// Shorter than 16 is kept for the bot's own lines.
    public var lineIDLength = 16...64

    /// The usual numbers.
    public init() {}
}

extension WebLimits {
    /// Connections are files: there are no more of them than a process may have open, less what
    /// its ledger and its own calls need.
    ///
    /// Where they ran out, nobody could be heard any more and no line could be carried.
    public mutating func fit(filesMax: Int) {
        // Where there are hardly any files, each side has half of them.
        let kept = min(filesSpare + pushConnectionsMax, filesMax / 2)
        connectionsMax = max(1, min(connectionsMax, filesMax - kept))
        // A page needs another one beside its stream.
        streamsMax = max(1, min(streamsMax, connectionsMax * 5 / 6))
    }

    /// From one share's heartbeat to the next one's.
    var betweenHeartbeatShares: Duration { .seconds(heartbeatSeconds) / heartbeatShares }
}
