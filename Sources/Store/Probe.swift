public import Desk

/// What a test puts beside the ledger: it is told of each step and can let the disk fail, or the
/// process end, there.
///
/// In life there is none.
public struct Probe: Sendable {
    /// Nobody looks.
    public static let none = Probe(isInline: false) { _ in }

    /// Transactions are carried out where they are asked for, not on a thread of their own, so that
    /// a simulation decides the order of everything.
    let isInline: Bool
    /// What it throws at `committing` undoes the transaction, as a full disk does; at `committed`
    /// it only hides that the transaction was carried out.
    let watch: @Sendable (Step) throws -> Void

    /// A probe that is called at each step.
    public init(isInline: Bool, watch: @escaping @Sendable (Step) throws -> Void) {
        (self.isInline, self.watch) = (isInline, watch)
    }
}

extension Ledger {
    /// Tells whoever looks on how far something has come.
    public func pass(_ step: Step) {
        try? probe.watch(step)
    }
}
