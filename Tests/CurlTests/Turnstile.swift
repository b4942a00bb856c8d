import Foundation

/// Lets a server's thread pass once for each opening.
final class Turnstile: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() {
        semaphore.signal()
    }

    func wait() {
        semaphore.wait()
    }
}
