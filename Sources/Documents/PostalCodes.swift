public import Desk

/// `be_postal_codes.csv`: which province a postal code belongs to, since only that is kept.
public enum PostalCodes {
    /// Reads the table.
    ///
    /// - Parameters:
    ///   - file: Columns with commas under a header line; lines that begin with `#` are remarks.
    ///   - language: The language in which to name the provinces.
    /// - Returns: Provinces by code; lines that cannot be read are complained about and left out.
    public static func read(
        _ file: SourceFile,
        in language: Language = .fr
    ) -> Reading<[String: String]> {
        let findings = Findings(path: file.path)
        // Saved by a spreadsheet, lines end in \r\n, which is one character in Swift.
        let lines = file.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let rows = lines.enumerated().filter { !$1.isEmpty && !$1.hasPrefix("#") }
        guard let header = rows.first.map({ columns($1) }),
            let code = header.firstIndex(of: "postal_code"),
            let province = header.firstIndex(of: "province_fr")
        else {
            findings.error(
                "the header has no postal_code and province_fr",
                at: .top,
                remedy: "begin with: postal_code,municipality_fr,province_fr"
            )
            return Reading(value: nil, complaints: findings.complaints)
        }
        var provinces: [String: String] = [:]
        for (index, line) in rows.dropFirst() {
            let fields = columns(line)
            let place = Place(line: index + 1, column: 1)
            guard fields.count == header.count else {
                findings.error(
                    "\(fields.count) columns instead of \(header.count)",
                    at: place,
                    remedy: nil
                )
                continue
            }
            let known = Row(code: fields[code], province: fields[province], place: place)
            known.add(to: &provinces, findings)
        }
        let said = Province.say(provinces, in: language)
        return Reading(value: said, complaints: findings.complaints)
    }

    private static func columns(_ line: Substring) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
}

private struct Row {
    let code: String
    let province: String
    let place: Place

    func add(to provinces: inout [String: String], _ findings: Findings) {
        guard code.count == 4, Digits.number(code) != nil else {
            findings.error(
                "\"\(code)\" is no postal code",
                at: place,
                remedy: "four digits, such as 5000"
            )
            return
        }
        guard Province.known.contains(province) else {
            findings.error(
                "no province is called \"\(province)\"",
                at: place,
                remedy: Spelling.remedy(for: province, in: Province.known)
            )
            return
        }
        // A code may stand for several municipalities, but not lie in two provinces.
        guard provinces[code] == nil || provinces[code] == province else {
            findings.error(
                "\(code) was in another province above",
                at: place,
                remedy: "keep one of the two"
            )
            return
        }
        provinces[code] = province
    }
}
