/// Accounts on the chat network, as far as a file can get them wrong.
struct Accounts {
    /// The accounts that Passerelle makes for itself; nobody answers with one of them.
    struct Own {
        let bot: String
        let ghosts: String
    }

    let server: String?
    let own: Own
    let findings: Findings

    /// Full accounts like `@ana:example.org`, all on our homeserver: its rooms are closed to
    /// others.
    func list(_ table: Table, _ key: String) -> [String] {
        var seen: Set<String> = []
        return table.list(key).compactMap { leaf in
            guard let account = leaf.text("an account", findings) else { return nil }
            let parts = account.split(separator: ":", maxSplits: 1)
            guard account.first == "@", parts.count == 2, parts[0].count > 1 else {
                findings.error(
                    "\"\(account)\" is no account",
                    at: leaf.place,
                    remedy: "in quotes, for example \"@ana:\(server ?? "example.org")\""
                )
                return nil
            }
            check(account, parts[0].dropFirst(), on: parts[1], at: leaf.place)
            if !seen.insert(account).inserted {
                findings.warning(
                    "\(account) stands here twice",
                    at: leaf.place,
                    remedy: "take one out"
                )
            }
            return account
        }
    }

    private func check(
        _ account: String,
        _ localpart: Substring,
        on theirs: Substring,
        at place: Place
    ) {
        guard theirs == server ?? String(theirs) else {
            findings.error(
                "\(account) is on another server",
                at: place,
                remedy: "the rooms are open to accounts on \(server ?? "the homeserver") only"
            )
            return
        }
        if localpart == own.bot {
            findings.error(
                "\(account) is the bot itself",
                at: place,
                remedy: "name the account of a person"
            )
        } else if localpart.hasPrefix(own.ghosts) {
            findings.error(
                "\(account) is kept for a visitor",
                at: place,
                remedy: "accounts that begin with \(own.ghosts) are the bridge's own"
            )
        }
    }

    /// The part of an account that the homeserver accepts between `@` and the colon.
    static func localpart(_ leaf: Leaf, _ findings: Findings) -> String? {
        guard let text = leaf.text("the account's name", findings) else { return nil }
        guard text.utf8.allSatisfy(isPlain) else {
            findings.error(
                "\"\(text)\" cannot be part of an account",
                at: leaf.place,
                remedy: "small letters without accents, digits, and . _ - / ="
            )
            return nil
        }
        return text
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "._-/=".utf8.contains(byte)
        }
    }
}
