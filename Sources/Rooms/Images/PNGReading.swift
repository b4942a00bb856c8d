/// A PNG, chunk by chunk (https://www.w3.org/TR/png-3/, "PNG datastream").
enum PNGReading {
    static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

    /// What the points need; everything else is about them, or moves them.
    private static let kept: Set<String> = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]

    /// The same image with the chunks that its points need; nothing where it is broken.
    static func cleaned(_ bytes: [UInt8]) -> [UInt8]? {
        var rest = bytes.dropFirst(signature.count)
        guard let head = chunk(rest), head.name == "IHDR", head.body.count == 13,
            let width = head.body.number32, let height = head.body.dropFirst(4).number32,
            ImageReading.mayBe(width: width, height: height)
        else { return nil }
        var clean = signature
        var hasPoints = false
        while let chunk = chunk(rest) {
            if kept.contains(chunk.name) { clean += chunk.whole }
            if chunk.name == "IDAT" { hasPoints = true }
            // What comes behind the end belongs to nothing.
            if chunk.name == "IEND" { return hasPoints && chunk.body.isEmpty ? clean : nil }
            rest = rest.dropFirst(chunk.whole.count)
            // Two heads could claim two sizes.
            if let next = Self.chunk(rest), next.name == "IHDR" { return nil }
        }
        return nil
    }

    private struct Chunk {
        let name: String
        let body: ArraySlice<UInt8>
        let whole: ArraySlice<UInt8>
    }

    /// Length, name, body, checksum; nothing where they do not fit.
    private static func chunk(_ bytes: ArraySlice<UInt8>) -> Chunk? {
        guard let length = bytes.number32, bytes.count >= 12, length <= bytes.count - 12 else {
            return nil
        }
        return Chunk(
            name: String(decoding: bytes.dropFirst(4).prefix(4), as: UTF8.self),
            body: bytes.dropFirst(8).prefix(length),
            whole: bytes.prefix(length + 12)
        )
    }
}
