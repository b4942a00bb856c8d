internal import Desk
internal import Foundation

/// One sentence of the page that says what is kept, by what it is for.
enum PrivacyWord: String, CaseIterable {
    case title, back
    case writtenTitle, writtenWords, writtenAnswers, writtenProvince, writtenNumbers
    case timeTitle, timeSealed, timeWords, timeAbandoned, timeAnswers, timeRoom, timeStaff
    case timeRedacted, timeLetter, timeCode, timeNumbers, timeDevice, timeBackups
    case whoTitle, whoTeam, whoServer
    case notTitle, notAddress, notAddressMarked, notCookie, notUnsent, notNoticed, notLog
    case secrecyTitle, eraseTitle, eraseExit, eraseOffline, eraseAll, eraseTeam, eraseRead
    case tableTitle, tableIntro
    case columnData, columnPurpose, columnPlace, columnProtection, columnTime, columnReaders
    case roomPurged, roomRedacted
    case oneHour, hours, oneDay, days, oneMinute, minutes

    /// What stands over the cells of a row, in their order.
    static let columns: [PrivacyWord] = [
        .columnData, .columnPurpose, .columnPlace, .columnProtection, .columnTime, .columnReaders,
    ]
}

/// One kind of data in the table for the data protection officer.
enum PrivacyRow: String, CaseIterable {
    case lines, answers, room, images, staffRoom, letters, codes, device, addressesUnused
    case addressesMarked, numbers, digests, orders, log, servers, backups, lobby
}

/// What the page says in one language, with its blanks: sentences, and a table's rows.
struct PrivacyWords: Decodable {
    let words: [String: String]
    let rows: [String: [String]]

    /// Every language, which the program brings with it.
    static let builtIn: [Language: PrivacyWords] = [
        .fr: read(PackageResources.privacy_fr_json), .nl: read(PackageResources.privacy_nl_json),
        .en: read(PackageResources.privacy_en_json), .de: read(PackageResources.privacy_de_json),
    ]

    static func of(_ language: Language) -> PrivacyWords {
        builtIn[language] ?? PrivacyWords(words: [:], rows: [:])
    }

    /// A missing one shows its key: an empty sentence would go unnoticed.
    func say(_ word: PrivacyWord) -> String {
        words[word.rawValue] ?? word.rawValue
    }

    private static func read(_ bytes: [UInt8]) -> PrivacyWords {
        let words = try? JSONDecoder().decode(PrivacyWords.self, from: Data(bytes))
        guard let words else { preconditionFailure("the page's words are part of the program") }
        return words
    }
}
