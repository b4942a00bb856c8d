import Desk
import Foundation
import Glibc

/// A plain TCP connection to the loopback address, for asking as no page would.
///
/// Its calls may wait in the kernel, so they run on threads of their own and never hold up the
/// program under test.
final class RawSocket: Sendable {
    private let descriptor: Int32

    /// Connects.
    ///
    /// A small window makes a reader that soon has enough.
    init(port: Int, windowBytes: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = windowBytes {
            let length = socklen_t(MemoryLayout<Int32>.size)
            _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, length)
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failure = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, size)
            }
        }
        guard failure == 0 else { throw Absent("a connection") }
    }

    deinit {
        _ = Glibc.close(descriptor)
    }

    /// Sends; false when the other side takes nothing any more.
    @discardableResult
    func send(_ text: String) async -> Bool {
        await onOwnThread { [descriptor] in
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = unsafe rest.withUnsafeBytes {
                    unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Reads until something was seen, the other side closes, or nothing has come for so long.
    func read(until mark: String? = nil, atMostMilliseconds: Int = 10_000) async -> String {
        setPatience(milliseconds: atMostMilliseconds)
        return await onOwnThread { [self] in
            var all = ""
            while let some = readSome(), !some.isEmpty {
                all += some
                if let mark, all.contains(mark) { break }
            }
            return all
        }
    }

    /// Whether the other side closes within some time; what it says before is thrown away.
    func isClosed(withinMilliseconds milliseconds: Int = 10_000) async -> Bool {
        setPatience(milliseconds: milliseconds)
        return await onOwnThread { [self] in
            while let some = readSome() {
                if some.isEmpty { return true }
            }
            return false
        }
    }

    /// Closes in both directions at once.
    func hangUp() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Empty at the end, nothing when nothing has come in time.
    ///
    /// A reset is an end too.
    private func readSome() -> String? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
        }
        if count < 0, errno == EAGAIN { return nil }
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : ""
    }

    private func setPatience(milliseconds: Int) {
        var time = timeval(
            tv_sec: milliseconds / 1_000,
            tv_usec: (milliseconds % 1_000) * 1_000
        )
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
    }

    private func onOwnThread<Value: Sendable>(
        _ body: @escaping @Sendable () -> Value
    ) async -> Value {
        await withCheckedContinuation { answer in
            Thread.detachNewThread { answer.resume(returning: body()) }
        }
    }
}

/// The request for a stream, by hand.
func rawStream(_ visitor: Visitor, after last: Int = 0) -> String {
    """
    GET /\(visitor.bot.rawValue)/talk/stream HTTP/1.1\r
    Host: a\r
    Authorization: Bearer \(visitor.token)\r
    Last-Event-ID: \(last)\r
    \r

    """
}
