import Glibc

/// A value that only one thread at a time can reach.
///
/// A plain pthread lock rather than `Mutex`: the thread sanitizer does not understand the latter on
/// Linux, and this is the target that most needs to be run under it.
@safe
final class Guarded<Value>: @unchecked Sendable {
    private var value: Value
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init(_ value: sending Value) {
        self.value = value
        unsafe lock.initialize(to: pthread_mutex_t())
        let failure = unsafe pthread_mutex_init(lock, nil)
        precondition(failure == 0, "no lock can be made")
    }

    deinit {
        unsafe pthread_mutex_destroy(lock)
        unsafe lock.deallocate()
    }

    func reach<Result>(_ body: (inout Value) -> Result) -> Result {
        unsafe pthread_mutex_lock(lock)
        defer { unsafe pthread_mutex_unlock(lock) }
        return body(&value)
    }
}
