internal import Foundation

/// The lines that come in on standard input, from a terminal or a pipe.
enum Keyboard {
    /// So many lines wait at most; then reading waits too, and nothing is dropped.
    static let waitingLinesMax = 256
    /// The wait before a full keyboard is tried again.
    static let fullPauseSeconds = 0.05

    /// Begins to read.
    ///
    /// Reading blocks, so it has a thread of its own, which ends with the program.
    static func lines() -> AsyncStream<String> {
        let (lines, source) = AsyncStream.makeStream(
            of: String.self,
            bufferingPolicy: .bufferingOldest(waitingLinesMax)
        )
        Thread.detachNewThread { read(into: source) }
        return lines
    }

    private static func read(into source: AsyncStream<String>.Continuation) {
        var splitter = LineSplitter()
        // One byte at a time: asked for more, Foundation waits until it has them all.
        while let byte = try? FileHandle.standardInput.read(upToCount: 1)?.first {
            guard let line = splitter.take(byte) else { continue }
            guard give(line, to: source) else { return }
        }
        if let rest = splitter.rest { _ = give(rest, to: source) }
        source.finish()
    }

    private static func give(
        _ line: String,
        to source: AsyncStream<String>.Continuation
    ) -> Bool {
        while true {
            switch source.yield(line) {
            case .enqueued: return true
            case .dropped: Thread.sleep(forTimeInterval: fullPauseSeconds)
            case .terminated: return false
            @unknown default: return false
            }
        }
    }
}

/// Puts bytes together into lines.
struct LineSplitter {
    private var bytes: [UInt8] = []

    /// Takes a byte; gives the line that ends with it.
    mutating func take(_ byte: UInt8) -> String? {
        guard byte == UInt8(ascii: "\n") else {
            bytes.append(byte)
            return nil
        }
        defer { bytes = [] }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What stands after the last line end.
    var rest: String? {
        bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
