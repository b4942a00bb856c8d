/// A sentence of the bot, by what it is for.
///
/// A bot must have all of them in its language.
///
/// The raw value is the key in `texts.*.yaml`. Placeholders in braces are filled when it is spoken.
public enum TextKey: String, Sendable, Hashable, CaseIterable {
    // To the visitor.
    /// The page's title: neutral, it stands in the browser's tab.
    case pageTitle = "page_title"
    /// Before the start: who reads, who does not, emergency number, secrecy and its exception.
    case arrival
    /// First line of the talk: a robot speaks, nobody reads this yet.
    case greeting
    /// The door is closed. `{opening}`
    case closed
    /// The door is closed and no opening is known.
    case closedUnknown = "closed_unknown"
    /// Why today is not like other days; stands before the closed text. `{reason}`
    case closedToday = "closed_today"
    /// The door is still open, but too late to begin. `{opening}`
    case tooLate = "too_late"
    /// The waiting room is full.
    case full
    /// Nobody was free before closing. `{opening}`
    case nobodyBeforeClosing = "nobody_before_closing"
    /// The door closes soon, to whoever waits. `{minutes}`
    case closingSoon = "closing_soon"
    /// Her place is kept until the next opening. `{opening}`
    case placeKept = "place_kept"
    /// The door is open again: is she there?
    case placeAgain = "place_again"
    /// The button with which she says that she is.
    case hereAgain = "here_again"
    /// The button that leads to another bot's door. `{name}`
    case otherDoor = "other_door"
    /// The answer to a yes-no question.
    case yes
    /// The answer to a yes-no question.
    case no
    /// The answer was not one of the choices.
    case pleaseChoose = "please_choose"
    /// The waiting begins. `{place}`
    case waiting
    /// A counsellor is here. `{persona}`
    case welcome
    /// The button that leads back after a referral.
    case mistaken
    /// She wrote on after a referral. `{mistaken}`
    case referredStill = "referred_still"
    /// A postal code that is not in the table.
    case postalUnknown = "postal_unknown"
    /// What stands for an answer that was skipped.
    case skipped
    /// The counsellor ended the talk. `{persona}`
    case goodbye
    /// The visitor ended the talk.
    case visitorGoodbye = "visitor_goodbye"
    /// A line could not be brought to the other side.
    case lineFailed = "line_failed"

    // To the counsellors.
    /// What a visitor without a name is called. `{number}`
    case nameless
    /// The notice. `{number}` `{name}` `{since}` `{answers}`
    case noticeWaiting = "notice_waiting"
    /// Added while she waits. `{number}`
    case noticeHow = "notice_how"
    /// The notice once claimed. `{counsellor}`
    case noticeTaken = "notice_taken"
    /// The notice once over.
    case noticeEnded = "notice_ended"
    /// The notice when the visitor left before.
    case noticeLeft = "notice_left"
    /// The notice when the door closed before anybody was free.
    case noticeClosed = "notice_closed"
    /// Added when there are marks. `{marks}`
    case noticeMarks = "notice_marks"
    /// The notice while her place is kept until the next opening.
    case noticeKept = "notice_kept"
    /// Somebody waits long: without a name or a word of hers. `{count}` `{minutes}`
    case alert
    /// To the one who came second. `{number}` `{counsellor}`
    case alreadyTaken = "already_taken"
    /// Nobody waits under that number. `{number}`
    case nobodyWaits = "nobody_waits"
    /// Who waits. `{list}`
    case waitingList = "waiting_list"
    /// Nobody waits at all.
    case waitingListEmpty = "waiting_list_empty"
    /// A `!word` that is none. `{command}`
    case unknownCommand = "unknown_command"
    /// What can be typed in the staff room.
    case staffHelp = "staff_help"
    /// What can be typed in a counselling room.
    case roomHelp = "room_help"
    /// First notice in a counselling room. `{number}` `{name}` `{answers}`
    case roomOpened = "room_opened"
    /// The visitor has ended the talk.
    case roomVisitorLeft = "room_visitor_left"
    /// The counsellor has ended the talk.
    case roomClosed = "room_closed"
    /// Typed after the end: nobody gets this.
    case roomOver = "room_over"
    /// A line could not be brought to the visitor, or hers could not be brought here. `{number}`
    case roomLineFailed = "room_line_failed"
    /// Somebody switched encryption on. `{number}`
    case roomEncrypted = "room_encrypted"
    /// The robot noticed certain words. `{mark}`
    case roomMark = "room_mark"
    /// The visitor has not answered for so long, and was told something. `{minutes}` `{text}`
    case roomSilence = "room_silence"
    /// So long have they talked. `{minutes}`
    case roomTalkLength = "room_talk_length"
    /// The door closes soon, and the talk may go on. `{minutes}`
    case roomClosingSoon = "room_closing_soon"
    /// The ready answers. `{list}`
    case readyAnswers = "ready_answers"
    /// No ready answers were written.
    case readyAnswersNone = "ready_answers_none"
    /// A ready answer was sent. `{text}`
    case readyAnswerSent = "ready_answer_sent"
    /// No ready answer has that name. `{id}` `{list}`
    case readyAnswerUnknown = "ready_answer_unknown"
    /// Something else than text was posted.
    case onlyText = "only_text"
    /// The bots' files were read again and hold.
    case reloaded
    /// The bots' files were read again and cannot be used. `{complaints}`
    case reloadRefused = "reload_refused"
    /// The bot's hours cannot be read.
    case hoursUnreadable = "hours_unreadable"
}

/// Every sentence of a bot, complete, and the page's own words.
public struct Texts: Sendable, Hashable {
    private let sentences: [TextKey: Saying]
    private let page: [Language: [String: String]]

    /// The sentences; a key that is missing is spoken as nothing, so `Documents` refuses gaps.
    public init(_ sentences: [TextKey: Saying], page: [Language: [String: String]] = [:]) {
        (self.sentences, self.page) = (sentences, page)
    }

    /// A sentence with its placeholders filled.
    public func say(
        _ key: TextKey,
        _ values: [String: String] = [:],
        to audience: Audience
    ) -> String {
        Self.fill(sentences[key]?.said(to: audience) ?? "") { values[$0] }
    }

    /// The words of the visitor's page, by the page's own keys.
    public func page(in language: Language) -> [String: String] {
        page[language] ?? [:]
    }

    /// A text without what stands between braces.
    public static func withoutBlanks(_ text: String) -> String {
        fill(text) { _ in "" }
    }

    /// Fills placeholders with their values; one that nothing fills stays as it stands.
    ///
    /// Values are not looked through again, so nothing that a person wrote can act as a
    /// placeholder.
    static func fill(_ text: String, with value: (String) -> String?) -> String {
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            filled += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}") else { break }
            filled += value(String(rest[rest.index(after: open)..<close])) ?? String(rest[...close])
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}
