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
    /// How long the homeserver is away at once.
    let outageSeconds: Int

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
            seconds: number("SECONDS", 30),
            outageSeconds: number("OUTAGE_SECONDS", 40)
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
