internal import Desk

/// Who vouches for a referral, and until when; without that it is not spoken to a visitor.
enum SignOff {
    /// What the shipped entries carry: good enough to begin with, and not yet the operator's word.
    static let provisional = "public sources, to be confirmed by the operator"

    /// What people write where they mean to write a name later.
    private static let placeholders: Set = ["todo", "tbd", "xxx", "nobody", "name", "nom", "naam"]
    private static let trustDaysMax = 2 * 366

    /// The last day on which an entry may be spoken; nothing where nobody vouches for it.
    ///
    /// A day that has passed is returned too, and complained about.
    static func read(
        _ table: Table,
        _ id: String,
        on today: CivilDate,
        _ findings: Findings
    ) -> CivilDate? {
        _ = table.text("source")
        guard !table.isMisspelt("verifiedBy") else { return nil }
        guard let signature = table.optional("verifiedBy") else {
            findings.warning(
                "nobody has signed \"\(id)\", so it is not spoken",
                at: table.place,
                remedy: "check it and add verifiedOn, verifiedBy and checkBy"
            )
            return nil
        }
        let verifiedBy = signature.text("\"verifiedBy\"", findings)
        let verifiedOn = table.required("verifiedOn", example: "\(today.written)")
        let verified = verifiedOn?.date("\"verifiedOn\"", findings)
        let checkBy = table.required("checkBy", example: "\(today.adding(days: 180).written)")
        let due = checkBy?.date("\"checkBy\"", findings)
        if let verifiedOn, let verified, verified > today {
            findings.error(
                "\"\(id)\" was verified in the future",
                at: verifiedOn.place,
                remedy: "the day on which somebody checked it"
            )
        }
        guard let verifiedBy, let verified, let checkBy, let due else { return nil }
        guard verifiedBy.count(where: \.isLetter) > 1,
            !placeholders.contains(verifiedBy.lowercased())
        else {
            findings.warning(
                "\"\(verifiedBy)\" is nobody's name, so \"\(id)\" is not spoken",
                at: signature.place,
                remedy: "check it and put a name into verifiedBy"
            )
            return nil
        }
        if due > verified.adding(days: trustDaysMax) {
            findings.warning(
                "\"\(id)\" would be spoken unchecked for more than two years",
                at: checkBy.place,
                remedy: "numbers change: set checkBy to a day within a year or two"
            )
        }
        guard today <= due else {
            findings.warning(
                "\"\(id)\" was to be checked again by \(due.written), so it is not spoken",
                at: checkBy.place,
                remedy: "check it and set verifiedOn and checkBy anew"
            )
            return due
        }
        if verifiedBy == provisional {
            findings.warning(
                "\"\(id)\" is spoken, but the operator has not signed it yet",
                at: signature.place,
                remedy: "check it and put a name into verifiedBy"
            )
        }
        return due
    }
}

extension CivilDate {
    /// As it stands in a file: `2026-12-24`.
    var written: String {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }
}
