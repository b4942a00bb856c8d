import Desk
import Relay
import Store
import Support

/// The other network, played: notes every try and answers as the test says.
final class PlayedOutlet: Outlet {
    /// One try to deliver.
    struct Try: Sendable, Hashable {
        let id: EffectID
        let lane: Lane
        let words: String?
    }

    struct Book: Sendable {
        var tries: [Try] = []
        var arrived: [Try] = []
        /// How many tries had been made each time stock was taken.
        var stockTakings: [Int] = []
        var underWay = 0
        var underWayMax = 0
    }

    typealias Answer = @Sendable (Try, _ number: Int) async -> Result<Receipt?, OutletFailure>

    let book = Watched(Book())
    private let answer: Answer
    private let stock: @Sendable ([Try]) async -> Bool

    /// `stock` takes stock of the tries so far; it is false when that fails.
    init(
        _ answer: @escaping Answer = { _, _ in .success(nil) },
        stock: @escaping @Sendable ([Try]) async -> Bool = { _ in true }
    ) {
        (self.answer, self.stock) = (answer, stock)
    }

    func takeStock() async throws(OutletFailure) {
        book.change { $0.stockTakings.append($0.tries.count) }
        guard await stock(book.value.tries) else { throw .nothingWorks(after: .seconds(3)) }
    }

    func deliver(_ errand: Errand) async throws(OutletFailure) -> Receipt? {
        let attempt = Try(id: errand.id, lane: errand.lane, words: errand.words?.reveal())
        book.change { book in
            book.tries.append(attempt)
            book.underWay += 1
            book.underWayMax = max(book.underWayMax, book.underWay)
        }
        let number = book.value.tries.count { $0.id == attempt.id }
        let result = await answer(attempt, number)
        book.change { book in
            book.underWay -= 1
            if case .success = result { book.arrived.append(attempt) }
        }
        return try result.get()
    }

    /// Returns when so many errands have arrived.
    @discardableResult
    func arrived(_ count: Int) async -> [Try] {
        await book.until { $0.arrived.count >= count }.arrived
    }

    /// Returns when so many tries were made.
    @discardableResult
    func tried(_ count: Int) async -> [Try] {
        await book.until { $0.tries.count >= count }.tries
    }
}
