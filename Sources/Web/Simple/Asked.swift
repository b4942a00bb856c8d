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
