public import Desk
internal import Foundation
internal import GRDB

/// Images beside the lines that show them.
extension Filler {
    /// The image of a line is kept, or is known to be lost; a further line tells those who have
    /// shown the line already.
    ///
    /// Nothing where the line was taken back meanwhile.
    func attach(_ image: Image?, to id: LineID) throws {
        guard let found else { preconditionFailure("an image is shown in a conversation") }
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT sequence, body FROM line WHERE conversation = ? AND id = ?"
            ),
            arguments: [found.number, id.rawValue]
        )
        guard let row else { return }
        let place = Place.line(found.number, id.rawValue)
        let line = try Seal.open(Line.self, from: row["body"], with: found.key, at: place)
        guard line.image == .coming else { return }
        let state = image == nil ? ImageState.lost : .here
        let shown = line.with(state, named: id)
        try run(
            "UPDATE line SET body = ? WHERE conversation = ? AND id = ?",
            [try Seal.close(shown, with: found.key, at: place), found.number, id.rawValue]
        )
        if let image { try keep(image, of: id, found) }
        let news = LineID("image-" + Fingerprint.short(delivery.id.rawValue))
        try show(line.with(state, named: news, of: row["sequence"]))
    }

    private func keep(_ image: Image, of id: LineID, _ found: Found) throws {
        let place = Place.image(found.number, id.rawValue)
        let body = try Seal.close(Data(image.bytes.reveal()), with: found.key, at: place)
        try run(
            "INSERT INTO image (conversation, id, kind, body) VALUES (?, ?, ?, ?)",
            [found.number, id.rawValue, image.kind.rawValue, body]
        )
    }

    /// What a line showed is gone.
    func dropImage(of id: LineID) throws {
        try run("DELETE FROM image WHERE conversation = ? AND id = ?", [number, id.rawValue])
    }
}

extension Line {
    /// The same line with its image in another state.
    fileprivate func with(_ state: ImageState, named id: LineID, of place: Int64? = nil) -> Line {
        Line(id: id, author: author, text: text, change: change, of: place, image: state)
    }
}

extension Ledger {
    /// The image of the line at a place; nothing where there is none (any more).
    public func image(of number: ConversationNumber, at sequence: Int64) async throws -> Image? {
        try await read { [master] db in
            let sql = """
                SELECT image.id, kind, image.body FROM image JOIN line USING (conversation, id)
                WHERE conversation = ? AND sequence = ?
                """
            let row = try Row.fetchOne(
                db.cachedStatement(sql: sql),
                arguments: [number, sequence]
            )
            guard let row, let kind = Image.Kind(rawValue: row["kind"]) else { return nil }
            let key = try Reader(db: db, master: master).key(of: number)
            let place = Place.image(number, row["id"])
            let bytes = try Seal.open(row["body"] as Data, with: key, at: place)
            return Image(kind: kind, bytes: Confidential([UInt8](bytes)))
        }
    }
}
