internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Request {
    /// The whole body, if it is short enough and arrives in time.
    ///
    /// A declared length that is too long is refused before a byte is read; a body that trickles
    /// would evade every idle time-out, so it has a deadline of its own. What is sent after a
    /// refusal nobody reads: `Latch` ends the connection.
    func collect(bytesMax: Int, _ limits: WebLimits, _ context: DoorContext) async throws -> [UInt8]
    {
        do {
            return try await collect(bytesMax: bytesMax, limits.bodySecondsMax, context)
        } catch {
            // At the end of the process a body may look cut off; it is the process that is.
            if Task.isCancelled {
                throw Declined(status: .serviceUnavailable, word: "not_recorded")
            }
            throw error
        }
    }

    private func collect(
        bytesMax: Int,
        _ secondsMax: Int64,
        _ context: DoorContext
    ) async throws -> [UInt8] {
        if let declared = headers[.contentLength].flatMap({ Int($0) }), declared > bytesMax {
            throw Declined(status: .contentTooLarge, word: "too_large")
        }
        if headers[.expect]?.lowercased() == "100-continue" { context.goOn() }
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { [body] in
                do {
                    return Array(try await body.collect(upTo: bytesMax).readableBytesView)
                } catch is NIOTooManyBytesError {
                    throw Declined(status: .contentTooLarge, word: "too_large")
                } catch {
                    // Cut off, or not chunked as it says.
                    throw Declined(status: .badRequest, word: "bad_body")
                }
            }
            group.addTask {
                try await Task.sleep(for: .seconds(secondsMax))
                throw Declined(status: .requestTimeout, word: "too_slow")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }

    /// Whether a body comes with it, however short.
    var hasBody: Bool {
        headers[.transferEncoding] != nil || (headers[.contentLength] ?? "0") != "0"
    }

    /// The secret after `Bearer `, if there is one of a possible length.
    func bearer(length: ClosedRange<Int>) throws -> String {
        let words = (headers[.authorization] ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer", length.contains(words[1].count)
        else { throw Declined(status: .unauthorized, word: "unauthorized") }
        return String(words[1])
    }
}
