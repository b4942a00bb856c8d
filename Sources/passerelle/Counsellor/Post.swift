internal import Matrix

/// One thing that the homeserver shall be asked to do for her.
enum Parcel: Sendable, Hashable {
    case join(RoomID)
    case say(String, in: RoomID, place: String)
}

/// Brings parcels to the homeserver, one after the other, each until it is acknowledged or refused.
struct Post: Sendable {
    /// So many parcels wait at most; beyond that she is told that nothing was sent.
    static let waitingParcelsMax = 1_000
    static let retryPauseMillisecondsMin = 250
    static let retryPauseMillisecondsMax = 5_000

    let account: Account

    /// What became of a parcel.
    enum Outcome: Sendable, Hashable {
        case delivered
        case refused
    }

    /// Repeating is harmless: the serial is the transaction id on this device.
    func carry(_ parcel: Parcel, serial: Int) async -> Outcome {
        var pauseMilliseconds = Self.retryPauseMillisecondsMin
        while !Task.isCancelled {
            do throws(Homeserver.Failure) {
                try await carryOnce(parcel, serial: serial)
                return .delivered
            } catch {
                guard case .retry(let wished, _) = error else { return .refused }
                try? await Task.sleep(for: wished ?? .milliseconds(pauseMilliseconds))
                pauseMilliseconds = min(2 * pauseMilliseconds, Self.retryPauseMillisecondsMax)
            }
        }
        return .refused
    }

    private func carryOnce(_ parcel: Parcel, serial: Int) async throws(Homeserver.Failure) {
        switch parcel {
        case .join(let room): try await account.voice.join(room)
        case .say(let words, let room, _):
            let text = OutgoingText(words, kind: .text)
            _ = try await account.voice.send(
                to: room,
                transactionID: "\(account.device).\(serial)",
                content: text.content
            )
        }
    }
}
