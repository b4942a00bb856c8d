/// A JPEG, segment by segment (ITU-T T.81, annex B).
enum JPEGReading {
    /// Start of image, and the beginning of a first marker.
    static let start: [UInt8] = [0xff, 0xd8, 0xff]

    /// The same image with the segments that its points need; nothing where it is broken.
    static func cleaned(_ bytes: [UInt8]) -> [UInt8]? {
        var rest = bytes.dropFirst(2)
        var clean: [UInt8] = [0xff, 0xd8]
        var hasFrame = false
        var hasScan = false
        while let segment = segment(rest) {
            switch segment.marker {
            case Marker.end:
                // What comes behind the end belongs to nothing.
                return hasScan ? clean + segment.whole : nil
            case let marker where Marker.frames.contains(marker):
                guard !hasFrame, isFit(segment.body) else { return nil }
                hasFrame = true
                clean += segment.whole
            case Marker.scan:
                guard hasFrame else { return nil }
                hasScan = true
                let length = pointsLength(rest.dropFirst(segment.whole.count))
                let whole = rest.prefix(segment.whole.count + length)
                clean += whole
                rest = rest.dropFirst(whole.count)
                continue
            case let marker where Marker.tables.contains(marker):
                clean += segment.whole
            case Marker.adobe where isAdobe(segment.body):
                // Without it a browser would mix up the colours.
                clean += segment.whole
            case let marker where Marker.isBesidePoints(marker):
                break
            default:  // Not ours: whatever else a marker may be is read by no browser.
                return nil
            }
            rest = rest.dropFirst(segment.whole.count)
        }
        return nil
    }

    private enum Marker {
        static let end: UInt8 = 0xd9
        static let scan: UInt8 = 0xda
        static let adobe: UInt8 = 0xee
        /// Baseline, extended and progressive, as browsers know them.
        static let frames: Set<UInt8> = [0xc0, 0xc1, 0xc2]
        /// Huffman and quantization tables, and the restart interval.
        static let tables: Set<UInt8> = [0xc4, 0xdb, 0xdd]

        /// What applications and people write beside the points: APP0 to APP15, and comments.
        static func isBesidePoints(_ marker: UInt8) -> Bool {
            (0xe0...0xef).contains(marker) || marker == 0xfe
        }
    }

    private struct Segment {
        let marker: UInt8
        let body: ArraySlice<UInt8>
        let whole: ArraySlice<UInt8>
    }

    private static func segment(_ bytes: ArraySlice<UInt8>) -> Segment? {
        guard let head = bytes.number16, head >> 8 == 0xff else { return nil }
        let marker = UInt8(head & 0xff)
        if marker == Marker.end { return Segment(marker: marker, body: [], whole: bytes.prefix(2)) }
        guard let length = bytes.dropFirst(2).number16, length >= 2, length + 2 <= bytes.count
        else { return nil }
        let whole = bytes.prefix(length + 2)
        return Segment(marker: marker, body: whole.dropFirst(4), whole: whole)
    }

    /// Height, then width, behind the precision.
    private static func isFit(_ frame: ArraySlice<UInt8>) -> Bool {
        guard let height = frame.dropFirst().number16, let width = frame.dropFirst(3).number16
        else { return false }
        return ImageReading.mayBe(width: width, height: height)
    }

    /// `Adobe`, a version, two flags and how the colours are mixed, and nothing behind it.
    private static func isAdobe(_ body: ArraySlice<UInt8>) -> Bool {
        body.count == 12 && body.starts(with: Array("Adobe".utf8))
    }

    /// The packed points of a scan: up to a marker that is neither a stuffed byte nor a restart.
    private static func pointsLength(_ bytes: ArraySlice<UInt8>) -> Int {
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let isMarker = bytes[index] == 0xff
            let next = bytes[index + 1]
            if isMarker, next != 0, !(0xd0...0xd7).contains(next) {
                return index - bytes.startIndex
            }
            index += 1
        }
        return bytes.count
    }
}
