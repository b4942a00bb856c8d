/// The sites that may show the visitors' page inside their own.
enum Sites {
    /// A site is a name and perhaps a port: what stands behind them is not the browser's business.
    static func read(_ table: Table, _ findings: Findings) -> [String] {
        table.list("embed_on").compactMap { leaf in
            let address = leaf.address(
                "an entry of \"embed_on\"",
                schemes: ["https"],
                example: "\"https://example.org\"",
                findings
            )
            guard let address else { return nil }
            let site = address.last == "/" ? String(address.dropLast()) : address
            guard site.dropFirst("https://".count).allSatisfy(\.isPartOfSite) else {
                findings.error(
                    "\"\(address)\" is more than a site",
                    at: leaf.place,
                    remedy: "leave out what comes after the name, such as: \"https://example.org\""
                )
                return nil
            }
            return site
        }
    }
}

extension Character {
    /// It ends up in a header, between other sites: nothing may end it early.
    fileprivate var isPartOfSite: Bool {
        isASCII && (isLetter || isNumber || self == "." || self == "-" || self == ":")
    }
}
