import Testing

/// Where something is written.
@Suite(.timeLimit(.minutes(1))) struct FieldTests {
    @Test func `no field of text, on either page, lets the browser send words to a vendor`()
        async throws
    {
        try await WebHouse.open { house in
            let page = try await house.ask("GET", "essai")
            let simple = Page(
                house,
                "questions",
                ["secret": String(repeating: "s", count: 43), "do": "start"]
            )
            try await simple.shows("name=\"code\"")
            let fields = [page.text, simple.text].map { text in
                text.matches(of: /<(?:textarea|input)\b[^>]*>/).map { String($0.output) }
                    .filter { !$0.contains(/type="(?:hidden|radio|checkbox)"/) }
            }
            #expect(fields.map(\.count) == [3, 2])
            for field in fields.joined() {
                for wish in [
                    #"autocomplete="off""#, #"spellcheck="false""#, #"autocorrect="off""#,
                    #"writingsuggestions="false""#, #"autocapitalize=""#,
                ] {
                    #expect(field.contains(wish), "\(field)")
                }
            }
            await simple.leave()
        }
    }
}
