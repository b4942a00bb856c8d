internal import ArgumentParser
internal import Documents
internal import Foundation

/// `passerelle schema`: what editors need to complete and underline the files.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Writes the JSON Schemas of the files, for editors.",
        discussion: """
            They are made from the same definitions that `check` reads by. Without a name all of \
            them are written into the folder; with a name that one is printed.
            """
    )

    @Argument(help: "One of: \(Schemas.all.map(\.fileName).joined(separator: ", ")).")
    var name: String?

    @Option(help: "The folder for all of them.")
    var folder = "config/schemas"

    func run() throws {
        if let name {
            guard let schema = Schemas.all.first(where: { $0.fileName.hasPrefix(name) }) else {
                throw ValidationError("there is no schema called \(name)")
            }
            FileHandle.standardOutput.write(Data(schema.json.utf8))
            return
        }
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        for schema in Schemas.all {
            let path = (folder as NSString).appendingPathComponent(schema.fileName)
            try Data(schema.json.utf8).write(to: URL(fileURLWithPath: path))
        }
        Report.say("\(Schemas.all.count) schemas are in \(folder)")
    }
}
