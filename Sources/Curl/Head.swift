/// The head of a response, gathered line by line.
///
/// A transfer may bring several: a `100 Continue` or a proxy's answer comes first. Each status line
/// starts anew, so the last one stays. What comes after the blank line are trailers, which nobody
/// here needs.
struct Head {
    private(set) var headers: [Header] = []
    private var bytesCount = 0
    private(set) var isComplete = false

    /// False when there is more than anyone should send.
    mutating func take(line bytes: UnsafeRawBufferPointer) -> Bool {
        bytesCount += bytes.count
        guard bytesCount <= Limits.headBytesMax else { return false }
        take(line: unsafe String(decoding: bytes, as: UTF8.self))
        return true
    }

    private mutating func take(line: String) {
        guard !line.hasPrefix("HTTP/") else {
            headers = []
            isComplete = false
            return
        }
        // "\r\n" is one character to Swift.
        let text = line.drop(while: \.isNewline)
        guard !text.isEmpty else {
            isComplete = true
            return
        }
        guard !isComplete, let header = Header(line: text) else { return }
        headers.append(header)
    }
}

extension Header {
    /// Nothing for a line without a colon, or one that continues the line before (which RFC 9112
    /// forbids).
    fileprivate init?(line: Substring) {
        guard line.first?.isWhitespace == false, let colon = line.firstIndex(of: ":") else {
            return nil
        }
        let value = line[line.index(after: colon)...]
        self.init(name: String(line[..<colon]), value: value.withoutEdges)
    }
}

extension Substring {
    fileprivate var withoutEdges: String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
