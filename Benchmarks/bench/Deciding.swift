import Desk
import Rehearsal

/// What the desk decides when somebody does something: every event of every shipped rehearsal.
enum Deciding {
    static func row() throws -> Row {
        let provinces = try Shipped.provinces()
        let decisions = try Shipped.names.flatMap { name in
            let script = try Shipped.read(name, provinces)
            let folder = "bots/\(name)/rehearsals"
            return try Shipped.fileNames(in: folder).flatMap { story in
                try Player.decisions(in: Shipped.text("\(folder)/\(story)"), with: script)
            }
        }
        guard decisions.count > 100 else { throw Shipped.Unusable(description: "the rehearsals") }
        return Row(
            name: "deciding one event",
            goal: .microseconds(20),
            countPerRound: decisions.count * 20
        ) {
            var effectCount = 0
            for _ in 0..<20 {
                for decision in decisions { effectCount += decision.decide().effects.count }
            }
            guard effectCount > 0 else { throw Shipped.Unusable(description: "no effects") }
        }
    }
}
