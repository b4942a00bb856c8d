import Glibc

/// A TCP socket on the loopback, blocking.
///
/// The only file here that touches memory by address.
struct Socket: Sendable {
    struct Failed: Error {}

    private let descriptor: Int32

    /// A socket that listens, on a free port unless one is named.
    static func listening(port wished: UInt16 = 0) throws -> (Socket, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failed() }
        var name = loopback(port: wished)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port: UInt16? = unsafe withUnsafeMutablePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                guard unsafe bind(descriptor, general, size) == 0, listen(descriptor, 256) == 0,
                    unsafe getsockname(descriptor, general, &size) == 0
                else { return false }
                return true
            } ? UInt16(bigEndian: unsafe pointer.pointee.sin_port) : nil
        }
        guard let port else { throw Failed() }
        return (Socket(descriptor: descriptor), port)
    }

    /// A connection to a port, or nil if nobody listens there.
    static func connected(port: UInt16) -> Socket? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        var name = loopback(port: port)
        let result = unsafe withUnsafeMutablePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                unsafe connect(descriptor, general, size)
            }
        }
        let socket = Socket(descriptor: descriptor)
        guard result == 0 else {
            socket.close()
            return nil
        }
        socket.sendAtOnce()
        return socket
    }

    /// The next one who calls, or nil when the socket is shut.
    func accept() -> Socket? {
        let caller = Glibc.accept(descriptor, nil, nil)
        guard caller >= 0 else { return nil }
        let socket = Socket(descriptor: caller)
        socket.sendAtOnce()
        return socket
    }

    /// Some bytes; none when the other side has ended.
    func receive() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
        }
        return Array(buffer.prefix(max(0, count)))
    }

    /// Sends all bytes; false when the other side has gone.
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Ends the connection for both sides; whoever waits on it wakes.
    func shut() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Gives the number back.
    func close() {
        Glibc.close(descriptor)
    }

    private func sendAtOnce() {
        var yes: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        _ = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, size)
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return name
    }
}
