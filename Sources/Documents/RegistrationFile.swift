/// What we need of the file that introduces us to the homeserver.
///
/// Two of these are secrets.
public struct RegistrationTokens: Sendable, Hashable {
    /// What the homeserver calls us.
    public let appserviceID: String
    /// What we show to the homeserver.
    public let asToken: String
    /// What the homeserver shows to us.
    public let hsToken: String
    /// The account that belongs to the registration itself; nobody speaks as it.
    public let senderLocalpart: String

    /// Tokens as the file states them.
    public init(appserviceID: String, asToken: String, hsToken: String, senderLocalpart: String) {
        (self.appserviceID, self.senderLocalpart) = (appserviceID, senderLocalpart)
        (self.asToken, self.hsToken) = (asToken, hsToken)
    }
}

extension RegistrationTokens: CustomStringConvertible, CustomReflectable {
    /// The name without the secrets.
    public var description: String { "RegistrationTokens(\(appserviceID))" }
    /// A mirror with nothing in it.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The appservice registration.
///
/// The homeserver reads the same file, so it has keys that are not ours.
public enum RegistrationFile {
    /// So many characters make a token that cannot be guessed.
    static let tokenCharactersMin = 32

    private static let definition: Definition = [
        .required("id", .text, "The registration's name.", example: "passerelle"),
        .optional("as_token", .text, "With this we speak."),
        .optional("hs_token", .text, "With this the homeserver speaks."),
        .required(
            "sender_localpart",
            .text,
            "The registration's own account.",
            example: "passerelle_registration"
        ),
    ]

    /// Reads the tokens; no complaint ever quotes one.
    public static func read(_ file: SourceFile) -> Reading<RegistrationTokens> {
        let findings = Findings(path: file.path)
        let tokens = read(file, findings)
        return Reading(value: findings.hasErrors ? nil : tokens, complaints: findings.complaints)
    }

    private static func read(_ file: SourceFile, _ findings: Findings) -> RegistrationTokens? {
        guard let leaf = Composing.compose(file, findings),
            let table = Table(leaf, definition, "the file", findings, isShared: true)
        else { return nil }
        let id = table.text("id")
        let asToken = token(table, "as_token", findings)
        let hsToken = token(table, "hs_token", findings)
        let sender = table.text("sender_localpart")
        guard let id, let asToken, let hsToken, let sender else { return nil }
        if asToken == hsToken {
            findings.error(
                "as_token and hs_token are the same",
                at: table.place,
                remedy: "remove the file and run: passerelle registration"
            )
        }
        return RegistrationTokens(
            appserviceID: id,
            asToken: asToken,
            hsToken: hsToken,
            senderLocalpart: sender
        )
    }

    private static func token(_ table: Table, _ key: String, _ findings: Findings) -> String? {
        let remedy = "remove the file and run: passerelle registration"
        guard let leaf = table.optional(key), let token = leaf.text("\"\(key)\"", findings) else {
            findings.error("\"\(key)\" is missing", at: table.place, remedy: remedy)
            return nil
        }
        guard token.count >= tokenCharactersMin else {
            findings.error("\"\(key)\" is too short to be safe", at: leaf.place, remedy: remedy)
            return nil
        }
        return token
    }
}
