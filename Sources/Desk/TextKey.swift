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
    /// No service of the directory may be named to her today: whom to call in danger.
    case referredNobody = "referred_nobody"
    /// The door is closed. `{opening}`
    case closed
    /// The door is closed and no opening is known.
    case closedUnknown = "closed_unknown"
    /// Why today is closed, or has other hours; stands before the closed text. `{reason}`
    case closedToday = "closed_today", otherHoursToday = "other_hours_today"
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
    /// The answers to a yes-no question.
    case yes, no
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
    /// A line could not be brought to the other side; one that was kept cannot be read any more.
    case lineFailed = "line_failed", lineDamaged = "line_damaged"
    /// Another counsellor goes on. `{persona}`
    case otherPerson = "other_person"
    /// Her counsellor had to go: she waits again, before all others.
    case givenBack = "given_back"
    /// The counsellor is back in so many minutes. `{minutes}`
    case pausedFor = "paused_for"
    /// The door is open and nobody has come yet.
    case nobodyOnDuty = "nobody_on_duty"
    /// Nobody is free, and the waiting is over; or everybody was called and it goes on.
    case nobodyFreeNow = "nobody_free_now", nobodyYet = "nobody_yet"
    /// Somebody of the team believes that she is in danger now.
    case emergencyOffer = "emergency_offer"
    /// Nobody is there: a letter can be left. And the button with which she begins one.
    case letterOffer = "letter_offer", letterWrite = "letter_write"
    /// She begins a letter. And the button that sends it.
    case letterBegin = "letter_begin", letterSend = "letter_send"
    /// Her letter is sent; the code with which she reads the answer. `{code}` `{date}`
    case letterSent = "letter_sent"
    /// She came back with the code of a letter; the answer follows, if there is one.
    case letterAnswers = "letter_answers"
    /// She is given a code to come back with; and once more, at the end. `{code}` `{date}`
    case codeGiven = "code_given", codeAgain = "code_again"
    /// The code is not known or too old.
    case codeUnknown = "code_unknown"
    /// She came back, and the same counsellor is there, or is not, or is not of the team any more.
    case codeSame = "code_same", codeOther = "code_other", codeGone = "code_gone"
    /// She came back while the door is closed; her code is still good. `{date}`
    case codeClosed = "code_closed"
    /// The buttons: she waits for the same counsellor, or talks with somebody else now.
    case codeWaitSame = "code_wait_same", codeWaitOther = "code_wait_other"
    /// She waits for the same counsellor; and that one has come.
    case codeWaitsSame = "code_waits_same", codeSameHere = "code_same_here"
    /// Her code opens nothing any more; or there is none to forget.
    case codeForgotten = "code_forgotten", codeNone = "code_none"
    /// The last of the talks that the bot allows with the same counsellor.
    case codeLast = "code_last"

    // To the visitor who came in through the lobby.
    /// Under the name of the lobby: it is public, a door only, what happens now; whom to call.
    case lobbyTopic = "lobby_topic"
    /// In a room that she asked the bot into: she is asked into a safer one, or was before.
    case lobbyDecline = "lobby_decline", lobbyDeclineAgain = "lobby_decline_again"
    /// First line in her own room: who can read it, and what she can type there; again at need.
    case lobbyWelcome = "lobby_welcome", lobbyHelp = "lobby_help", lobbyCodeHow = "lobby_code_how"
    /// What she wrote before: shall it be read, or nobody has read it; her own room was emptied.
    case lobbyCarry = "lobby_carry", lobbyNotKept = "lobby_not_kept", lobbyEmptied = "lobby_emptied"
    /// Where her own room is, and why she is let go from the lobby.
    case lobbyElsewhere = "lobby_elsewhere", lobbyLetGo = "lobby_let_go"
    /// How she answers; how besides in words; passes a question over. `{choices}`, `{word}`
    case lobbyChoose = "lobby_choose", lobbyChooseInstead = "lobby_choose_instead"
    case lobbySkip = "lobby_skip", lobbySkipWord = "lobby_skip_word"
    /// An answer of hers was changed, or stays; how a letter is sent; her code stays good.
    case lobbyAnswerChanged = "lobby_answer_changed", lobbyAnswerStays = "lobby_answer_stays"
    case lobbyLetterSend = "lobby_letter_send", lobbyCodeStays = "lobby_code_stays"
    /// Why a line of hers was not carried over. `{count}` for the long one
    case lobbyTooLong = "lobby_too_long", lobbyTooMany = "lobby_too_many", lobbyOver = "lobby_over"
    /// She posted something else than text; what looked like a command, `{command}`, is none.
    case lobbyOnlyText = "lobby_only_text", lobbyMeant = "lobby_meant"

    // To the counsellors.
    /// What a visitor without a name is called. `{number}`
    case nameless
    /// The notice. `{number}` `{name}` `{since}` `{answers}`
    case noticeWaiting = "notice_waiting"
    /// What the notice says while it rings, on a locked screen perhaps: nothing of hers. `{number}`
    case noticeRing = "notice_ring", noticeRingLetter = "notice_ring_letter"
    /// Added while she waits. `{number}`
    case noticeHow = "notice_how"
    /// The notice once claimed. `{counsellor}`
    case noticeTaken = "notice_taken"
    /// The notice once over, or when the visitor left before.
    case noticeEnded = "notice_ended", noticeLeft = "notice_left"
    /// The notice when the door closed before anybody was free.
    case noticeClosed = "notice_closed"
    /// Added when there are marks. `{marks}`
    case noticeMarks = "notice_marks"
    /// The notice while her place is kept until the next opening.
    case noticeKept = "notice_kept"
    /// The notice when she writes a letter instead of waiting on.
    case noticeWrites = "notice_writes"
    /// Somebody waits long: without a name or a word of hers. `{count}` `{minutes}`
    case alert
    /// To the one who came second. `{number}` `{counsellor}`
    case alreadyTaken = "already_taken"
    /// Nobody waits under that number. `{number}`
    case nobodyWaits = "nobody_waits"
    /// The letters without an answer, `{list}`; who waits, `{list}`, or that nobody does.
    case waitingLetters = "waiting_letters", waitingList = "waiting_list",
        waitingListEmpty = "waiting_list_empty"
    /// A `!word` that is none, or one of the staff room, or of a counselling room. `{command}`
    case unknownCommand = "unknown_command", commandOfStaffRoom = "command_of_staff_room",
        commandOfRoom = "command_of_room"
    /// A line that begins with something like a `!`; a time of day that has passed.
    case misspeltCommand = "misspelt_command", timePassed = "time_passed"
    /// What can be typed in the staff room, and in a counselling room.
    case staffHelp = "staff_help", roomHelp = "room_help"
    /// First notice in a counselling room. `{number}` `{name}` `{answers}`
    case roomOpened = "room_opened"
    /// The visitor has ended the talk.
    case roomVisitorLeft = "room_visitor_left"
    /// The counsellor has ended the talk; and what its room is called from then on. `{number}`
    case roomClosed = "room_closed", roomNameEnded = "room_name_ended"
    /// Typed after the end: nobody gets this.
    case roomOver = "room_over"
    /// The same for counsellors, whoever wrote it. `{number}`
    case roomLineFailed = "room_line_failed", roomLineDamaged = "room_line_damaged"
    /// Somebody switched encryption on. `{number}`
    case roomEncrypted = "room_encrypted"
    /// Somebody put the bot out of the room. `{number}`
    case roomTakenAway = "room_taken_away"
    /// The robot noticed certain words. `{mark}`
    case roomMark = "room_mark"
    /// The visitor has not answered for so long, and was told something. `{minutes}` `{text}`
    case roomSilence = "room_silence"
    /// So long have they talked. `{minutes}`
    case roomTalkLength = "room_talk_length"
    /// The door closes soon, and the talk may go on. `{minutes}`
    case roomClosingSoon = "room_closing_soon"
    /// The ready answers, `{list}`, or that none were written.
    case readyAnswers = "ready_answers", readyAnswersNone = "ready_answers_none"
    /// A ready answer was sent. `{text}`
    case readyAnswerSent = "ready_answer_sent"
    /// No ready answer has that name, `{id}` `{list}`, or it says nothing today.
    case readyAnswerUnknown = "ready_answer_unknown", readyAnswerEmpty = "ready_answer_empty"
    /// Something else than text was posted.
    case onlyText = "only_text"
    /// An image is not carried: never here; it is none that we show, is too large, `{count}`, or
    /// could not be fetched.
    case roomImageNotHere = "room_image_not_here", roomImageKind = "room_image_kind"
    case roomImageTooLarge = "room_image_too_large", roomImageLost = "room_image_lost"
    /// The bots' files were read again and hold, or cannot be used. `{complaints}`
    case reloaded, reloadRefused = "reload_refused"
    /// The nearest command; how one is written, and that nothing was done. `{command}`
    case meantCommand = "meant_command", commandHow = "command_how"
    /// Only admins may do that.
    case adminsOnly = "admins_only"
    /// Why somebody stands where she does, in the list: an answer of hers; given back.
    case waitingAhead = "waiting_ahead", waitingGivenBack = "waiting_given_back"
    /// Why somebody stands there: she is back with a code; she has waited longer than others.
    case waitingReturning = "waiting_returning", waitingLong = "waiting_long"
    /// Only those on duty may take somebody.
    case claimOffDuty = "claim_off_duty"
    /// She has as many talks as one may have. `{count}`
    case claimTooMany = "claim_too_many"
    /// Somebody is on duty, `{until}`, or is not any more.
    case dutyOn = "duty_on", dutyOff = "duty_off"
    /// Somebody is not on duty any more and still has talks. `{list}`
    case dutyOffTalks = "duty_off_talks"
    /// Who is on duty. `{names}`
    case dutyList = "duty_list"
    /// The door is open, `{until}`, or closed, `{opening}`.
    case doorIsOpen = "door_is_open", doorIsClosed = "door_is_closed"
    /// An admin closed or opened the door. `{until}`
    case doorClosed = "door_closed", doorOpened = "door_opened"
    /// The door follows the hours again.
    case doorAsHours = "door_as_hours"
    /// Who is held, `{list}`, or that nobody is.
    case heldList = "held_list", heldNone = "held_none"
    /// Nobody is held under that number. `{number}`
    case nobodyHeld = "nobody_held"
    /// Nobody of the team has that name. `{name}` `{list}`
    case nobodyCalled = "nobody_called"
    /// A colleague is asked to go on with a talk, or to read along. `{number}` `{counsellor}`
    case callHandOver = "call_hand_over", callReadAlong = "call_read_along"
    /// Somebody may be in danger now; no name, no word of hers. `{number}`
    case alarm
    /// The door is open, somebody waits, and nobody is on duty.
    case alertNobodyOnDuty = "alert_nobody_on_duty"
    /// Somebody waits again, before all others. `{number}`
    case alertGivenBack = "alert_given_back"
    /// Somebody is back whom she talked with before; or wrote words on hold that a rule knows.
    /// `{number}`
    case alertReturned = "alert_returned", alertHeld = "alert_held"
    /// A letter waits until `{date}`, or was forgotten without an answer. `{number}`
    case alertLetter = "alert_letter", letterUnanswered = "letter_unanswered"
    /// The marks of an alarm, and of somebody who came back. `{count}`
    case markAlarm = "mark_alarm", markReturning = "mark_returning"
    /// The mark of somebody who waits for one counsellor; and what another one hears who takes her.
    /// `{number}` `{counsellor}`
    case markAwaits = "mark_awaits", awaitsOther = "awaits_other"
    /// The mark of somebody who came in through the lobby; and that very many come. `{count}`
    case markLobby = "mark_lobby", alertLobbyCrowd = "alert_lobby_crowd"
    /// The lobby's address leads elsewhere; it was declared replaced; it is gone. `{alias}`
    case alertLobbyAlias = "alert_lobby_alias", alertLobbyReplaced = "alert_lobby_replaced"
    case alertLobbyGone = "alert_lobby_gone"
    /// Added to the notice of a letter; the notice while she is held. `{number}`
    case noticeLetter = "notice_letter", noticeHeld = "notice_held"
    /// Who reads along. `{names}`
    case noticeReaders = "notice_readers"
    /// Somebody not of the team wrote in a counselling room, or entered it uninvited. `{number}`
    case roomStranger = "room_stranger", alertStranger = "alert_stranger"
    /// Somebody who only reads along wrote. `{counsellor}`
    case roomReadsAlong = "room_reads_along"
    /// Added to the first remark: this is a letter; and that something makes no sense with one.
    case roomLetter = "room_letter", roomLetterOnly = "room_letter_only"
    /// The talk was given back, or nothing was written after the claim.
    case roomGivenBack = "room_given_back", roomUnclaimed = "room_unclaimed"
    /// A colleague was asked to go on; a colleague goes on. `{counsellor}`
    case roomHandOver = "room_hand_over", roomTakenOver = "room_taken_over"
    /// Nobody asked her to go on.
    case roomNotAsked = "room_not_asked"
    /// A colleague reads along. `{counsellor}`
    case roomInvited = "room_invited"
    /// The quiet hold has begun; her silence is not spoken of; the talk counts as a heavy one.
    case roomHeld = "room_held", roomPatient = "room_patient", roomHeavy = "room_heavy"
    /// She was told so many minutes. `{minutes}`
    case roomPaused = "room_paused"
    /// What is done now, step by step.
    case roomAlarmSteps = "room_alarm_steps"
    /// She was given a code; it is not shown here.
    case roomCodeGiven = "room_code_given"
    /// Her codes are good for nothing any more; or she has none.
    case roomCodeTakenBack = "room_code_taken_back", roomCodeNone = "room_code_none"
    /// An account of the team, or a room, stands in a line: it does not go to her.
    case roomNamesAccount = "room_names_account"
    /// The directory. `{list}`
    case roomReferrals = "room_referrals"
    /// No service has that id, and none helps with that. `{id}`
    case roomReferralUnknown = "room_referral_unknown"
    /// Her page is closed, or her phone sleeps; and that it is open again.
    case roomVisitorAway = "room_visitor_away", roomVisitorBack = "room_visitor_back"
    /// The ledger was restored from a backup; to whoever is in a talk. `{since}`
    case restored
    /// The same, in a counselling room, and in the staff room. `{since}`
    case roomRestored = "room_restored", staffRestored = "staff_restored"
    /// In a room whose talk the ledger does not know any more.
    case roomLost = "room_lost"
    /// What was set aside is tried again, `{count}`, or nothing was set aside.
    case retried, retriedNone = "retried_none"
    /// Something has been on its way for long. `{number}` `{minutes}`
    case lineLate = "line_late"
    /// The night's report. `{living}` `{forgotten}` `{overdue}` `{removed}` `{kept}` `{parked}`
    case nightReport = "night_report"
    /// Somebody else than the bot has changed the staff room, or taken it; for the admins.
    case staffRoomChanged = "staff_room_changed", staffRoomLost = "staff_room_lost"
    /// Nothing reaches a counsellor for the moment, or does again; to whoever waits or talks.
    case unreachable, reachable
    /// The bot's hours cannot be read.
    case hoursUnreadable = "hours_unreadable"
}
