import Matrix
import Support

/// What arrived, compared with what was said: line by line, by the line's own id on both sides.
struct ProofTable {
    let size: ProofSize
    var seconds = 0
    /// In whose talk a line was said, by its id.
    private var talks: [String: Int] = [:]
    private var sent = 0
    private var arrived = 0
    private var lost = 0
    private var doubled = 0
    private var misplaced = 0
    private var crossed = 0

    init(size: ProofSize) {
        self.size = size
    }

    var isWhole: Bool {
        sent == size.visitorCount * size.lineCount * 2 && arrived == sent
            && lost + doubled + misplaced + crossed == 0
    }

    /// All lines of a talk that somebody was told are accepted; all talks before the first compare.
    mutating func accepted(_ ids: [String], in talk: Int) {
        sent += ids.count
        for id in ids { talks[id] = talk }
    }

    /// One side of one talk: `said` as it stands where it was said, `heard` where it arrived.
    mutating func compare(_ said: [String], _ heard: [String], in talk: Int) {
        let places = Dictionary(zip(said, said.indices)) { first, _ in first }
        let own = heard.filter { talks[$0] == talk }
        let different = Set(own)
        crossed += heard.count - own.count
        arrived += different.count
        lost += Set(said).subtracting(different).count
        // What stands twice where it was said was doubled as well.
        doubled += own.count - different.count + said.count - places.count
        let order = own.compactMap { places[$0] }
        misplaced += zip(order, order.dropFirst()).count { $0 > $1 }
    }

    var text: String {
        """

        | what | count |
        | --- | --- |
        | seed | \(size.seed) |
        | visitors × lines each way | \(size.visitorCount) × \(size.lineCount) |
        | kill -9 of the bridge, of Synapse | \(size.bridgeKillCount), \
        \(size.homeserverKillCount) |
        | lines accepted | \(sent) |
        | lines arrived | \(arrived) |
        | lost | \(lost) |
        | doubled | \(doubled) |
        | out of order | \(misplaced) |
        | crossed | \(crossed) |
        | seconds | \(seconds) |

        """
    }
}

extension LiveTalk {
    /// The ids of the visitor's lines on her own page, and in her counsellor's room.
    func idsFromVisitor() async throws -> (said: [String], heard: [String]) {
        let said = visitor.screen.lines.filter { $0.from == "visitor" && $0.text.hasPrefix("v ") }
        let heard = try await counsellor.timeline(of: room).filter {
            $0.sender.localpart?.hasPrefix("passerelle_jeune_") == true
                && $0.type == "m.room.message"
        }
        return (
            said.map { $0.id ?? "?" },
            heard.map { $0.content["org.passerelle.line"]?.string ?? "?" }
        )
    }

    /// The same for the counsellor's lines, whose ids stand in their words: her page is told
    /// nothing else about them.
    func idsFromCounsellor() async throws -> (said: [String], heard: [String]) {
        let own = try await counsellor.timeline(of: room).filter { $0.sender == counsellor.user }
        return (
            own.compactMap { $0.message?.body }.map(Self.id),
            heardByVisitor.map(Self.id)
        )
    }

    private static func id(_ words: String) -> String {
        words.split(separator: " ").last.map(String.init) ?? "?"
    }
}
