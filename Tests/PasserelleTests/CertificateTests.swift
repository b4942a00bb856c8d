import Rooms
import Testing

@testable import passerelle

/// What the doctor says of certificates.
@Suite struct CertificateTests {
    /// 1 June 2027, noon.
    private static let end: Int64 = 1_811_851_200

    typealias Row = (days: Int64, grade: Finding.Grade)

    private static let rows: [Row] = [
        (90, .fine), (21, .fine), (20, .advice), (7, .advice), (6, .fault), (0, .fault),
        (-3, .fault),
    ]

    @Test(arguments: rows)
    func `a certificate is judged by its days`(_ row: Row) {
        let now = Self.end - row.days * 86_400
        let found = CertificateExamination.judge("the page", "Jun  1 12:00:00 2027 GMT", at: now)
        #expect(found.grade == row.grade)
        #expect(found.what.contains("\(row.days) days"))
    }

    @Test(arguments: [nil, "", "soon", "2027-06-01"] as [String?])
    func `an end that cannot be read is not taken for a good one`(end: String?) {
        let found = CertificateExamination.judge("the page", end, at: Self.end)
        #expect(found.grade == .advice)
    }
}
