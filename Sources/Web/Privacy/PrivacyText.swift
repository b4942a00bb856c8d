/// The sentences of the page, filled, as markup.
struct PrivacyText {
    let words: PrivacyWords
    let values: [String: String]

    func say(_ word: PrivacyWord) -> String {
        fill(words.say(word))
    }

    func escaped(_ word: PrivacyWord) -> String {
        PageTemplate.escape(say(word))
    }

    func section(_ title: PrivacyWord, _ sentences: [String]) -> String {
        let items = sentences.map { "<li>\(PageTemplate.escape($0))</li>" }.joined()
        return "<section class=\"card\"><h2>\(escaped(title))</h2><ul>\(items)</ul></section>\n"
    }

    /// A table that a narrow screen shows as a list.
    ///
    /// The roles are written down because a browser no longer takes for a table what is shown as
    /// something else.
    func table(_ rows: [PrivacyRow]) -> String {
        let heads = PrivacyWord.columns.map { word in
            "<th scope=\"col\" role=\"columnheader\">\(escaped(word))</th>"
        }.joined()
        let body = rows.map { row in
            let said = words.rows[row.rawValue] ?? []
            let cells = zip(PrivacyWord.columns, said).map { column, cell in
                let text = PageTemplate.escape(fill(cell))
                guard column != .columnData else {
                    return "<th scope=\"row\" role=\"rowheader\">\(text)</th>"
                }
                return "<td role=\"cell\" data-column=\"\(escaped(column))\">\(text)</td>"
            }
            return "<tr role=\"row\">\(cells.joined())</tr>\n"
        }.joined()
        return """
            <section class="officer"><h2 id="officer">\(escaped(.tableTitle))</h2>
            <p>\(escaped(.tableIntro))</p>
            <table role="table" aria-labelledby="officer">
            <thead role="rowgroup"><tr role="row">\(heads)</tr></thead>
            <tbody role="rowgroup">\(body)</tbody></table></section>

            """
    }

    private func fill(_ text: String) -> String {
        values.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}
