import Desk
import Matrix
import Support

/// A command as tired fingers type it, on whatever keyboard and client.
enum Slips {
    /// What never may be carried over: staff words, and what staff is called.
    static let secret = "SECRET-STAFF"

    /// One line, and how a client puts it.
    struct Slip: Sendable {
        let body: String
        let way: Way
    }

    enum Way: CaseIterable {
        case plain, formatted, reply, edit, emote
    }

    /// Those that are no command, first; then those that are one all the same.
    ///
    /// Each form comes by another way with each word.
    static func all(of word: String) -> [Slip] {
        let ways = Way.allCases
        let shift = word.unicodeScalars.reduce(0) { $0 + Int($1.value) }
        var slips = forms(of: word).enumerated().map { index, form in
            let argument = index.isMultiple(of: 2) ? secret : "@bea " + secret
            return Slip(body: form + " " + argument, way: ways[(index + shift) % ways.count])
        }
        // A forgotten sign leaves a line for her; whom it names must not reach her.
        for name in ["@bea", "@BEA:fake.test", "(@bea)", "https://matrix.to/#/@bea:x"] {
            let way: Way = slips.count.isMultiple(of: 2) ? .plain : .edit
            slips.append(Slip(body: "\(word) \(name)", way: way))
        }
        return slips + executed(of: word).map { Slip(body: $0 + " @bea", way: .plain) }
    }

    private static func forms(of word: String) -> [String] {
        let doubled = word.prefix(1) + word
        return [
            "！\(word)", "¡\(word)", "/\(word)", "﹗ \(word)", "\"!\(word)\"", "« !\(word) »",
            "'!\(word)", "😀 !\(word)", "👍!\(word)", "\u{200B}！\(word)", "(!\(word))", "> !\(word)",
            "**!\(word)**", "!\(doubled)", "!\(word.dropFirst())x", "!\(word.dropLast())q",
            "!!\(word)", "! !\(word)", "!\(word)\(word)", "bonjour\n!\(word)", "bonjour\n/\(word)",
            "❗\(word)", "!",
        ]
    }

    private static func executed(of word: String) -> [String] {
        [" !\(word)", "!\(word.uppercased())", "! \(word)", "\u{FEFF}!\(word)"]
    }
}

extension Town {
    /// Types a slip as a client would send it.
    func types(_ slip: Slips.Slip, _ room: RoomID, after line: EventID) {
        switch slip.way {
        case .plain: server.counsellorSays(room, ana, slip.body)
        case .emote: server.counsellorSays(room, ana, OutgoingText(slip.body, kind: .emote))
        case .reply:
            let text = OutgoingText(slip.body, kind: .text, place: .answering(line))
            server.counsellorSays(room, ana, text)
        case .edit:
            let text = OutgoingText(slip.body, kind: .text, place: .replacing(line))
            server.counsellorSays(room, ana, text)
        case .formatted:
            server.writes(
                room,
                ana,
                [
                    "msgtype": "m.text", "body": .string(slip.body),
                    "format": "org.matrix.custom.html",
                    "formatted_body": .string("<p><b>\(slip.body)</b></p>"),
                ]
            )
        }
    }

    /// A name that a client completed: in words the display name, behind it the account.
    func typesPill(_ word: String, _ room: RoomID) {
        let link = "<a href=\"https://matrix.to/#/\(bea.rawValue)\">\(Self.displayNames[1])</a>"
        server.writes(
            room,
            ana,
            [
                "msgtype": "m.text", "body": .string("\(word) \(Self.displayNames[1])"),
                "format": "org.matrix.custom.html", "formatted_body": .string("\(word) \(link)"),
                "m.mentions": ["user_ids": [.string(bea.rawValue)]],
            ]
        )
    }
}
