import Foundation
import Matrix
import Testing

@Suite struct JSONTests {
    @Test(
        arguments: [
            ("null", JSON.null), ("true", true), (" false ", false), ("0", 0), ("-7", -7),
            ("9223372036854775807", .int(.max)),
            ("9223372036854775808", .number(9223372036854775808)),
            ("1.5", 1.5), ("1e3", .number(1000)), ("[]", []), ("{}", [:]),
            (#"["a",{"b":[1]}]"#, ["a", ["b": [1]]]),
            (#""\u00e9\n\/\\\"\ud83d\ude00""#, "é\n/\\\"😀"),
        ] as [(String, JSON)]
    )
    func `values are read as they are written`(text: String, value: JSON) throws {
        #expect(try JSON.parse(text.utf8) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "tru", "01", "-", "1.", ".5", "+1", "1e", "NaN", "[1,]", "[1", "{\"a\":1,}",
        "{a:1}", "{\"a\" 1}", "\"open", "\"bad \\x\"", "\"\u{1}\"", "1 2", "{}}", "\"\\u12\"",
        "'a'",
    ])
    func `what is not JSON is refused`(text: String) {
        #expect(throws: Malformed.self) { try JSON.parse(text.utf8) }
    }

    @Test(arguments: [
        #""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\u0041""#,
    ])
    func `half a surrogate pair is refused by name`(text: String) {
        #expect(throws: Malformed.loneSurrogate) { try JSON.parse(text.utf8) }
    }

    @Test func `bytes that are no text are refused`() {
        let bytes: [UInt8] = [0x22, 0xC3, 0x28, 0x22]
        #expect(throws: Malformed.notJSON(at: 1)) { try JSON.parse(bytes) }
    }

    @Test func `nesting is allowed up to its limit and not one deeper`() throws {
        let fits = nested(JSON.depthMax)
        #expect(try JSON.parse(fits.utf8).encoded() == Array(fits.utf8))
        #expect(throws: Malformed.tooDeep) { try JSON.parse(nested(JSON.depthMax + 1).utf8) }
        #expect(throws: Malformed.tooDeep) { try JSON.parse(nested(100_000).utf8) }
    }

    @Test func `of two equal keys the last counts, as in Synapse`() throws {
        #expect(try JSON.parse(#"{"a":1,"b":2,"a":3}"#.utf8) == ["a": 3, "b": 2])
    }

    @Test func `writing sorts keys and leaves slashes bare`() {
        let value: JSON = ["b": "a/b", "a": [nil, true, 1, 1.5, "\u{1}\n\"\\é"]]
        #expect(value.text == #"{"a":[null,true,1,1.5,"\u0001\n\"\\é"],"b":"a/b"}"#)
    }

    @Test func `what was written is read back the same, and Foundation agrees`() throws {
        let value: JSON = ["n": [0, -1, .int(.min), 0.1, 1e300], "s": "\u{7F}\u{2028}😀", "z": nil]
        #expect(try JSON.parse(value.encoded()) == value)
        let coded = try JSONDecoder().decode(JSON.self, from: Data(value.encoded()))
        #expect(coded == value)
        #expect(try JSON.parse(JSONEncoder().encode(value)) == value)
    }

    private func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
}
