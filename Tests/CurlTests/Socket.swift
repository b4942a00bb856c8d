import Glibc

/// A plain stream socket; the only place of these tests that speaks to the system.
struct Socket: Sendable {
    let descriptor: Int32

    /// Listens on the loopback address; 0 lets the system choose the port.
    static func listening(onPort port: UInt16) -> Socket {
        let listener = Socket(descriptor: socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        listener.allowReuse()
        var address = loopback(port: port)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failure = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener.descriptor, $0, size)
            }
        }
        precondition(failure == 0 && listen(listener.descriptor, 512) == 0, "cannot listen")
        return listener
    }

    static func listening(onPath path: String) -> Socket {
        let listener = Socket(descriptor: socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { target in
            unsafe target.copyBytes(from: path.utf8)
        }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let failure = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener.descriptor, $0, size)
            }
        }
        precondition(failure == 0 && listen(listener.descriptor, 512) == 0, "cannot listen")
        return listener
    }

    static func connected(toPort port: UInt16) -> Socket? {
        let caller = Socket(descriptor: socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        var address = loopback(port: port)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failure = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(caller.descriptor, $0, size)
            }
        }
        guard failure == 0 else {
            caller.close()
            return nil
        }
        return caller
    }

    var port: UInt16 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &size)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    func accepted() -> Socket? {
        let caller = accept(descriptor, nil, nil)
        return caller < 0 ? nil : Socket(descriptor: caller)
    }

    /// Waits for some bytes; nothing at the end.
    func read() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
        }
        return count > 0 ? Array(buffer[..<count]) : []
    }

    /// False when the other side is gone.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Ends both directions, and wakes whoever waits on it.
    func hangUp() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    func close() {
        _ = Glibc.close(descriptor)
    }

    private func allowReuse() {
        var yes: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size)
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
