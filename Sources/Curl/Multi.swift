import Clibcurl

/// libcurl's handle for many transfers at once, and the connections it keeps.
///
/// Waking may be done from any thread, everything else only from the courier's. The handle is
/// cleaned up when nobody can wake it any more, and not before.
@safe
final class Multi: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer

    init(capacity: Courier.Capacity) {
        precondition(Library.ready, "libcurl cannot be started")
        guard let handle = unsafe curl_multi_init() else {
            preconditionFailure("libcurl gives no handle")
        }
        unsafe self.handle = unsafe handle
        set(CURLMOPT_MAXCONNECTS, capacity.connectionsMax)
        set(CURLMOPT_MAX_TOTAL_CONNECTIONS, capacity.connectionsMax)
        // The line keeps the limit for one host; here it could only make libcurl's own line begin.
        set(CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
    }

    deinit {
        unsafe curl_multi_cleanup(handle)
    }

    func wake() {
        withExtendedLifetime(self) {
            _ = unsafe curl_multi_wakeup(handle)
        }
    }

    func add(_ easy: Easy) -> Bool {
        unsafe curl_multi_add_handle(handle, easy.handle) == CURLM_OK
    }

    func remove(_ easy: Easy) {
        unsafe curl_multi_remove_handle(handle, easy.handle)
    }

    /// Moves what can be moved now.
    func perform() -> Bool {
        var runningCount: Int32 = 0
        return unsafe curl_multi_perform(handle, &runningCount) == CURLM_OK
    }

    /// Waits until something can be moved, or somebody wakes us, or the time is over.
    func wait(milliseconds: Int32) -> Bool {
        unsafe curl_multi_poll(handle, nil, 0, milliseconds, nil) == CURLM_OK
    }

    /// The next transfer that has come to its end, if there is one.
    func nextDone() -> (id: Transfer.ID, code: CURLcode)? {
        var remainingCount: Int32 = 0
        while let message = unsafe curl_multi_info_read(handle, &remainingCount) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            guard let easy = unsafe message.pointee.easy_handle else { continue }
            let code = unsafe message.pointee.data.result
            return (unsafe Easy.mark(of: easy), code)
        }
        return nil
    }

    private func set(_ option: CURLMoption, _ number: Int) {
        let code = unsafe clibcurl_multi_set_number(handle, option, number)
        precondition(code == CURLM_OK, "this libcurl lacks a setting we need")
    }
}
