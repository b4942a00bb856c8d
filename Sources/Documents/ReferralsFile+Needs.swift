internal import Desk

/// What services help with, in the directory's own words.
extension ReferralsFile {
    /// Warns about a need that stands at one service only and is nearly another's word: nobody who
    /// has that need would be led there.
    func checkNeeds(_ tables: [Table]) {
        let leaves: [(String, Leaf)] = tables.flatMap { table in
            // What cannot be read was complained about already.
            let unheard = Findings(path: "")
            let items = table.optional("needs")?.items("\"needs\"", unheard) ?? []
            return items.compactMap { leaf in
                leaf.text("an entry of \"needs\"", unheard).map { ($0, leaf) }
            }
        }
        let counts: [String: Int] = Dictionary(leaves.map { ($0.0, 1) }, uniquingKeysWith: +)
        var met: Set<String> = []
        for (need, leaf) in leaves {
            defer { met.insert(need) }
            let others = counts.filter { $0.key != need && ($0.value > 1 || met.contains($0.key)) }
            guard counts[need] == 1,
                let nearest = Spelling.nearest(to: need, in: others.keys.sorted())
            else { continue }
            findings.warning(
                "no other service knows the need \"\(need)\"",
                at: leaf.place,
                remedy: "did you mean \"\(nearest)\"?"
            )
        }
    }
}
