internal import Desk

/// Makes an image of bytes that came from outside, and leaves out of it all that is no point of
/// the image: comments, places, dates, cameras, programs, colour profiles, small copies, and
/// whatever somebody has put behind its end.
///
/// What kind it is, its first bytes say; what anybody claims beside it does not count. Nothing is
/// taken apart that a browser does not take apart itself: the points stay packed.
enum ImageReading {
    /// No image is wider or higher than this: a few bytes can claim to be a wall of a house.
    static let pointsMax = 4_096

    /// Nothing where it is no image that we show.
    static func read(_ bytes: [UInt8]) -> Image? {
        if bytes.starts(with: PNGReading.signature) {
            return PNGReading.cleaned(bytes).map { Image(kind: .png, bytes: Confidential($0)) }
        }
        if bytes.starts(with: JPEGReading.start) {
            return JPEGReading.cleaned(bytes).map { Image(kind: .jpeg, bytes: Confidential($0)) }
        }
        return nil
    }

    static func mayBe(width: Int, height: Int) -> Bool {
        (1...pointsMax).contains(width) && (1...pointsMax).contains(height)
    }
}

extension ArraySlice<UInt8> {
    /// The first two bytes as a number, the greater one first.
    var number16: Int? {
        guard count >= 2 else { return nil }
        return Int(self[startIndex]) << 8 | Int(self[startIndex + 1])
    }

    /// The first four bytes as a number, the greatest one first.
    var number32: Int? {
        guard let high = number16, let low = dropFirst(2).number16 else { return nil }
        return high << 16 | low
    }
}
