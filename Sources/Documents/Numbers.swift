internal import Desk

/// Numbers to call in what a visitor may read.
///
/// A number that is written out is said even when nobody vouches for it any more. So all but the
/// emergency number are filled in, and their line is left out when they have lapsed.
struct Numbers {
    /// The directory, where it could be read.
    let directory: Directory?
    /// In which placeholders are suggested.
    let language: Language
    /// Whether they can be filled in here.
    let fills: Bool

    /// Where there is nothing to fill in, and nothing to compare with.
    static let none = Numbers(directory: nil, language: .fr, fills: false)

    init(_ directory: Directory?, in language: Language?, fills: Bool = true) {
        self.init(directory: directory, language: language ?? .fr, fills: fills)
    }

    private init(directory: Directory?, language: Language, fills: Bool) {
        (self.directory, self.language, self.fills) = (directory, language, fills)
    }

    /// Complains about numbers in a name, which is said as it stands for as long as the bot runs.
    ///
    /// An entry's own number lapses together with its name.
    static func checkName(_ text: String, but own: String?, at place: Place, _ findings: Findings) {
        let own = own?.filter(\.isNumber)
        for number in written(text) where number != own {
            findings.error(
                "the number \(number) is written out, so it would be said even when it has lapsed",
                at: place,
                remedy: remedy
            )
        }
    }

    /// Complains about an entry that is not there or has no number.
    func check(_ id: String, _ leaf: Leaf, _ findings: Findings) {
        guard let directory else { return }
        guard directory.ids.contains(id) else {
            findings.error(
                "no referral is called \"\(id)\"",
                at: leaf.place,
                remedy: Spelling.remedy(for: id, in: directory.ids.sorted())
            )
            return
        }
        guard !directory.hasPhone(id) else { return }
        findings.error(
            "\"\(id)\" has no number to call",
            at: leaf.place,
            remedy: "name the whole entry on a line of its own, or add its phone"
        )
    }

    /// Complains about numbers that are written out, and about an emergency number that may drop.
    func checkText(_ text: String, at place: Place, _ findings: Findings) {
        guard text.utf8.contains(where: Self.isDigit) else { return }
        for line in text.split(whereSeparator: \.isNewline)
        where Wording.says(Wording.emergencyNumber, in: String(line)) && Wording.mayBeLeftOut(line)
        {
            findings.error(
                "\(Wording.emergencyNumber) would be left out with the rest of its line",
                at: place,
                remedy: "write it on a line without { }"
            )
        }
        for number in Self.written(text) { complain(number, at: place, findings) }
    }

    /// The numbers that stand in a text, digits only.
    ///
    /// Two digits are an age or an hour, and four that begin with 20 are a year.
    static func written(_ text: String) -> [String] {
        // What a blank brings is the directory's own.
        let bare = Texts.withoutBlanks(text)
        return bare.utf8.split { !isDigit($0) && $0 != UInt8(ascii: " ") }
            .map { String(decoding: $0.filter(isDigit), as: UTF8.self) }
            .filter { $0.utf8.count >= 3 && $0 != Wording.emergencyNumber }
    }

    private func complain(_ number: String, at place: Place, _ findings: Findings) {
        if let id = directory?.owners[number] {
            findings.error(
                "the number \(number) is written out, so it would be said even when it has lapsed",
                at: place,
                remedy: fills
                    ? "write {\(Blank.phone(id, in: language))} on a line that may be left out"
                    : Self.remedy
            )
            return
        }
        let isYear = number.utf8.count == 4 && number.hasPrefix("20")
        // Where the directory has mistakes of its own, they are enough.
        guard !isYear, directory?.isWhole == true else { return }
        findings.error(
            "nobody vouches for the number \(number)",
            at: place,
            remedy: fills
                ? "take it out, or add it to referrals.yaml, sign it there, and write "
                    + "{\(Blank.phone("…", in: language))}"
                : Self.remedy
        )
    }

    private static let remedy =
        "take it out: numbers to call stand as \"phone\" in referrals.yaml, and can lapse there"

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
