/// What somebody said: an `m.room.message` with words in it (CS, "Instant messaging").
public struct TextMessage: Sendable, Hashable {
    /// How it was said (`msgtype`).
    public enum Kind: Sendable, Hashable {
        /// Plain words, `m.text`.
        case text
        /// Words by a program, `m.notice`; a program must never answer them.
        case notice
        /// An act told in words, `m.emote`.
        case emote
        /// A file, a picture, a place or something newer; the body is its name or description.
        case other(String)
    }

    /// How it was said.
    public let kind: Kind
    /// The words, without the quotation that old clients put before a reply.
    public let body: String
    /// The words as people see them in a program that shows formatting, as plain words; `body`
    /// where there is no formatting, or where it would lose something.
    public let spoken: String
    /// How it stands to an earlier event.
    public let relation: Relation?
    /// Who is called by name (CS, "User and room mentions").
    public let mentions: Set<UserID>
    /// Where links of the chat network's own lead that its formatted form hides behind a name (CS,
    /// "Matrix URIs and links"): the plain words alone do not show that an account is named.
    public let accountLinks: [String]

    /// The kind as it stands in the event.
    public var msgtype: String { kind.msgtype }
}

extension TextMessage.Kind {
    /// Reads a `msgtype`.
    public init(msgtype: String) {
        switch msgtype {
        case "m.text": self = .text
        case "m.notice": self = .notice
        case "m.emote": self = .emote
        default: self = .other(msgtype)
        }
    }

    /// The kind as it stands in an event.
    public var msgtype: String {
        switch self {
        case .text: "m.text"
        case .notice: "m.notice"
        case .emote: "m.emote"
        case .other(let msgtype): msgtype
        }
    }
}

extension Event {
    /// What was said, if this event says something.
    ///
    /// Redacted events say nothing.
    public var message: TextMessage? {
        guard type == "m.room.message", !isState,
            let msgtype = content["msgtype"]?.string,
            let body = content["body"]?.string
        else { return nil }
        let own = ReplyFallback.stripped(from: body)
        return TextMessage(
            kind: .init(msgtype: msgtype),
            body: own,
            spoken: JSON.object(content).formatted.map { FormattedText.best(of: $0, over: own) }
                ?? own,
            relation: relation,
            mentions: mentions,
            accountLinks: AccountLinks.find(in: content)
        )
    }

    /// What an edit says now, as people see it; nothing where this is no edit.
    public var spokenAnew: String? {
        guard case .replacement(_, let body?)? = relation else { return nil }
        let formatted = content["m.new_content"]?.formatted
        return formatted.map { FormattedText.best(of: $0, over: body) } ?? body
    }

    private var mentions: Set<UserID> {
        let names = content["m.mentions"]?["user_ids"]?.array ?? []
        return Set(names.compactMap(\.string).map(UserID.init(rawValue:)))
    }
}

extension JSON {
    /// CS, "m.room.message msgtypes": the formatted words, in the one format that there is.
    fileprivate var formatted: String? {
        guard self["format"] == "org.matrix.custom.html" else { return nil }
        return self["formatted_body"]?.string
    }
}

/// Links to accounts and rooms in the formatted form of a message.
enum AccountLinks {
    /// Those of a message and of what it changes an earlier one into, the quotation left aside.
    static func find(in content: [String: JSON]) -> [String] {
        let forms = [content["formatted_body"], content["m.new_content"]?["formatted_body"]]
        return forms.compactMap { $0?.string }
            .flatMap { links(in: withoutQuotation($0)) }
    }

    private static func withoutQuotation(_ html: String) -> Substring {
        guard let end = html.firstRange(of: "</mx-reply>") else { return html[...] }
        return html[end.upperBound...]
    }

    private static func links(in html: Substring) -> [String] {
        html.split(whereSeparator: { "\"'".contains($0) }).filter {
            $0.contains("matrix.to/#/") || $0.hasPrefix("matrix:")
        }.map(String.init)
    }
}

/// The quotation that clients put before a reply until v1.13 of the specification removed it.
enum ReplyFallback {
    /// The body without its quotation.
    ///
    /// Only a first line that names an account, `> <@somebody:somewhere>`, begins one: newer
    /// clients send none, and a passage somebody quotes on purpose must reach the other side.
    static func stripped(from body: String) -> String {
        guard body.hasPrefix("> <@") || body.hasPrefix("> * <@") else { return body }
        var rest = body[...]
        while rest.hasPrefix(">") {
            guard let end = rest.firstIndex(where: isLineEnd) else { return "" }
            rest = rest[rest.index(after: end)...]
        }
        if let first = rest.first, isLineEnd(first) { rest = rest.dropFirst() }
        return String(rest)
    }

    /// To Swift, carriage return and line feed together are one character.
    private static func isLineEnd(_ character: Character) -> Bool {
        character == "\n" || character == "\r\n"
    }
}
