/// An image that a counsellor shows, as it may be shown: it holds nothing but its points.
///
/// Nothing that tells of a place, a camera, a program or a person is left in it.
public struct Image: Sendable, Hashable, Codable {
    /// What kinds there are; a drawing that can hold programs is none of them.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Portable Network Graphics.
        case png
        /// JPEG, as photographs are.
        case jpeg
    }

    /// What it is.
    public let kind: Kind
    /// The whole file.
    public let bytes: Confidential<[UInt8]>

    /// An image.
    public init(kind: Kind, bytes: Confidential<[UInt8]>) {
        (self.kind, self.bytes) = (kind, bytes)
    }
}

/// An image as a counsellor posted it, before it was fetched.
public struct PostedImage: Sendable, Hashable {
    /// Where it lies on the chat network; nothing where it cannot be fetched for a visitor, because
    /// it is encrypted or lies elsewhere.
    public let address: Confidential<String>?
    /// What she wrote under it; empty where she wrote nothing.
    public let caption: Confidential<String>

    /// A posted image.
    public init(address: Confidential<String>?, caption: Confidential<String>) {
        (self.address, self.caption) = (address, caption)
    }
}

/// How far the image of a line has come.
public enum ImageState: String, Sendable, Hashable, Codable {
    /// It is being fetched.
    case coming
    /// It can be shown.
    case here
    /// It could not be fetched, and both sides are told.
    case lost
}

/// Why an image could not be fetched.
public enum ImageLoss: String, Sendable, Hashable, CaseIterable {
    /// It is no image that we show.
    case kind
    /// Even made smaller it is larger than the bot allows.
    case tooLarge
    /// It is not there, or was not given to us.
    case unreachable

    /// What her counsellor is told.
    var remark: TextKey {
        switch self {
        case .kind: .roomImageKind
        case .tooLarge: .roomImageTooLarge
        case .unreachable: .roomImageLost
        }
    }
}
