public import Desk

/// A door's way out: carries out one errand on the other network.
///
/// The errand's id is the same at every try, so an outlet makes repeating harmless with it.
public protocol Outlet: Sendable {
    /// Carries out an errand.
    ///
    /// - Returns: The other network's name for what arrived, where it gave one.
    func deliver(_ errand: Errand) async throws(OutletFailure) -> Receipt?

    /// Learns which errands have arrived without anybody being told, and has that written down.
    ///
    /// Asked for before an errand is tried again whose outcome was `unsure`.
    func takeStock() async throws(OutletFailure)
}

extension Outlet {
    /// Nothing to learn: for networks that never leave an outcome open.
    public func takeStock() async throws(OutletFailure) {}
}

/// Why an errand could not be carried out now.
public enum OutletFailure: Error, Sendable, Hashable {
    /// It may succeed later; the lane waits, by the outlet's word or the pump's own patience.
    case later(after: Duration?)
    /// Nothing will succeed now: every lane waits.
    case nothingWorks(after: Duration?)
    /// Nobody knows whether it arrived. Every lane waits, and stock is taken before anything is
    /// tried again: the other side may have forgotten the errand's id, and then it would come
    /// twice.
    case unsure(after: Duration?)
    /// This will never succeed.
    case never

    /// How long to wait, where the other side said so.
    var delay: Duration? {
        switch self {
        case .later(let delay), .nothingWorks(let delay), .unsure(let delay): delay
        case .never: nil
        }
    }
}
