/// Accounts on the chat network, as far as a file can get them wrong.
enum Accounts {
    /// Full accounts like `@ana:example.org`, all on our homeserver: its rooms are closed to
    /// others.
    static func list(
        _ table: Table,
        _ key: String,
        on server: String?,
        _ findings: Findings
    ) -> [String] {
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
            if let server, parts[1] != server {
                findings.error(
                    "\(account) is on another server",
                    at: leaf.place,
                    remedy: "the rooms are open to accounts on \(server) only"
                )
            }
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
