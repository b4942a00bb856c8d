import Foundation
import Support

/// How large the proof is; `make prove` says so in the environment.
struct ProofSize: Sendable {
    /// Who is killed next, and after how long.
    struct Victim: Sendable {
        let isHomeserver: Bool
        let pause: Duration
    }

    let seed: UInt64
    let visitorCount: Int
    let lineCount: Int
    let bridgeKillCount: Int
    let homeserverKillCount: Int
    /// How long the talks last at least.
    let seconds: Int

    static var chosen: ProofSize {
        let environment = ProcessInfo.processInfo.environment
        func number(_ name: String, _ usual: Int) -> Int {
            environment["PROVE_" + name].flatMap { Int($0) } ?? usual
        }
        return ProofSize(
            seed: UInt64(number("SEED", 1)),
            visitorCount: number("VISITORS", 5),
            lineCount: number("LINES", 20),
            bridgeKillCount: number("BRIDGE_KILLS", 8),
            homeserverKillCount: number("HOMESERVER_KILLS", 2),
            seconds: number("SECONDS", 30)
        )
    }

    func victims(_ chance: inout Splitmix) -> [Victim] {
        let kinds =
            [Bool](repeating: false, count: bridgeKillCount)
            + [Bool](repeating: true, count: homeserverKillCount)
        let usual = Double(seconds) / Double(max(1, kinds.count))
        return kinds.shuffled(using: &chance).map { isHomeserver in
            let pause = Duration.seconds(usual * Double.random(in: 0.2...1.2, using: &chance))
            return Victim(isHomeserver: isHomeserver, pause: pause)
        }
    }

    func pauses(_ chance: inout Splitmix) -> [Duration] {
        let usual = Double(seconds) / Double(lineCount)
        return (0..<lineCount).map { _ in
            .seconds(usual * Double.random(in: 0...2, using: &chance))
        }
    }
}

/// What arrived, compared with what was said.
struct ProofTable {
    let size: ProofSize
    var seconds = 0
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
        sent > 0 && arrived == sent && lost + doubled + misplaced + crossed == 0
    }

    /// `heard` should be the lines of one side of one talk, from the first to the last.
    mutating func compare(_ heard: [String], from side: String, _ talk: Int) {
        let prefix = "\(side) \(talk) "
        let own = heard.filter { $0.hasPrefix(prefix) }
            .compactMap { Int($0.dropFirst(prefix.count)) }
        let different = Set(own)
        sent += size.lineCount
        arrived += different.count
        crossed += heard.count - own.count
        doubled += own.count - different.count
        lost += (1...size.lineCount).count { !different.contains($0) }
        misplaced += zip(own, own.dropFirst()).count { $0 > $1 }
    }

    var text: String {
        """

        | what | count |
        | --- | --- |
        | seed | \(size.seed) |
        | visitors × lines each way | \(size.visitorCount) × \(size.lineCount) |
        | kill -9 of the bridge, of Synapse | \(size.bridgeKillCount), \
        \(size.homeserverKillCount) |
        | lines sent | \(sent) |
        | lines arrived | \(arrived) |
        | lost | \(lost) |
        | doubled | \(doubled) |
        | out of order | \(misplaced) |
        | crossed | \(crossed) |
        | seconds | \(seconds) |

        """
    }
}
