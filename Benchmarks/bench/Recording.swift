import Desk

/// Deciding about a visitor's line in a talk and writing it down, from the door to the answer.
enum Recording {
    static func rows() async throws -> [Row] {
        let office = try await Office.open(Shipped.provinces())
        return [
            row("recording a line, alone", office.writeAlone),
            row("recording a line, with others", office.writeTogether),
        ]
    }

    private static func row(
        _ name: String,
        _ write: @escaping (Int) async throws -> Void
    ) -> Row {
        Row(name: name, goal: .microseconds(100), countPerRound: 500) { try await write(500) }
    }
}
