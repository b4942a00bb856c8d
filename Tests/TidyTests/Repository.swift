import Foundation

/// The files of the repository, without what a build or a run leaves behind.
struct Repository {
    let root: URL
    let sources: [Source]

    /// Looks for `Package.swift` from this file upwards and reads everything below it.
    init(from file: String = #filePath) throws {
        var folder = URL(filePath: file).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        {
            guard folder.path != "/" else { throw NotFound() }
            folder = folder.deletingLastPathComponent()
        }
        root = folder
        sources = try Self.read(folder, below: "", depth: 0)
    }

    /// No repository around this file.
    struct NotFound: Error {}

    var swift: [Source] { sources.filter { $0.isSwift && $0.path != "Package.swift" } }

    private static let depthMax = 12
    private static let pictures: Set = ["png", "jpg", "ico", "gz", "woff2", "sqlite", "pdf"]

    private static func isLeftover(_ name: String) -> Bool {
        [".git", ".run", "Package.resolved", ".swiftpm", "__pycache__"].contains(name)
            || name.hasPrefix(".build")
    }

    private static func read(_ folder: URL, below prefix: String, depth: Int) throws -> [Source] {
        guard depth < depthMax else { return [] }
        var sources: [Source] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        where !isLeftover(name) {
            let place = folder.appending(path: name).resolvingSymlinksInPath()
            let path = prefix + name
            let isFolder = try place.resourceValues(forKeys: [.isDirectoryKey]).isDirectory
            if isFolder == true {
                sources += try read(place, below: path + "/", depth: depth + 1)
            } else if !pictures.contains(place.pathExtension),
                let text = try? String(contentsOf: place, encoding: .utf8)
            {
                sources.append(Source(path: path, text: text))
            }
        }
        return sources
    }
}
