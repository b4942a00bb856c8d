/// An image that somebody posted (CS, "m.image").
public struct ImageMessage: Sendable, Hashable {
    /// Where it lies; nothing where it is encrypted, or where nothing is said.
    public let media: MediaID?
    /// What was written under it; nothing where only its file's name stands there.
    public let caption: String?
}

extension Event {
    /// The image that was posted, if this event posts one; an edit posts none.
    public var image: ImageMessage? {
        guard message?.kind == .image else { return nil }
        if case .replacement? = relation { return nil }
        return ImageMessage(
            media: content["url"]?.string.flatMap(MediaID.init),
            caption: JSON.object(content).caption
        )
    }

    /// The words that an edit puts in the place of what stood there; nothing where it puts none, as
    /// when it puts a file, whose `body` is a name.
    public var wordsInstead: String? {
        guard case .replacement(_, let body?)? = relation, let new = content["m.new_content"] else {
            return nil
        }
        switch new["msgtype"]?.string.map(TextMessage.Kind.init(msgtype:)) {
        case .text, .emote, .notice, nil: return body
        case .image: return new.caption
        case .other: return nil
        }
    }
}

extension TextMessage.Kind {
    fileprivate static let image = TextMessage.Kind.other("m.image")
}

extension JSON {
    /// CS, "Media captions": the body is a caption where there is a file name and it is another.
    fileprivate var caption: String? {
        guard let body = self["body"]?.string, let name = self["filename"]?.string, name != body
        else { return nil }
        return body
    }
}
