internal import Desk

extension BotFile {
    /// What may stand in `bot.yaml`, for the check, the schema and the help.
    static let definition: Definition = [
        .required(
            "name",
            .text,
            "What people call the service; the page shows it.",
            example: "\"Maintenant j'en parle\""
        ),
        .required(
            "languages",
            .list(.among(Words.languages)),
            "The languages it speaks; the first one is also spoken to counsellors.",
            example: "[fr]"
        ),
        .required(
            "persona",
            .text,
            "The only name under which a counsellor appears to a visitor.",
            example: "\"Intervenante\""
        ),
        .optional("doors", .table(doors), "Where visitors come in."),
        .optional("page", .table(page), "How its page looks, and what it asks."),
        .optional("staff_room", .text, "The visible name of the counsellors' room."),
        .required(
            "exit_address",
            .address(["https"]),
            "Where the quick exit leads: a dull page that is nobody's own.",
            example: "\"https://fr.wikipedia.org/\""
        ),
        .optional(
            "escalation",
            .list(.table(step)),
            "Who is called when somebody waits long, in rising order."
        ),
        .optional("team", .table(team), "How the team works; each line may be left out."),
        .optional("limits", .table(limits), "The bot's numbers; each may be left out."),
    ]

    private static let doors: Definition = [
        .optional("web", .id, "The path of the page; usually the folder's name."),
        .optional("lobby", .table(lobby), "A public room on the chat network, as a second door."),
    ]

    private static let step: Definition = [
        .required("after", .count(1...240), "Minutes since she began to wait.", example: "5"),
        .required(
            "call",
            .among(Words.calls),
            "Who is mentioned in the staff room; nobody: she hears that nobody is free yet.",
            example: "counsellors"
        ),
    ]

    private static let limits: Definition = [
        .optional("waiting", .count(1...1_000), "So many may wait at once."),
        .optional("line_characters", .count(200...8_000), "The longest line, in characters."),
        .optional(
            "unheard_lines",
            .count(1...1_000),
            "So many lines may be left before somebody answers."
        ),
        .optional(
            "forget_after_hours",
            .count(1...720),
            "So many hours after its end a talk is forgotten."
        ),
        .optional(
            "forget_answers_after_hours",
            .count(1...720),
            "So many hours after the end her name and her answers are forgotten."
        ),
        .optional(
            "leave_room_after_hours",
            .count(1...720),
            "So many hours after the end the counselling room is given up."
        ),
        .optional("keep_statistics_days", .count(1...10_000), "Numbers are kept so long."),
        .optional(
            "keep_staff_room_days",
            .count(1...365),
            "So many days what is said in the staff room stays there."
        ),
        .optional(
            "talk_notices",
            .list(.count(1...600)),
            "Counsellors are told when a talk has lasted so many minutes."
        ),
        .optional(
            "image_kilobytes",
            .count(0...2_000),
            "So many kilobytes an image of a counsellor may have; 0: none is carried."
        ),
        .optional("contacts", .count(1...100), "So many talks with the same counsellor."),
        .optional("letter_days", .count(0...90), "So many days a letter waits; 0: none is taken."),
        .optional("code_days", .count(1...365), "So many days a return code is good."),
        .optional(
            "code",
            .among(Words.codes),
            "What a return code is made of: sixteen digits, or four words."
        ),
    ]

    private static let team: Definition = [
        .optional("duty", .among(Words.duties), "Whether only those on duty may take visitors."),
        .optional("talks_at_once", .count(1...20), "So many talks one counsellor may have."),
        .optional("heavy_counts", .count(1...10), "So much a heavy talk counts among them."),
        .optional(
            "unclaim_after",
            .count(0...60),
            "Whoever is not written to so many minutes after the claim waits again; 0: never."
        ),
        .optional("hold_minutes", .count(5...1_440), "So long a quiet hold lasts."),
    ]
}
