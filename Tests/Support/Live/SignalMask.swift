import Glibc

/// Runs something with every signal let through on this thread.
///
/// A child takes over the mask of the thread that starts it, and the threads that Swift's tasks run
/// on block nearly all signals: without this, nothing started here would ever hear SIGTERM.
func withoutBlockedSignals<Value>(_ body: () throws -> Value) rethrows -> Value {
    var none = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try body()
}
