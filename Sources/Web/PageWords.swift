internal import Desk
internal import Foundation

/// The words of the page in every language, which the program brings with it.
///
/// A bot may say some of them in its own way; what it does not say is said as here, so that a page
/// can speak a language that its bot does not.
enum PageWords {
    /// Every word in every language.
    static let builtIn: [Language: [String: String]] = [
        .fr: read(PackageResources.words_fr_json), .nl: read(PackageResources.words_nl_json),
        .en: read(PackageResources.words_en_json), .de: read(PackageResources.words_de_json),
    ]

    /// The words of a bot's page in a language.
    static func of(_ script: Script, in language: Language) -> [String: String] {
        (builtIn[language] ?? [:]).merging(script.texts.page(in: language)) { _, own in own }
    }

    private static func read(_ bytes: [UInt8]) -> [String: String] {
        let words = try? JSONDecoder().decode([String: String].self, from: Data(bytes))
        guard let words else { preconditionFailure("the page's words are part of the program") }
        return words
    }
}

extension [String: String] {
    /// A word of the page with its blanks filled.
    ///
    /// A missing one shows its key: an empty button would go unnoticed.
    func say(_ word: PageWord, _ values: [String: String] = [:]) -> String {
        values.reduce(self[word.rawValue] ?? word.rawValue) { text, value in
            text.replacingOccurrences(of: "{\(value.key)}", with: value.value)
        }
    }
}
