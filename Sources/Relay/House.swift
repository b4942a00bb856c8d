public import Logging
public import ServiceLifecycle
internal import UnixSignals

/// Something that runs as long as the process does.
public typealias LongRunning = Service

/// All that runs, started in order and ended in reverse when the process is asked to end.
public struct House: Sendable {
    /// How long what is under way may take to end.
    public static let shutdownSecondsMax = 10

    private let services: [any LongRunning]
    private let logger: Logger

    /// A house with what runs in it; whoever is needed by the others comes first.
    public init(_ services: [any LongRunning], logger: Logger) {
        (self.services, self.logger) = (services, logger)
    }

    /// Runs until SIGTERM or SIGINT.
    public func run() async throws {
        var configuration = ServiceGroupConfiguration(
            services: services.map(Nameplate.init),
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(Self.shutdownSecondsMax)
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// Something that runs, called by its kind.
///
/// The group of services logs whom it starts, and would write down all that one holds: addresses,
/// accounts.
struct Nameplate: LongRunning, CustomStringConvertible {
    let inhabitant: any LongRunning

    var description: String { "\(type(of: inhabitant))" }

    func run() async throws { try await inhabitant.run() }
}

/// Runs something until it ends or the process is asked to end; then it is cancelled.
public func untilShutdown(_ operation: @escaping @Sendable () async throws -> Void) async throws {
    do {
        try await cancelWhenGracefulShutdown(operation)
    } catch is CancellationError {
        // Whoever is asked to end and ends so has not failed.
    }
}
