public import Logging
public import Relay

/// The counsellors' door, put together: what runs in it, and its outlet for the pump.
public struct CounselDoor: Sendable {
    /// Reads what happens.
    public let feed: Feed
    /// Keeps rooms ready.
    public let keeper: RoomKeeper
    /// Shows who is typing.
    public let signs: CounselSigns
    /// Carries out errands.
    public let outlet: CounselOutlet

    /// A door in one office; `lifeline` hears when the homeserver answers, `reload` puts the bots'
    /// files live when a colleague asks for it.
    public init(
        office: Office,
        switchboard: Switchboard,
        scripts: Scripts,
        wallClock: WallClock,
        clock: any Clock<Duration> = ContinuousClock(),
        feedLimits: Feed.Limits = .init(),
        keeperLimits: RoomKeeper.Limits = .init(),
        gauges: Gauges = Gauges(),
        lifeline: Lifeline = .unwatched,
        reload: @escaping @Sendable () async -> Reloader.Outcome = { .accepted },
        logger: Logger
    ) {
        let shelf = RoomShelf(switchboard)
        let staffRooms = StaffRooms()
        let wantsRoom = Bell()
        let inbox = CounselInbox(
            office: office,
            staffRooms: staffRooms,
            shelf: shelf,
            freshCode: { try await switchboard.freshCode() }
        )
        feed = Feed(
            office: office,
            inbox: inbox,
            switchboard: switchboard,
            gauges: gauges,
            lifeline: lifeline,
            wallClock: wallClock,
            clock: clock,
            limits: feedLimits,
            logger: logger
        )
        keeper = RoomKeeper(
            office: office,
            staffRooms: staffRooms,
            shelf: shelf,
            switchboard: switchboard,
            scripts: scripts,
            feed: feed,
            wallClock: wallClock,
            clock: clock,
            limits: keeperLimits,
            bell: wantsRoom,
            logger: logger
        )
        signs = CounselSigns(office: office, shelf: shelf, switchboard: switchboard)
        outlet = CounselOutlet(
            office: office,
            staffRooms: staffRooms,
            shelf: shelf,
            scripts: scripts,
            wantsRoom: wantsRoom,
            feed: feed,
            reload: reload
        )
        switchboard.whenChanged { change in
            if !change.waitingRooms.isEmpty || change.hasUsedRoom { wantsRoom.ring() }
        }
    }
}
