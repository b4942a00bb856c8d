/// One utterance in a conversation, as the visitor's side shows it.
public struct Line: Sendable, Hashable, Codable {
    /// Who speaks.
    ///
    /// A counsellor is never told apart by name here.
    public enum Author: String, Sendable, Hashable, Codable {
        /// The young person.
        case visitor
        /// The bot.
        case bot
        /// The counsellor, under the bot's persona.
        case counsellor
    }

    /// Its name inside the conversation.
    public let id: LineID
    /// Who speaks.
    public let author: Author
    /// What became of a line after it was said.
    public enum Change: String, Sendable, Hashable, Codable {
        /// It says something else now.
        case changed
        /// It was taken back; its words are gone.
        case withdrawn
    }

    /// The words.
    public let text: Confidential<String>
    /// What became of it; nothing: it is as it was said.
    public let change: Change?
    /// The place of the line that this one changes; nothing for a line of its own.
    public let of: Int64?
    /// How far its image has come; nothing: it has none.
    public let image: ImageState?

    /// One utterance.
    public init(
        id: LineID,
        author: Author,
        text: Confidential<String>,
        change: Change? = nil,
        of: Int64? = nil,
        image: ImageState? = nil
    ) {
        (self.id, self.author, self.text) = (id, author, text)
        (self.change, self.of, self.image) = (change, of, image)
    }
}

/// A line as it was written down.
public struct StoredLine: Sendable, Hashable {
    /// Its place in the conversation, from 1; the stream's event id.
    public let sequence: Int64
    /// When it was recorded, in milliseconds since 1970.
    public let milliseconds: Int64
    /// The line.
    public let line: Line
    /// Its image, where somebody has looked it up.
    public var image: Image?

    /// A line with its place.
    public init(sequence: Int64, milliseconds: Int64, line: Line) {
        (self.sequence, self.milliseconds, self.line) = (sequence, milliseconds, line)
    }
}

/// A line of a visitor's that somebody has read.
public struct ReadLine: Sendable, Hashable {
    /// Its name, as the visitor's side knows it.
    public let id: LineID
    /// Its place in the conversation.
    public let sequence: Int64

    /// A line with its place.
    public init(id: LineID, sequence: Int64) {
        (self.id, self.sequence) = (id, sequence)
    }
}
