/// A place on the way from "received" to "delivered" at which the process may die.
///
/// Whoever is started next finds the way on from what the ledger says, wherever it was. The tests
/// end the process once at each of these places and see to it.
public enum Step: String, Sendable, Hashable, CaseIterable {
    // Recording.
    /// Deliveries are about to be written down.
    case received
    /// A transaction is whole, and not on the disk yet.
    case committing
    /// A transaction is on the disk, and nobody knows.
    case committed
    /// The senders know.
    case answered

    // Settling.
    /// An errand was taken out of the outbox.
    case taken
    /// An errand has arrived, and nothing of it is written down.
    case delivered
    /// That is written down.
    case settled

    // Reading what happens in our rooms.
    /// The homeserver has pushed something.
    case pushed
    /// What happened was read, and nothing of it is written down.
    case read

    // Rooms.
    /// A ghost has its account and its device.
    case ghostMet
    /// A room stands, and its place on the shelf does not know.
    case roomMade
    /// The ghost is in its room.
    case ghostJoined
    /// The ghost bears the visitor's name.
    case ghostNamed
    /// The room bears the conversation's number.
    case roomNamed
    /// The counsellor is asked in.
    case ownerInvited
    /// She is greeted, and the room is not known as opened.
    case greeted
    /// An image was fetched, and nothing of it is written down.
    case imageFetched
    /// Nobody but us is left in a used room.
    case roomEmptied
    /// We are out of it too, and its place on the shelf does not know.
    case roomLeft

    // The lobby.
    /// A room of her own is hers, and she is not asked into it.
    case roomTaken
    /// She is asked into a room of her own.
    case guestAsked
    /// A line stands in it.
    case lineTold
    /// She is put out of the lobby.
    case guestLetGo
    /// What she wrote there is taken back.
    case wordsHushed
}
