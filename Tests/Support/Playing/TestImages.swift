import Foundation

/// Small images as people make them, with what programs write beside the points.
public enum TestImages {
    /// What is written beside the points of all of them, and must reach nobody.
    public static let canary = "CANARI-7C1"

    /// A PNG of 48 × 32 points, with comments, with what a camera says, and with something behind
    /// its end.
    public static let png = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAADAAAAAgCAIAAADbtmxLAAAAF3RFWHRDb21tZW50AENBTkFSSS03QzEt
        dGV4dPyYcQEAAAAkaVRYdFhNTDpjb20uYWRvYmUueG1wAAAAAABDQU5BUkktN0MxLXhtcN40fvcAAAAq
        ZVhJZk1NACoAAAAIAAEBDgACAAAAEAAAABoAAAAAQ0FOQVJJLTdDMS1leGlmAC0zbFgAAABWSURBVHja
        Y5SNyWDABi7nvMAqrjtFgqbqmRgGGRh10KiDRh1Ea8D44UTAgJQ3uNSPRtmog0YdNOIcxDJQ5c1oe2jU
        QaMOGnXQaHtoNA2NOmjUQYMEAADmFyQK2k4/mAAAAABJRU5ErkJgglRBSUxDQU5BUkktN0Mx
        """
    )

    /// A JPEG of 48 × 32 points, with a comment, a colour profile, what a camera says, and
    /// something behind its end.
    public static let jpeg = bytes(
        """
        /9j/4AAQSkZJRgABAQAAAQABAAD/4QAyRXhpZgAATU0AKgAAAAgAAQEOAAIAAAAQAAAAGgAAAABDQU5B
        UkktN0MxLWV4aWYA/+IAnklDQ19QUk9GSUxFAAEBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABDQU5BUkktN0MxLWljY//+ABBDQU5B
        UkktN0MxLWNvbf/bAEMAFA4PEg8NFBIQEhcVFBgeMiEeHBwePSwuJDJJQExLR0BGRVBac2JQVW1WRUZk
        iGVtd3uBgoFOYI2XjH2Wc36BfP/AAAsIACAAMAEBEQD/xAAWAAEBAQAAAAAAAAAAAAAAAAAGAAX/xAAU
        EAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AMoxDjEOMUHGIcYhyMQ4xDjFBxiHGIc//9lDQU5BUkkt
        N0Mx
        """
    )

    /// A PNG of 800 × 600 points, wider than a phone.
    public static let wide = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAyAAAAJYAQAAAACyDb/dAAAA6klEQVR42u3NMREAAAgEoNf+nTWF5wIF
        qMm9jkQikUgkEolEIpFIJBKJRCKRSCQSiUQikUgkEolEIpFIJBKJRCKRSCQSiUQikUgkEolEIpFIJBKJ
        RCKRSCQSiUQikUgkEolEIpFIJBKJRCKRSCQSiUQikUgkEolEIpFIJBKJRCKRSCQSiUQikUgkEolEIpFI
        JBKJRCKRSCQSiUQikUgkEolEIpFIJBKJRCKRSCQSiUQikUgkEolEIpFIJBKJRCKRSCQSiUQikUgkEolE
        IpFIJBKJRCKRSCQSiUQikUgkEolEIpFIJBKJRPKaLLSaBa8S1jj7AAAAAElFTkSuQmCC
        """
    )

    /// Whether something written beside the points is left.
    public static func isTelling(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains(canary)
    }

    private static func bytes(_ text: String) -> [UInt8] {
        let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters)
        guard let data else { preconditionFailure("an image of the tests is broken") }
        return [UInt8](data)
    }
}
