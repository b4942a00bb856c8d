internal import Foundation

/// JSON Schemas of the files, made from the definitions that reading goes by, so that an editor
/// completes and underlines what `check` would say.
///
/// Draft 7: what the YAML servers of editors understand best. An editor reads `2026-12-24` or `103`
/// without quotes as it pleases, so a text may be a number there as it may for us.
public enum Schemas {
    /// Every schema by its file name, as it lies in `config/schemas/`.
    public static let all: [(fileName: String, json: String)] = files.map { name, definition in
        var schema = table(definition)
        schema["definitions"] = ["banded": byAge, "saying": byLanguage]
        schema["$schema"] = "http://json-schema.org/draft-07/schema#"
        schema["title"] = "Passerelle: \(name).yaml"
        return ("\(name).schema.json", written(schema))
    }

    private static let files: [(String, Definition)] = [
        ("bot", BotFile.definition), ("hours", HoursFile.definition),
        ("intake", IntakeFile.definition), ("referrals", ReferralsFile.definition),
        ("replies", RepliesFile.definition), ("texts", TextsFile.definition),
        ("passerelle", SettingsFile.definition),
    ]

    private static func schema(_ shape: Shape) -> [String: Any] {
        switch shape {
        case .text: ["type": ["string", "number", "boolean"]]
        case .quoted: ["type": "string", "minLength": 1]
        case .count(let range):
            ["type": "integer", "minimum": range.lowerBound, "maximum": range.upperBound]
        case .word(let words): words == ["true"] ? ["const": true] : ["enum": words]
        case .date: ["type": "string", "pattern": #"^\d{4}-\d{2}-\d{2}$"#]
        case .slot: ["type": "string", "pattern": #"^ *\d{1,2}:\d{2} *- *\d{1,2}:\d{2} *$"#]
        case .address(let schemes):
            ["type": "string", "pattern": "^(\(schemes.joined(separator: "|")))://[^/]"]
        case .id:
            // A bare 103 is a number to an editor.
            ["type": ["string", "integer"], "pattern": "^[A-Za-z0-9_-]{1,64}$"]
        case .saying: ["$ref": "#/definitions/saying"]
        case .banded: ["$ref": "#/definitions/banded"]
        case .list(let item): ["type": "array", "items": schema(item)]
        case .table(let definition): table(definition)
        case .each(let names, let value): each(names, schema(value))
        case .any(let value): ["type": "object", "additionalProperties": schema(value)]
        case .either(let shapes): ["anyOf": shapes.map(schema)]
        }
    }

    private static var byAge: [String: Any] {
        var ages = each([Words.usual] + Words.bands.map(\.0), schema(.text))
        ages["required"] = [Words.usual]
        return ["anyOf": [schema(.text), ages]]
    }

    private static var byLanguage: [String: Any] {
        let one = schema(.banded)
        return ["anyOf": [one, each(Words.languages.map(\.0), one)]]
    }

    private static func each(_ names: [String], _ value: [String: Any]) -> [String: Any] {
        [
            "type": "object", "additionalProperties": false,
            "properties": Dictionary(uniqueKeysWithValues: names.map { ($0, value) }),
        ]
    }

    private static func table(_ definition: Definition) -> [String: Any] {
        let properties = definition.keys.map { key in
            // A key that may be left out may also be left blank. Beside a reference, draft 7 sees
            // no description, so each shape stands in a list of its own.
            var property: [String: Any] =
                key.isRequired
                ? ["allOf": [schema(key.shape)]]
                : ["anyOf": [schema(key.shape), ["type": "null"]]]
            property["description"] = key.about
            return (key.name, property)
        }
        var table: [String: Any] = [
            "type": "object", "additionalProperties": false,
            "properties": Dictionary(uniqueKeysWithValues: properties),
        ]
        let required = definition.keys.filter(\.isRequired).map(\.name)
        if !required.isEmpty { table["required"] = required }
        return table
    }

    private static func written(_ schema: [String: Any]) -> String {
        let data = try? JSONSerialization.data(
            withJSONObject: schema,
            options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        )
        guard let data else { preconditionFailure("a schema is made of plain values") }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
