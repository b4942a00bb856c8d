/// How an event stands to an earlier one (CS, "Forming relationships between events").
public enum Relation: Sendable, Hashable {
    /// A reaction: a key, mostly an emoji, on an event.
    case annotation(EventID, key: String)
    /// An edit. Without readable `m.new_content` the new body is nil and the edit says nothing: it
    /// must be ignored, never taken for a fresh line.
    case replacement(EventID, newBody: String?)
    /// Part of the thread under an event.
    case thread(root: EventID)
    /// A rich reply to an event, outside any thread.
    case reply(to: EventID)
}

extension Event {
    /// How this event stands to an earlier one, if it does in a way we know.
    public var relation: Relation? {
        // CS, "Event replacements", "Validity of replacement events": state cannot be edited.
        guard !isState, let relates = content["m.relates_to"] else { return nil }
        let target = relates["event_id"]?.string.map(EventID.init(rawValue:))
        switch relates["rel_type"]?.string {
        case "m.annotation":
            guard let target, let key = relates["key"]?.string else { return nil }
            return .annotation(target, key: key)
        case "m.replace":
            guard let target else { return nil }
            let body = content["m.new_content"]?["body"]?.string
            return .replacement(target, newBody: body.map(ReplyFallback.stripped))
        case "m.thread":
            guard let target else { return nil }
            return .thread(root: target)
        case .some, nil:
            return repliedTo.map { .reply(to: $0) }
        }
    }

    /// The event this one answers, in a thread or not.
    ///
    /// A thread's fallback reply, there for clients that know no threads, is not an answer (CS,
    /// "Threading", "Fallback for unthreaded clients").
    public var repliedTo: EventID? {
        guard !isState, let relates = content["m.relates_to"] else { return nil }
        let isFallback =
            relates["rel_type"] == "m.thread" && relates["is_falling_back"]?.bool == true
        guard !isFallback else { return nil }
        return relates["m.in_reply_to"]?["event_id"]?.string.map(EventID.init(rawValue:))
    }

    /// The events that this one is said about: what it changes or answers, or stands under.
    ///
    /// A reaction says nothing.
    public var isAbout: [EventID] {
        let target: EventID? =
            switch relation {
            case .replacement(let target, _), .thread(let target), .reply(let target): target
            case .annotation, nil: nil
            }
        let all = [target, repliedTo].compactMap(\.self)
        return all.count == 2 && all[0] == all[1] ? [all[0]] : all
    }
}
