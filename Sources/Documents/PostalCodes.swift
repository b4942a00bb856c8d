public import Desk

/// `be_postal_codes.csv`: which province a postal code belongs to, since only that is kept.
public enum PostalCodes {
    /// Reads the table.
    ///
    /// - Parameter file: Columns with commas under a header line; lines that begin with `#` are
    ///   remarks.
    /// - Returns: Provinces by code; lines that cannot be read are complained about and left out.
    public static func read(_ file: SourceFile) -> Reading<[String: Province]> {
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
        var provinces: [String: Province] = [:]
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
        return Reading(value: provinces, complaints: findings.complaints)
    }

    private static func columns(_ line: Substring) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
}

private struct Row {
    let code: String
    let province: String
    let place: Place

    /// As the table calls them.
    private static let named = Dictionary(
        uniqueKeysWithValues: Province.allCases.map { ($0.name(in: .fr), $0) }
    )

    func add(to provinces: inout [String: Province], _ findings: Findings) {
        guard code.count == 4, Digits.number(code) != nil else {
            findings.error(
                "\"\(code)\" is no postal code",
                at: place,
                remedy: "four digits, such as 5000"
            )
            return
        }
        guard let known = Self.named[province] else {
            findings.error(
                "no province is called \"\(province)\"",
                at: place,
                remedy: Spelling.remedy(for: province, in: Self.named.keys.sorted())
            )
            return
        }
        // A code may stand for several municipalities, but not lie in two provinces.
        guard provinces[code] == nil || provinces[code] == known else {
            findings.error(
                "\(code) was in another province above",
                at: place,
                remedy: "keep one of the two"
            )
            return
        }
        provinces[code] = known
    }
}
