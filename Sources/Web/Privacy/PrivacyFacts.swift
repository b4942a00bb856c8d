internal import Desk
internal import Relay

/// What is true of one bot in this house: its own numbers and how the house is set up.
///
/// Every number that the page says comes from here, and so from what is at work, never from its
/// words: those only have blanks.
struct PrivacyFacts {
    private let script: Script
    private let house: PrivacyPage.House

    init(_ script: Script, in house: PrivacyPage.House) {
        (self.script, self.house) = (script, house)
    }

    /// What is written down, where and how long, who reads it, and what is not written down.
    var sections: [(title: PrivacyWord, sentences: [PrivacyWord])] {
        [
            (
                .writtenTitle,
                [.writtenWords, .writtenAnswers, .writtenProvince, .writtenNumbers]
            ),
            (.timeTitle, times),
            (.whoTitle, [.whoTeam, .whoServer]),
            (
                .notTitle,
                [marksAddresses ? .notAddressMarked : .notAddress, .notCookie, .notUnsent]
                    + (script.page.asksBeforeDetails ? [.notNoticed] : []) + [.notLog]
            ),
        ]
    }

    private var times: [PrivacyWord] {
        [.timeSealed, .timeWords, .timeAbandoned, .timeAnswers, .timeRoom, .timeStaff]
            + (house.removesRooms ? [] : [.timeRedacted]) + (takesLetters ? [.timeLetter] : [])
            + [.timeCode, .timeNumbers, .timeDevice, .timeBackups]
    }

    /// The kinds of data that there are, as this bot and this house are set up.
    var rows: [PrivacyRow] {
        PrivacyRow.allCases.filter { row in
            switch row {
            case .images: script.limits.imageKilobytesMax > 0
            case .letters: takesLetters
            case .addressesUnused: !marksAddresses
            case .addressesMarked: marksAddresses
            case .lobby: script.lobby != nil
            case .lines, .answers, .room, .staffRoom, .codes, .device, .numbers, .digests, .orders,
                .log, .servers, .backups:
                true
            }
        }
    }

    /// What the blanks of the words are filled with.
    func values(_ words: PrivacyWords, beside own: [String: String]) -> [String: String] {
        let limits = script.limits
        let hours = limits.forgetAfterHours
        func hoursWords(_ count: Int) -> String { Self.say(count, .oneHour, .hours, words) }
        func daysWords(_ count: Int) -> String { Self.say(count, .oneDay, .days, words) }
        return [
            "hours": hoursWords(hours),
            // Who goes without a word is taken for gone after that time, and forgotten after it
            // once more.
            "abandoned": hoursWords(2 * hours),
            "answers": hoursWords(limits.forgetAnswersAfterHours ?? hours),
            "room": hoursWords(limits.leaveRoomAfterHours ?? hours),
            "roomEnd": words.say(house.removesRooms ? .roomPurged : .roomRedacted),
            "letter": daysWords(limits.letterDays),
            "code": daysWords(limits.codeDays),
            "staff": daysWords(limits.staffRoomDays),
            "statistics": daysWords(limits.keepStatisticsDays),
            "names": daysWords(SelfCheck.Limits().keepNamesDays),
            "address": Self.say(addressMinutes, .oneMinute, .minutes, words),
            "exit": own.say(.exit),
            "erase": own.say(.erase),
        ]
    }

    private var takesLetters: Bool { script.limits.letterDays > 0 }

    private var marksAddresses: Bool { house.addresses != .nobody }

    /// A mark stays for two periods at most, and then until it is looked what can be forgotten.
    private var addressMinutes: Int {
        let limits = house.limits
        let milliseconds = 2 * limits.addressPeriodMilliseconds + limits.sweepSeconds * 1_000
        return Int((milliseconds + 59_999) / 60_000)
    }

    private static func say(
        _ count: Int,
        _ one: PrivacyWord,
        _ many: PrivacyWord,
        _ words: PrivacyWords
    ) -> String {
        words.say(count == 1 ? one : many).replacing("{count}", with: "\(count)")
    }
}
