/// What the operator gives to the homeserver so that the bridge may speak there (AS,
/// "Registration").
///
/// Only written here; reading such a file is another target's work.
public struct Registration: Sendable, Hashable {
    /// Names we claim, as a regular expression.
    public struct Namespace: Sendable, Hashable {
        /// Whether nobody else may use them.
        public var exclusive: Bool
        /// The expression, anchored by the homeserver at its beginning only.
        public var regex: String

        /// Puts one together.
        public init(exclusive: Bool = true, regex: String) {
            self.exclusive = exclusive
            self.regex = regex
        }
    }

    /// The appservice's name, never to change.
    public var id: String
    /// Where the homeserver pushes to.
    public var url: String
    /// How we prove ourselves to the homeserver.
    public var appserviceToken: Secret
    /// How the homeserver proves itself to us.
    public var homeserverToken: Secret
    /// An account nobody uses.
    ///
    /// It must not be the bot: `/sync` fails for it in Synapse.
    public var senderLocalpart: String
    /// Our accounts, the bot among them.
    public var users: [Namespace]
    /// Our rooms' aliases.
    public var aliases: [Namespace]

    /// Puts a registration together.
    public init(
        id: String,
        url: String,
        appserviceToken: Secret,
        homeserverToken: Secret,
        senderLocalpart: String,
        users: [Namespace],
        aliases: [Namespace]
    ) {
        self.id = id
        self.url = url
        self.appserviceToken = appserviceToken
        self.homeserverToken = homeserverToken
        self.senderLocalpart = senderLocalpart
        self.users = users
        self.aliases = aliases
    }

    /// The file as the homeserver reads it.
    ///
    /// It holds both tokens: write it readable for its owner only.
    public var yaml: String {
        let head = [
            "id: " + quoted(id),
            "url: " + quoted(url),
            "as_token: " + quoted(appserviceToken.reveal()),
            "hs_token: " + quoted(homeserverToken.reveal()),
            "sender_localpart: " + quoted(senderLocalpart),
            "rate_limited: false",
            "receive_ephemeral: true",
            // The names these two had before they were stable; Synapse still reads them.
            "de.sorunome.msc2409.push_ephemeral: true",
            "io.element.msc4190: true",
            "namespaces:",
        ]
        let namespaces = lines("users", users) + lines("aliases", aliases) + lines("rooms", [])
        return (head + namespaces).joined(separator: "\n") + "\n"
    }

    private func lines(_ name: String, _ namespaces: [Namespace]) -> [String] {
        guard !namespaces.isEmpty else { return ["  " + name + ": []"] }
        return ["  " + name + ":"]
            + namespaces.flatMap { namespace in
                [
                    "    - exclusive: \(namespace.exclusive)",
                    "      regex: " + quoted(namespace.regex),
                ]
            }
    }

    /// A JSON string is a YAML string between double quotation marks, backslashes and all.
    private func quoted(_ text: String) -> String {
        JSON.string(text).text
    }
}
