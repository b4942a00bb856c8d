/// A file's text, read by whoever may touch the disk.
public struct SourceFile: Sendable, Hashable {
    /// The path as it is shown to people.
    public let path: String
    /// Everything in it.
    public let text: String

    /// A text and what it is called.
    public init(path: String, text: String) {
        (self.path, self.text) = (path, text)
    }
}
