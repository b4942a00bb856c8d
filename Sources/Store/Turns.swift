/// Who waits for slow work that is done one after the other.
///
/// Whoever has tried least comes first, and among those whoever came last: on an ordinary evening
/// nobody waits, and in a flood it was there before the child who comes now. When too many wait, it
/// is whoever has tried most that has to go; among those whoever waits for longest, who is asked to
/// come again and is then the last to have come.
struct Turns<Ticket> {
    private struct Place {
        let tries: Int
        let ticket: Ticket
    }

    private let countMax: Int
    /// In the order in which they come to their turn.
    private var places: [Place] = []

    init(countMax: Int) {
        self.countMax = countMax
    }

    var count: Int { places.count }

    /// Takes a place in the line.
    ///
    /// - Returns: Who has to go instead, perhaps the newcomer; nothing while there is room.
    mutating func join(_ ticket: Ticket, after tries: Int) -> Ticket? {
        let place = places.firstIndex { $0.tries >= tries } ?? places.endIndex
        places.insert(Place(tries: tries, ticket: ticket), at: place)
        return places.count > countMax ? places.removeLast().ticket : nil
    }

    /// Whose turn it is now.
    mutating func next() -> Ticket? {
        places.isEmpty ? nil : places.removeFirst().ticket
    }
}
