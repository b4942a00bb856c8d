/// Words to be sent: the content of an `m.room.message`.
public struct OutgoingText: Sendable, Hashable {
    /// How it is said.
    public var kind: TextMessage.Kind
    /// The words.
    public var body: String
    /// Who is called by name.
    ///
    /// Nobody else is, whatever the words contain.
    public var mentions: [UserID]
    /// How it stands to an earlier event.
    public var place: Place
    /// Fields of our own besides, such as a line's id.
    public var extra: [String: JSON]

    /// How the words stand to an earlier event.
    public enum Place: Sendable, Hashable {
        /// Not at all.
        case alone
        /// As an edit of an earlier event of the same sender.
        case replacing(EventID)
        /// In the thread under an event. `after` is the thread's latest event, for clients that
        /// know no threads; the root itself will do.
        case thread(root: EventID, after: EventID?)
        /// As an answer to an event.
        case answering(EventID)
    }

    /// Puts words together.
    public init(
        _ body: String,
        kind: TextMessage.Kind = .notice,
        mentions: [UserID] = [],
        place: Place = .alone,
        extra: [String: JSON] = [:]
    ) {
        self.body = body
        self.kind = kind
        self.mentions = mentions
        self.place = place
        self.extra = extra
    }

    /// The content to send.
    public var content: JSON {
        var fields = words
        if let relation { fields["m.relates_to"] = relation }
        switch place {
        case .alone, .thread, .answering: break
        case .replacing:
            // CS, "Event replacements": the whole new content goes inside; the outer words are for
            // clients that know no edits. Mentions outside are those that are new, so none ring
            // twice.
            fields["m.new_content"] = .object(words)
            fields["body"] = .string("* " + body)
            fields["m.mentions"] = [:]
        }
        return .object(fields.merging(extra) { own, _ in own })
    }

    private var words: [String: JSON] {
        // CS, "User and room mentions": even empty, the field keeps names inside the words from
        // ringing anybody.
        let names = mentions.map { JSON.string($0.rawValue) }
        return [
            "msgtype": .string(kind.msgtype), "body": .string(body),
            "m.mentions": names.isEmpty ? [:] : ["user_ids": .array(names)],
        ]
    }

    private var relation: JSON? {
        switch place {
        case .alone:
            nil
        case .replacing(let target):
            ["rel_type": "m.replace", "event_id": .string(target.rawValue)]
        case .thread(let root, let after):
            [
                "rel_type": "m.thread", "event_id": .string(root.rawValue),
                "is_falling_back": true,
                "m.in_reply_to": ["event_id": .string((after ?? root).rawValue)],
            ]
        case .answering(let target):
            ["m.in_reply_to": ["event_id": .string(target.rawValue)]]
        }
    }
}
