internal import Desk
internal import Hummingbird
internal import Relay

/// A form that was filled in and sent, and all that its answer needs to know.
struct Asked {
    let form: Form
    let secret: String
    let visitor: Visitor
    let script: Script
    let request: Request
    let context: DoorContext

    /// The language in which she wished the page's own words to be, if she said so.
    var wished: Language? {
        form[SimplePage.languageName].flatMap { Language(rawValue: $0) }
    }

    /// How a page begins that says something to her at the door.
    var language: Language { wished ?? script.language }
}

extension Asked {
    /// From where she comes, where that counts.
    func network(_ inbox: ChatInbox) -> Network? { inbox.entrance.network(of: request, context) }

    /// What she was writing when she pressed something else.
    ///
    /// What was sent before, and only its answer was lost, is none: it would be said twice.
    func unsent(_ inbox: ChatInbox) async throws -> SimplePage.Again {
        let draft = form["text"]
        guard let draft, let id = form["id"], LineID.isPossible(id, inbox.limits),
            let standing = try await inbox.switchboard.standing(of: visitor.key, at: script.name)
        else { return .init(draft: draft) }
        let said = try await inbox.switchboard.words(of: LineID(id), in: standing.number)
        guard let said else { return .init(draft: draft, id: id) }
        return Utterance.words(draft) == .text(said) ? .init() : .init(draft: draft)
    }
}
