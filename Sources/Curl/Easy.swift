import Clibcurl

/// libcurl's handle for one transfer; it serves many, one after the other.
///
/// Its helpers collect whether every setting was accepted, so that whoever dresses it asks once.
@safe
final class Easy {
    let handle: UnsafeMutableRawPointer
    private(set) var isDressed = true
    private var headerList: UnsafeMutablePointer<curl_slist>?

    init?() {
        guard let handle = unsafe curl_easy_init() else { return nil }
        unsafe self.handle = unsafe handle
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe curl_slist_free_all(headerList)
    }

    /// Forgets the last transfer; the handle must not be part of a multi handle.
    func reset() {
        unsafe curl_easy_reset(handle)
        unsafe curl_slist_free_all(headerList)
        unsafe headerList = nil
        isDressed = true
    }

    func set(_ option: CURLoption, _ number: Int) {
        note(unsafe clibcurl_set_number(handle, option, number))
    }

    func setLarge(_ option: CURLoption, _ number: Int) {
        note(unsafe clibcurl_set_large(handle, option, curl_off_t(number)))
    }

    func set(_ option: CURLoption, _ text: String?) {
        guard let text else { return note(unsafe clibcurl_set_text(handle, option, nil)) }
        note(unsafe text.withCString { unsafe clibcurl_set_text(handle, option, $0) })
    }

    /// The size goes first: libcurl copies as many bytes as it has been told.
    func setBody(_ bytes: [UInt8]) {
        setLarge(CURLOPT_POSTFIELDSIZE_LARGE, bytes.count)
        // An empty array may have no address, and no address would mean "ask a callback".
        let source = bytes.isEmpty ? [0] : bytes
        note(
            unsafe source.withUnsafeBytes {
                unsafe clibcurl_set_bytes(handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
            }
        )
    }

    func setHeaders(_ lines: [String]) {
        for line in lines {
            guard let longer = unsafe curl_slist_append(headerList, line) else {
                return note(CURLE_OUT_OF_MEMORY)
            }
            unsafe headerList = unsafe longer
        }
        note(unsafe clibcurl_set_list(handle, CURLOPT_HTTPHEADER, headerList))
    }

    /// The transfer must outlive its time in the multi handle; the loop sees to that.
    func setReceiver(_ transfer: Transfer) {
        let owner = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        note(unsafe clibcurl_set_receiver(handle, CURLOPT_HEADERFUNCTION, receiveHeaderLine))
        note(unsafe clibcurl_set_pointer(handle, CURLOPT_HEADERDATA, owner))
        note(unsafe clibcurl_set_receiver(handle, CURLOPT_WRITEFUNCTION, receivePiece))
        note(unsafe clibcurl_set_pointer(handle, CURLOPT_WRITEDATA, owner))
        let mark = unsafe UnsafeMutableRawPointer(bitPattern: transfer.id)
        note(unsafe clibcurl_set_pointer(handle, CURLOPT_PRIVATE, mark))
    }

    func number(_ info: CURLINFO) -> Int {
        var number = 0
        let code = unsafe clibcurl_get_number(handle, info, &number)
        return code == CURLE_OK ? number : 0
    }

    /// When the certificate ends that the server showed, as its issuer wrote it.
    var certificateEnd: String? {
        let name = "Expire date"
        let text = unsafe clibcurl_get_certificate_field(handle, name, name.utf8.count)
        return unsafe text.map { unsafe String(cString: $0) }
    }

    /// Which transfer a handle is dressed for.
    static func mark(of handle: UnsafeMutableRawPointer) -> Transfer.ID {
        var mark: UnsafeMutableRawPointer?
        _ = unsafe clibcurl_get_pointer(handle, CURLINFO_PRIVATE, &mark)
        return Int(bitPattern: mark)
    }

    private func note(_ code: CURLcode) {
        guard code != CURLE_OK else { return }
        isDressed = false
    }
}
