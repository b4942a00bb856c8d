internal import Desk

/// The provinces of Belgium, and Brussels, which is none.
enum Province {
    private struct Name {
        let fr: String
        let nl: String
        let en: String
        let de: String

        func said(in language: Language) -> String {
            switch language {
            case .fr: fr
            case .nl: nl
            case .en: en
            case .de: de
            }
        }
    }

    private static let names: [Name] = [
        Name(
            fr: "Bruxelles-Capitale",
            nl: "Brussel",
            en: "Brussels",
            de: "Brüssel"
        ),
        Name(
            fr: "Province d’Anvers",
            nl: "Provincie Antwerpen",
            en: "Province of Antwerp",
            de: "Provinz Antwerpen"
        ),
        Name(
            fr: "Province de Flandre occidentale",
            nl: "Provincie West-Vlaanderen",
            en: "Province of West Flanders",
            de: "Provinz Westflandern"
        ),
        Name(
            fr: "Province de Flandre orientale",
            nl: "Provincie Oost-Vlaanderen",
            en: "Province of East Flanders",
            de: "Provinz Ostflandern"
        ),
        Name(
            fr: "Province de Liège",
            nl: "Provincie Luik",
            en: "Province of Liège",
            de: "Provinz Lüttich"
        ),
        Name(
            fr: "Province de Namur",
            nl: "Provincie Namen",
            en: "Province of Namur",
            de: "Provinz Namur"
        ),
        Name(
            fr: "Province du Brabant flamand",
            nl: "Provincie Vlaams-Brabant",
            en: "Province of Flemish Brabant",
            de: "Provinz Flämisch-Brabant"
        ),
        Name(
            fr: "Province du Brabant wallon",
            nl: "Provincie Waals-Brabant",
            en: "Province of Walloon Brabant",
            de: "Provinz Wallonisch-Brabant"
        ),
        Name(
            fr: "Province du Hainaut",
            nl: "Provincie Henegouwen",
            en: "Province of Hainaut",
            de: "Provinz Hennegau"
        ),
        Name(
            fr: "Province du Limbourg",
            nl: "Provincie Limburg",
            en: "Province of Limburg",
            de: "Provinz Limburg"
        ),
        Name(
            fr: "Province du Luxembourg",
            nl: "Provincie Luxemburg",
            en: "Province of Luxembourg",
            de: "Provinz Luxemburg"
        ),
    ]

    /// As the table of postal codes calls them.
    static let known = names.map(\.fr)

    /// Names the provinces in a language; a name that is not the table's is left as it is.
    static func say(_ provinces: [String: String], in language: Language) -> [String: String] {
        let said = Dictionary(uniqueKeysWithValues: names.map { ($0.fr, $0.said(in: language)) })
        return provinces.mapValues { said[$0] ?? $0 }
    }
}
