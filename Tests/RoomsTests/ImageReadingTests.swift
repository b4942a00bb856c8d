import Desk
import Support
import Testing

@testable import Rooms

/// What is left of an image when everything but its points is taken off.
@Suite struct ImageReadingTests {
    static let wholes: [(Image.Kind, [UInt8])] = [(.png, TestImages.png), (.jpeg, TestImages.jpeg)]

    @Test(arguments: wholes)
    func `comments, cameras, profiles and what hangs behind the end are taken off`(
        _ kind: Image.Kind,
        _ bytes: [UInt8]
    ) throws {
        #expect(TestImages.isTelling(bytes))
        let image = try #require(ImageReading.read(bytes))
        #expect(image.kind == kind)
        #expect(!TestImages.isTelling(image.bytes.reveal()))
        #expect(image.bytes.reveal().count < bytes.count)
        // What is clean stays as it is.
        #expect(ImageReading.read(image.bytes.reveal()) == image)
    }

    @Test(arguments: wholes)
    func `an image that ends too early is none`(_ kind: Image.Kind, _ bytes: [UInt8]) throws {
        let clean = try #require(ImageReading.read(bytes)).bytes.reveal()
        for length in 0..<clean.count {
            #expect(ImageReading.read(Array(clean.prefix(length))) == nil, "\(length) bytes")
        }
    }

    @Test(arguments: wholes)
    func `whatever byte is wrong, nothing that tells comes through and nothing breaks`(
        _ kind: Image.Kind,
        _ bytes: [UInt8]
    ) {
        for place in bytes.indices {
            for value in [0, 0x7f, 0xd8, 0xff, bytes[place] ^ 1] as [UInt8] {
                var broken = bytes
                broken[place] = value
                guard let image = ImageReading.read(broken) else { continue }
                #expect(image.bytes.reveal().count <= bytes.count)
            }
        }
    }

    @Test(arguments: [
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "GIF89a", "",
        "RIFF\u{10}\u{0}\u{0}\u{0}WEBPVP8 ", "<!DOCTYPE html><script>1</script>", "BM", "%PDF-1.7",
    ])
    func `what is no PNG and no JPEG is no image, whatever anybody calls it`(_ text: String) {
        #expect(ImageReading.read(Array(text.utf8)) == nil)
    }

    @Test func `an image that claims to be a wall is none`() {
        var wide = TestImages.png
        wide[17] = 1  // The second byte of the width: 65,584 points.
        #expect(ImageReading.read(wide) == nil)
        var empty = TestImages.png
        empty[19] = 0
        #expect(ImageReading.read(empty) == nil)
    }
}
