/// A province of Belgium, or Brussels, which is none.
///
/// All that is kept of a postal code.
public enum Province: String, Sendable, Hashable, Codable, CaseIterable {
    /// The regions of the country that services are organised by.
    case antwerp, brussels
    /// The two halves of Flanders by the sea and the Scheldt.
    case eastFlanders = "east-flanders"
    /// Flemish Brabant.
    case flemishBrabant = "flemish-brabant"
    /// Hainaut, Liège, Limburg, Luxembourg and Namur.
    case hainaut, liege, limburg, luxembourg, namur
    /// Walloon Brabant.
    case walloonBrabant = "walloon-brabant"
    /// West Flanders.
    case westFlanders = "west-flanders"

    /// Its name as people say it.
    public func name(in language: Language) -> String {
        let names = names
        switch language {
        case .fr: return names.fr
        case .nl: return names.nl
        case .en: return names.en
        case .de: return names.de
        }
    }

    private struct Names {
        let fr, nl, en, de: String
        init(_ fr: String, _ nl: String, _ en: String, _ de: String) {
            (self.fr, self.nl, self.en, self.de) = (fr, nl, en, de)
        }
    }

    private var names: Names {
        switch self {
        case .antwerp:
            Names(
                "Province d’Anvers",
                "Provincie Antwerpen",
                "Province of Antwerp",
                "Provinz Antwerpen"
            )
        case .brussels:
            Names("Bruxelles-Capitale", "Brussel", "Brussels", "Brüssel")
        case .eastFlanders:
            Names(
                "Province de Flandre orientale",
                "Provincie Oost-Vlaanderen",
                "Province of East Flanders",
                "Provinz Ostflandern"
            )
        case .flemishBrabant:
            Names(
                "Province du Brabant flamand",
                "Provincie Vlaams-Brabant",
                "Province of Flemish Brabant",
                "Provinz Flämisch-Brabant"
            )
        case .hainaut:
            Names(
                "Province du Hainaut",
                "Provincie Henegouwen",
                "Province of Hainaut",
                "Provinz Hennegau"
            )
        case .liege:
            Names("Province de Liège", "Provincie Luik", "Province of Liège", "Provinz Lüttich")
        case .limburg:
            Names(
                "Province du Limbourg",
                "Provincie Limburg",
                "Province of Limburg",
                "Provinz Limburg"
            )
        case .luxembourg:
            Names(
                "Province du Luxembourg",
                "Provincie Luxemburg",
                "Province of Luxembourg",
                "Provinz Luxemburg"
            )
        case .namur:
            Names("Province de Namur", "Provincie Namen", "Province of Namur", "Provinz Namur")
        case .walloonBrabant:
            Names(
                "Province du Brabant wallon",
                "Provincie Waals-Brabant",
                "Province of Walloon Brabant",
                "Provinz Wallonisch-Brabant"
            )
        case .westFlanders:
            Names(
                "Province de Flandre occidentale",
                "Provincie West-Vlaanderen",
                "Province of West Flanders",
                "Provinz Westflandern"
            )
        }
    }
}
