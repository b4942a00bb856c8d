internal import Desk
internal import Matrix
internal import Relay

/// Fetching the images that counsellors show, so that a visitor never asks the homeserver for one.
extension CounselOutlet {
    /// Brings the image of a line home, or says why there is none.
    ///
    /// What became of it is a delivery like any other, under one name: whoever is killed in between
    /// fetches it once more, and it is heard once.
    func fetch(
        _ line: LineID,
        _ address: Confidential<String>,
        _ errand: Errand
    ) async throws -> EventID? {
        guard let number = errand.conversation else { throw OutletFailure.never }
        let outcome = try await outcome(line, address, errand)
        shelf.pass(.imageFetched)
        _ = try await receive(
            Delivery(
                id: DeliveryID("image/\(number)/\(line.rawValue)"),
                bot: errand.bot,
                address: .number(number),
                event: outcome
            )
        )
        return nil
    }

    private func outcome(
        _ line: LineID,
        _ address: Confidential<String>,
        _ errand: Errand
    ) async throws -> Desk.Event {
        let bytesMax = (scripts[errand.bot]?.limits.imageKilobytesMax ?? 0) * 1_000
        guard let media = MediaID(address.reveal()) else { return .imageLost(line, .kind) }
        let bytes: [UInt8]
        do throws(Homeserver.Failure) {
            bytes = try await office.bot.thumbnail(
                of: media,
                width: Self.imageWidthMax,
                height: Self.imageHeightMax,
                bytesMax: bytesMax + Self.imageWrappingBytesMax,
                timeoutMilliseconds: Self.imageMillisecondsMax
            )
        } catch {
            return .imageLost(line, try Self.loss(because: error, after: errand.attempts))
        }
        guard let image = ImageReading.read(bytes) else { return .imageLost(line, .kind) }
        guard image.bytes.reveal().count <= bytesMax else { return .imageLost(line, .tooLarge) }
        return .imageCame(line, image)
    }

    /// What a failure means; throws while it is worth another try.
    private static func loss(
        because failure: Homeserver.Failure,
        after attempts: Int
    ) throws(OutletFailure) -> ImageLoss {
        switch failure {
        // Nothing reaches the homeserver: no try is used up by that.
        case .retry(nil, certainlyNotSent: true): throw .nothingWorks(after: nil)
        case .unknownToken: throw OutletFailure(failure)
        case .retry(let delay, _):
            guard attempts >= fetchAttemptsMax else { throw .later(after: delay) }
            return .unreachable
        // Not in Matrix's own words: a proxy between us, which will not say so for ever.
        case .refused(_, "UNKNOWN") where attempts < fetchAttemptsMax: throw .later(after: nil)
        // Synapse: nothing smaller can be made of it, so it is no image.
        case .refused(400, _): return .kind
        case .refused: return .unreachable
        case .unreadable, .tooLarge: return .tooLarge
        }
    }

    /// The largest that Synapse makes by itself; a phone shows no more.
    private static let imageWidthMax = 800
    private static let imageHeightMax = 600
    /// One try takes no longer.
    private static let imageMillisecondsMax = 20_000
    /// What may stand around the points and is taken off.
    private static let imageWrappingBytesMax = 256 * 1_024
    /// With the pump's patience some two minutes.
    private static let fetchAttemptsMax = 9
}
