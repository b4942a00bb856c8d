internal import Desk
internal import Foundation

/// The page among what `bot.yaml` says: what it asks, its colours, its picture.
extension BotFile {
    static let page: Definition = [
        .optional(
            "details",
            .among(Words.asking),
            "Whether she is asked before a phone number, an address or an account is sent."
        ),
        .optional(
            "colours",
            .table([
                .optional("light", .table(colours), "Those while light ones are wished."),
                .optional("dark", .table(colours), "Those while dark ones are wished."),
            ]),
            "Colours of its own, as \"#1d5c68\"; check says which cannot be read."
        ),
        .optional("logo", .word(BotFolder.pictureNames), "The picture above the name."),
    ]

    private static let colours = Definition([
        .optional("paper", .quoted, "What is behind everything."),
        .optional("card", .quoted, "Boxes, and the bot's bubbles."),
        .optional("ink", .quoted, "What is written."),
        .optional("accent", .quoted, "Links, and the button that matters most."),
        .optional("on_accent", .quoted, "What is written on that button."),
        .optional("yours", .quoted, "Her own bubbles."),
        .optional("theirs", .quoted, "The counsellor's bubbles."),
    ])

    /// A picture as big as this makes a slow line wait for seconds.
    private static let logoBytesMax = 60_000

    static func readPage(
        _ table: Table,
        _ pictures: [String: [UInt8]],
        _ findings: Findings
    ) -> PageSetup {
        var setup = PageSetup()
        guard let page = table.table("page") else { return setup }
        setup.asksBeforeDetails = page.word("details", among: Words.asking) ?? true
        if let own = page.table("colours") {
            setup.light = readColours(own, "light", .light, findings)
            setup.dark = readColours(own, "dark", .dark, findings)
        }
        setup.logo = readLogo(page, pictures, findings)
        return setup
    }

    private static func readColours(
        _ table: Table,
        _ scheme: String,
        _ house: Colours,
        _ findings: Findings
    ) -> [PageColour: String] {
        guard let own = table.table(scheme) else { return [:] }
        var read: [PageColour: String] = [:]
        for colour in PageColour.allCases {
            let name = colour.rawValue
            if own.isBlank(name) {
                findings.error(
                    "nothing is written after \"\(name)\"",
                    at: own.place,
                    remedy: "a colour needs quotes, or its # begins a remark: \"#1d5c68\""
                )
            }
            guard let leaf = own.optional(name), let written = own.text(name) else { continue }
            guard Colour(written) != nil else {
                findings.error(
                    "\"\(name)\" cannot be \"\(written)\"",
                    at: leaf.place,
                    remedy: "# and six digits, in quotes, for example \"#1d5c68\""
                )
                continue
            }
            read[colour] = written.lowercased()
        }
        complainOfFaint(house.with(read), beside: house, scheme, at: own.place, findings)
        return read
    }

    private static func complainOfFaint(
        _ colours: Colours,
        beside house: Colours,
        _ scheme: String,
        at place: Place,
        _ findings: Findings
    ) {
        for pair in Colours.pairs {
            guard let contrast = colours.contrast(pair), contrast < pair.least else { continue }
            let (front, back) = (pair.front, pair.back)
            let shown = { (name: Colours.Name) in
                "\"\(name.rawValue)\" (\(colours.written[name] ?? ""))"
            }
            let ratio = said(contrast)
            findings.error(
                "\(shown(front)) on \(shown(back)) is too faint in \(scheme): \(ratio) to 1",
                at: place,
                remedy: "at least \(said(pair.least)) to 1: make one darker or the other lighter"
            )
        }
    }

    /// Rounded down: what is too faint shall not look as if it were not.
    private static func said(_ contrast: Double) -> String {
        let tenths = Int((contrast * 10).rounded(.down))
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func readLogo(
        _ page: Table,
        _ pictures: [String: [UInt8]],
        _ findings: Findings
    ) -> Logo? {
        guard let leaf = page.optional("logo"),
            let name = page.word("logo", among: BotFolder.pictureNames.map { ($0, $0) })
        else { return nil }
        guard let bytes = pictures[name] else {
            findings.error(
                "there is no \(name) in the bot's folder",
                at: leaf.place,
                remedy: "put the picture beside bot.yaml, or take this line out"
            )
            return nil
        }
        guard bytes.count <= logoBytesMax else {
            findings.error(
                "\(name) is too large: \(bytes.count / 1_000) KB",
                at: leaf.place,
                remedy: "at most \(logoBytesMax / 1_000) KB: a smaller picture, or fewer colours"
            )
            return nil
        }
        let kind = Logo.Kind.allCases.first { "logo." + $0.rawValue == name }
        guard let kind, kind.begins(bytes) else {
            findings.error(
                "\(name) is no such picture",
                at: leaf.place,
                remedy: "save it again as PNG or WebP; another name does not change what it is"
            )
            return nil
        }
        return Logo(bytes: bytes, kind: kind)
    }
}

extension Logo.Kind {
    /// Whether a file begins as one of this kind does (PNG 5.2; RFC 9649, 2.4).
    fileprivate func begins(_ bytes: [UInt8]) -> Bool {
        switch self {
        case .png: bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
        case .webp:
            bytes.starts(with: Array("RIFF".utf8))
                && bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
        }
    }
}
