/// How far the requests and the answers of one connection have come; they follow one another in
/// the same order (RFC 9112, 9.3).
struct Exchanges {
    private(set) var begunCount = 0
    private(set) var wholeCount = 0
    private var answeringCount = 0
    private(set) var answeredCount = 0
    /// The request after which the connection ends, as whoever asked wants it.
    private var last: Int?
    private var isLastOld = false
    /// Whether the answer that is being written ends the connection.
    private var endsNow = false

    /// What an answer's head must say.
    struct Manner: Equatable {
        var closes: Bool
        var isOld: Bool
    }

    /// A request's head has come; HTTP/1.0 knows no other answer than one that ends.
    mutating func begin(closes: Bool, isOld: Bool) {
        begunCount += 1
        if closes || isOld { (last, isLastOld) = (begunCount, isOld) }
    }

    /// All of it has come; false when nothing more may follow.
    mutating func finish() -> Bool {
        wholeCount += 1
        return last == nil
    }

    /// An answer begins.
    ///
    /// One that is given before all of its request has come ends the connection: what still comes
    /// would be read for nothing, and without end (RFC 9112, 9.6).
    mutating func answer() -> Manner {
        answeringCount += 1
        let isLast = answeringCount == last
        endsNow = isLast || answeringCount > wholeCount
        return Manner(closes: endsNow, isOld: isLast && isLastOld)
    }

    /// An answer is written; true when the connection ends with it.
    mutating func answered() -> Bool {
        answeredCount += 1
        return endsNow
    }

    /// Whether a whole request waits for its answer, or has a part of it.
    var isAnswering: Bool { wholeCount > answeredCount }
}
