import Desk
import Store
import Testing

/// Images beside the lines that show them.
@Suite struct ImageTests {
    private static let points: [UInt8] = Array("des points".utf8)

    /// A talk in which an image was shown; its number.
    private static func shown(in evening: Evening, _ id: String = "$1") async throws
        -> ConversationNumber
    {
        let number = try await evening.talk("lea")
        try await evening.record(
            .image(number, id, "un dessin", by: "@ana:x"),
            .imageCame(number, id, points)
        )
        return number
    }

    private static func place(of id: String, _ ledger: Ledger, _ number: ConversationNumber)
        async throws -> Int64
    {
        let lines = try await ledger.lines(of: number, after: 0, limit: 100)
        return lines.first { $0.line.id.rawValue == id }?.sequence ?? 0
    }

    @Test func `it is kept beside its line, once, and told by a line of its own`() async throws {
        let evening = try Evening()
        let number = try await Self.shown(in: evening)
        // Fetched a second time by whoever was killed in between: it is the same delivery.
        try await evening.record(.imageCame(number, "$1", Array("autre".utf8)))
        let lines = try await evening.ledger.lines(of: number, after: 0, limit: 100)
        let own = try #require(lines.first { $0.line.id.rawValue == "$1" })
        #expect(own.line.image == .here)
        let news = lines.filter { $0.line.of == own.sequence }
        #expect(news.map(\.line.image) == [.here] && news.map(\.line.text.description) == ["•••"])
        let image = try await evening.ledger.image(of: number, at: own.sequence)
        #expect(image?.bytes.reveal() == Self.points)
        #expect(try await evening.ledger.image(of: number, at: news[0].sequence) == nil)
        #expect(try await evening.ledger.image(of: number + 1, at: own.sequence) == nil)
    }

    @Test func `its words may change; taken back, it is gone, and comes no more`() async throws {
        let evening = try Evening()
        let number = try await Self.shown(in: evening)
        try await evening.record(.change(number, "$1", "un autre mot", by: "@ana:x"))
        let place = try await Self.place(of: "$1", evening.ledger, number)
        #expect(try await evening.ledger.image(of: number, at: place) != nil)
        try await evening.record(.change(number, "$1", nil, by: "@ana:x"))
        #expect(try await evening.ledger.image(of: number, at: place) == nil)
        let left = try await evening.ledger.lines(of: number, after: 0, limit: 100)
            .filter { $0.line.of == place || $0.sequence == place }
        #expect(left.count > 2)
        for line in left.map(\.line) {
            #expect(line.text.reveal().isEmpty && line.image == nil, "\(line.id)")
        }
        try await evening.record(
            .image(number, "$2", "", by: "@ana:x"),
            .change(number, "$2", nil, by: "@ana:x"),
            .imageCame(number, "$2", Self.points)
        )
        let second = try await Self.place(of: "$2", evening.ledger, number)
        #expect(try await evening.ledger.image(of: number, at: second) == nil)
    }

    @Test func `a row that was moved to another line does not open`() async throws {
        let evening = try Evening()
        let number = try await Self.shown(in: evening)
        try await evening.record(.image(number, "$2", "", by: "@ana:x"))
        try evening.cabinet.tamper("UPDATE image SET id = '$2'")
        let place = try await Self.place(of: "$2", evening.ledger, number)
        await #expect(throws: (any Error).self) {
            try await evening.ledger.image(of: number, at: place)
        }
    }

    @Test func `forgotten with its talk, and missed where a row is left`() async throws {
        let evening = try Evening()
        let number = try await Self.shown(in: evening)
        try evening.cabinet.tamper(
            """
            CREATE TABLE kept AS SELECT * FROM image
            """
        )
        try await evening.record(.goodbye("lea"), .due(number, .forget))
        #expect(try await evening.ledger.remains(at: 0).orphans == 0)
        try evening.cabinet.tamper("INSERT INTO image SELECT * FROM kept")
        #expect(try await evening.ledger.remains(at: 0).orphans == 1)
    }
}

extension Delivery {
    /// A counsellor shows an image.
    static func image(
        _ number: ConversationNumber,
        _ id: String,
        _ caption: String,
        by counsellor: String
    ) -> Delivery {
        let image = PostedImage(
            address: Confidential("mxc://example.org/canari"),
            caption: Confidential(caption)
        )
        let event = Event.counsellorShowed(LineID(id), image, by: CounsellorID(counsellor))
        return about(number, "show/\(id)", event)
    }

    /// It was fetched.
    static func imageCame(_ number: ConversationNumber, _ id: String, _ points: [UInt8])
        -> Delivery
    {
        let image = Image(kind: .png, bytes: Confidential(points))
        return about(number, "image/\(number)/\(id)", .imageCame(LineID(id), image))
    }

    /// A counsellor changes what she wrote; nothing: she takes it back.
    static func change(
        _ number: ConversationNumber,
        _ id: String,
        _ text: String?,
        by counsellor: String
    ) -> Delivery {
        let words = text.map { Confidential($0) }
        let event = Event.counsellorChanged(LineID(id), words, by: CounsellorID(counsellor))
        return about(number, "change/\(id)/\(text ?? "")", event)
    }

    private static func about(
        _ number: ConversationNumber,
        _ name: String,
        _ event: Event
    ) -> Delivery {
        Delivery(
            id: DeliveryID("\(number)/\(name)"),
            bot: Evening.bot,
            address: .number(number),
            event: event
        )
    }
}
