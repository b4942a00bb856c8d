/// What is kept, where, and for how long: the truth about one bot, from its actual settings.
///
/// For a page that a child can read, and as a table for whoever has to answer for the service.
public struct Papers: Sendable, Hashable {
    /// One kind of data.
    public struct Row: Sendable, Hashable {
        /// What it is.
        public let what: String
        /// Where it is, and how it is protected.
        public let place: String
        /// How long it is kept.
        public let time: String
    }

    private let limits: ScriptLimits
    private let removesRooms: Bool

    /// The papers of one bot; `removesRooms` where the homeserver's admin lets the bridge do so.
    public init(_ script: Script, removesRooms: Bool) {
        (limits, self.removesRooms) = (script.limits, removesRooms)
    }

    private var hours: Int { limits.forgetAfterHours }
    private var answerHours: Int { limits.forgetAnswersAfterHours ?? hours }
    private var roomHours: Int { limits.leaveRoomAfterHours ?? hours }

    /// In plain words, for a young person; one sentence each.
    public func plain(in language: Language) -> [String] {
        switch language {
        case .fr:
            [
                "Ce que tu écris est gardé sous clé, puis effacé \(hours) h après la fin.",
                "Ton prénom et tes réponses sont effacés \(answerHours) h après la fin.",
                "Nous ne gardons ni ton adresse internet, ni de cookie.",
                "De ton code postal, nous ne gardons que la province.",
                "« Quitter vite » fait oublier la conversation à cet onglet, tout de suite.",
                "Nous comptons combien de jeunes écrivent. Personne n'est dans ces chiffres.",
            ]
        case .nl:
            [
                "Wat je schrijft, zit achter slot en wordt \(hours) u na het einde gewist.",
                "Je naam en je antwoorden worden \(answerHours) u na het einde gewist.",
                "We bewaren je internetadres niet, en geen cookies.",
                "Van je postcode bewaren we alleen de provincie.",
                "Met de knop om snel weg te gaan vergeet dit tabblad het gesprek meteen.",
                "We tellen hoeveel jongeren schrijven. In die cijfers zit niemand.",
            ]
        case .en:
            [
                "What you write is locked away, and wiped \(hours) h after the end.",
                "Your name and your answers are wiped \(answerHours) h after the end.",
                "We keep neither your internet address nor any cookie.",
                "Of your postal code we keep the province only.",
                "The quick exit makes this tab forget the talk at once.",
                "We count how many young people write. Nobody is in those numbers.",
            ]
        case .de:
            [
                "Was du schreibst, ist verschlossen und \(hours) h nach dem Ende gelöscht.",
                "Dein Name und deine Antworten sind \(answerHours) h nach dem Ende gelöscht.",
                "Wir speichern weder deine Internetadresse noch Cookies.",
                "Von deiner Postleitzahl behalten wir nur die Provinz.",
                "Der schnelle Ausgang lässt diesen Tab das Gespräch sofort vergessen.",
                "Wir zählen, wie viele schreiben. In diesen Zahlen steckt niemand.",
            ]
        }
    }

    /// As a table, for a data protection officer.
    public var table: [Row] {
        [
            Row(
                what: "lines of visitors and counsellors",
                place: "ledger: AES-GCM under a key per conversation, wrapped by the master key",
                time: "\(hours) h after the end; the key is destroyed"
            ),
            Row(
                what: "chosen name, answers, province, age band",
                place: "ledger: sealed as above; notice in the staff room",
                time: "\(answerHours) h after the end; the notice and its edits are redacted"
            ),
            Row(
                what: "counselling room",
                place: "homeserver: not encrypted, not federated, by invitation only",
                time: removesRooms
                    ? "\(roomHours) h after the end; room and uploads are purged"
                    : "\(roomHours) h after the end; lines are redacted, the room is left"
            ),
            Row(
                what: "the tab's secret",
                place: "the visitor's tab only; the ledger has a SHA-256 digest",
                time: "until the tab is closed, or at the quick exit"
            ),
            Row(what: "network addresses", place: "nowhere, logs included", time: "–"),
            Row(
                what: "statistics without persons; age band and province by month",
                place: "ledger, in the clear; numbers under 5 are never told",
                time: "\(limits.keepStatisticsDays) days"
            ),
        ]
    }
}
