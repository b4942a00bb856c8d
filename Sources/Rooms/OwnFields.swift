internal import Desk
internal import Matrix

/// The bridge's own fields in events that it sends.
///
/// They say nothing to a reader; by them the bridge knows its own words again when they come back.
enum OwnFields {
    static let effect = "org.passerelle.effect"
    static let part = "org.passerelle.part"
    static let line = "org.passerelle.line"
    static let conversation = "org.passerelle.conversation"
    static let started = "org.passerelle.started"
    static let lobby = "org.passerelle.lobby"
    static let aged = "org.passerelle.aged"

    /// What takes something back only because it has stood there for long.
    static var markAged: [String: JSON] { [aged: true] }

    /// What is added to the last event of an errand.
    static func mark(_ errand: Errand) -> [String: JSON] {
        var fields: [String: JSON] = [effect: .string(errand.id.rawValue)]
        if case .relay(let id) = errand.effect { fields[line] = .string(id.rawValue) }
        if let number = errand.notice { fields[conversation] = .int(number) }
        return fields
    }

    /// What is added to an event after which the errand goes on.
    static func markPart(of errand: Errand) -> [String: JSON] {
        [part: .string(errand.id.rawValue)]
    }

    /// The errand that an event of ours is not the last of.
    static func part(of event: Matrix.Event) -> EffectID? {
        event.content[part]?.string.map { EffectID($0) }
    }

    /// Whom a notice of ours in the staff room is about.
    static func conversation(of event: Matrix.Event) -> ConversationNumber? {
        event.content[conversation]?.int
    }

    /// The errand that an event of our own belongs to.
    static func effect(of event: Matrix.Event) -> EffectID? {
        event.content[effect]?.string.map { EffectID($0) }
    }
}

extension Errand {
    /// Whom the notice is about, where it posts or changes one.
    fileprivate var notice: ConversationNumber? {
        if case .post(let notice) = effect { return notice.number }
        if case .edit(let notice) = effect { return notice.number }
        return nil
    }
}
