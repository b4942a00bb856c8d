// swift-tools-version: 6.3
import PackageDescription

/// One constant for every target, tests too: there is no quiet corner with laxer rules.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
]

/// What reads and writes JSON byte by byte is slow unless it is optimized; the simulation would
/// spend a quarter of its time there.
let swift: [SwiftSetting] = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A target of ours.
///
/// `libraries` are outside libraries: each may appear in one target only.
func room(
    _ name: String,
    _ neighbours: [String] = [],
    libraries: [Target.Dependency] = [],
    resources: [Resource] = [],
    settings: [SwiftSetting] = settings
) -> Target {
    .target(
        name: name,
        dependencies: neighbours.map { .init(stringLiteral: $0) } + libraries,
        resources: resources,
        swiftSettings: settings
    )
}

func tests(
    _ name: String,
    _ subjects: [String],
    libraries: [Target.Dependency] = [],
    resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name,
        dependencies: subjects.map { .init(stringLiteral: $0) } + libraries,
        resources: resources,
        swiftSettings: settings
    )
}

let lifecycle: [Target.Dependency] = [
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    .product(name: "UnixSignals", package: "swift-service-lifecycle"),
]
/// Tests of what is written down look at the file behind the ledger's back.
let sqlite = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// The visitor's page, which is part of the program; `Web` puts it together at start.
let pageParts =
    [
        "arrival", "away", "base", "begin", "calls", "calm", "drawing", "embed", "erasing",
        "images", "kept", "leaving", "life", "listening", "noticing", "parting", "screen",
        "sending", "transcript", "typing", "words", "work",
    ].map { "Page/\($0).js" }
    + ["Page/page.html", "Page/colours.css", "Page/style.css", "Page/openapi.json"]
    + ["Simple/simple.html", "Simple/simple.css", "Privacy/privacy.css", "Privacy/leave.js"]
    + ["fr", "nl", "en", "de"].flatMap { ["Words/words.\($0).json", "Words/privacy.\($0).json"] }

let package = Package(
    name: "passerelle",
    products: [.executable(name: "passerelle", targets: ["passerelle"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird",
            from: "2.28.1",
            traits: []
        ),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // Hummingbird stands on both; the page is compressed with what they bring.
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.80.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.24.0"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle",
            from: "2.13.0"
        ),
    ],
    targets: [
        room("Desk"),
        room("Documents", ["Desk"], libraries: ["Yams"]),
        room("Rehearsal", ["Desk"]),
        room(
            "Store",
            ["Desk"],
            libraries: [
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        .target(name: "Clibcurl", linkerSettings: [.linkedLibrary("curl")]),
        room("Curl", ["Clibcurl"]),
        room("Matrix", ["Curl"], settings: swift),
        room("Relay", ["Store", "Desk"], libraries: lifecycle + [logging]),
        room("Rooms", ["Relay", "Matrix", "Desk"]),
        room(
            "Web",
            ["Relay", "Matrix", "Desk"],
            libraries: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ],
            resources: pageParts.map { .embedInCode($0) }
        ),
        .executableTarget(
            name: "passerelle",
            dependencies: [
                "Desk", "Documents", "Rehearsal", "Store", "Curl", "Matrix", "Relay", "Rooms",
                "Web",
                logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            resources: [.embedInCode("Data/be_postal_codes.csv")],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "bench",
            dependencies: ["Documents", "Rehearsal", "Desk", "Relay", "Store", logging],
            path: "Benchmarks/bench",
            swiftSettings: settings
        ),
        .target(
            name: "Support",
            dependencies: ["Curl", "Matrix", logging],
            path: "Tests/Support",
            swiftSettings: swift
        ),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "Web", "Documents", "Relay", "Store", "Matrix", "Curl", "Desk", "Support", logging,
            ] + lifecycle,
            path: "Tests/Fuzz",
            exclude: ["Corpus"],
            swiftSettings: settings
        ),
        tests("CounsellorTests", ["passerelle", "Matrix", "Desk"]),
        tests("CurlTests", ["Curl"]),
        tests(
            "CutTests",
            ["Web", "Rooms", "Relay", "Store", "Matrix", "Curl", "Desk", "Support"],
            libraries: lifecycle + [logging]
        ),
        tests("DeskTests", ["Desk", "Rehearsal", "Support"], resources: [.copy("Transcripts")]),
        tests(
            "DocumentsTests",
            ["Documents", "Desk", "Support"],
            resources: [.copy("Broken"), .copy("Example")]
        ),
        tests("FuzzTests", ["fuzz", "Support"]),
        tests("LiveTests", ["Support", "Curl", "Matrix"]),
        tests("MatrixTests", ["Matrix", "Curl", "Support"]),
        tests("PasserelleTests", ["passerelle", "Relay", "Rooms", "Store"]),
        tests(
            "RelayTests",
            ["Relay", "Store", "Desk", "Support"],
            libraries: lifecycle + [logging, sqlite]
        ),
        tests(
            "RoomsTests",
            ["Rooms", "Web", "Relay", "Store", "Matrix", "Curl", "Desk", "Support"],
            libraries: [logging]
        ),
        tests(
            "SimulationTests",
            ["Web", "Rooms", "Relay", "Store", "Matrix", "Curl", "Desk", "Support"],
            libraries: lifecycle + [
                logging, sqlite, .product(name: "HummingbirdCore", package: "hummingbird"),
            ]
        ),
        tests("StoreTests", ["Store", "Desk"], libraries: [sqlite]),
        tests("TidyTests", []),
        tests(
            "WebTests",
            ["Web", "Documents", "Relay", "Store", "Desk", "Matrix", "Curl", "Support"]
        ),
    ],
    swiftLanguageModes: [.v6]
)
