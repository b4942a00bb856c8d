internal import Documents
internal import Foundation

/// What the program says to the admin at the terminal.
enum Report {
    /// To standard output, at once even into a pipe.
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// To standard error.
    static func warn(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Every complaint, one a line.
    static func complain(_ complaints: [Complaint]) {
        for complaint in complaints { warn(complaint.rendered) }
    }
}
