import Desk

/// Deciding about a visitor's line in a talk and writing it down, from the door to the answer.
///
/// The goal is for what a line costs beside the trip to the disk, which many share on a busy
/// evening. Alone it pays for the whole trip and for every change of threads on the way.
enum Recording {
    static func rows() async throws -> [Row] {
        let office = try await Office.open(Shipped.provinces())
        return [
            row("recording a line, with others", .microseconds(100), office.writeTogether),
            row("recording a line, alone", nil, office.writeAlone),
        ]
    }

    private static func row(
        _ name: String,
        _ goal: Duration?,
        _ write: @escaping (Int) async throws -> Void
    ) -> Row {
        Row(name: name, goal: goal, countPerRound: 500) { try await write(500) }
    }
}
