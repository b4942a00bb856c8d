internal import Foundation

extension Complaint {
    /// Complaints for an editor: a list of file, line, column, severity, what and remedy.
    public static func json(_ complaints: [Complaint]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try? encoder.encode(complaints.map(Row.init))
        guard let data else { preconditionFailure("strings and numbers always encode") }
        return String(decoding: data, as: UTF8.self)
    }

    private struct Row: Encodable {
        let file: String
        let line: Int
        let column: Int
        let severity: String
        let what: String
        let remedy: String?

        init(_ complaint: Complaint) {
            (file, line, column) = (complaint.file, complaint.line, complaint.column)
            severity = complaint.severity.rawValue
            (what, remedy) = (complaint.what, complaint.remedy)
        }
    }
}
