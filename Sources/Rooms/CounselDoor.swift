public import Logging
public import Relay

/// The doors on the chat network, put together: what runs in them, and their outlet for the pump.
public struct CounselDoor: Sendable {
    /// Reads what happens.
    public let feed: Feed
    /// Keeps rooms ready.
    public let keeper: RoomKeeper
    /// Meets those who stand in a lobby.
    public let lobby: LobbyKeeper
    /// Shows who is typing.
    public let signs: CounselSigns
    /// Carries out errands.
    public let outlet: RoomsOutlet

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
        lobbyLimits: LobbyKeeper.Limits = .init(),
        gauges: Gauges = Gauges(),
        lifeline: Lifeline = .unwatched,
        reload: @escaping @Sendable () async -> Reloader.Outcome = { .accepted },
        logger: Logger
    ) {
        let shelf = RoomShelf(switchboard)
        let (staffRooms, lobbies) = (BotRooms(), BotRooms())
        let gate = LobbyGate(wallClock: wallClock)
        let wantsRoom = Bell()
        let inbox = RoomsInbox(
            counsel: CounselInbox(
                office: office,
                staffRooms: staffRooms,
                shelf: shelf,
                scripts: scripts,
                freshCode: { try await switchboard.freshCode(at: $0) }
            ),
            lobby: LobbyInbox(
                office: office,
                shelf: shelf,
                lobbies: lobbies,
                gate: gate,
                switchboard: switchboard,
                scripts: scripts
            )
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
            lobbies: lobbies,
            gate: gate,
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
        lobby = LobbyKeeper(
            office: office,
            inbox: inbox.lobby,
            shelf: shelf,
            switchboard: switchboard,
            wallClock: wallClock,
            clock: clock,
            limits: lobbyLimits,
            ready: keeper.ready,
            wantsRoom: wantsRoom,
            logger: logger
        )
        outlet = RoomsOutlet(
            counsel: CounselOutlet(
                office: office,
                staffRooms: staffRooms,
                shelf: shelf,
                scripts: scripts,
                wantsRoom: wantsRoom,
                reload: reload,
                receive: { try await switchboard.receive($0) }
            ),
            lobby: LobbyOutlet(
                office: office,
                lobbies: lobbies,
                shelf: shelf,
                wantsRoom: wantsRoom,
                inbox: inbox.lobby
            ),
            feed: feed
        )
        switchboard.whenChanged { change in
            if !change.waitingRooms.isEmpty || change.hasUsedRoom { wantsRoom.ring() }
        }
    }
}
