/// Replies with their blanks filled, and what certain words of hers bring.
extension Conversation {
    /// A reply as it is spoken to her: the text, and the services that follow, one a line.
    func spoken(_ reply: Reply, _ scene: Scene) -> String {
        let services = scene.script.services(reply.services, for: listener(scene))
        let lines = services.map { $0.spoken(to: audience(scene)) }
        let text = fill(reply.text, scene)
        guard lines.isEmpty, reply.services != .listed([]) else {
            return ([text] + lines).joined(separator: "\n")
        }
        // Every entry has lapsed: what is left to say is whom to call in danger.
        let alone = Self.withoutPromise(
            text.split(separator: "\n", omittingEmptySubsequences: false)
        )
        return (alone + [scene.script.texts.say(.referredNobody, to: audience(scene))])
            .joined(separator: "\n")
    }

    /// The lines without a last one that announces what does not follow.
    private static func withoutPromise(_ lines: [Substring]) -> [String] {
        let isPromise = lines.last?.last == ":"
        return (isPromise ? lines.dropLast() : lines[...]).map(String.init)
    }

    /// A text with its blanks filled.
    ///
    /// A line whose blank cannot be filled today is left out: half a sentence helps nobody.
    func fill(_ saying: Saying, _ scene: Scene) -> String {
        let text = saying.said(to: audience(scene))
        guard text.contains("{") else { return text }
        return WholeLines.of(text) { fill(line: $0, scene) }
    }

    private func fill(line: String, _ scene: Scene) -> String? {
        var isWhole = true
        let filled = Texts.fill(line) { word in
            guard let blank = Blank.read(word) else { return nil }
            let value = value(of: blank, scene)
            if value == nil { isWhole = false }
            return value ?? ""
        }
        return isWhole ? Self.withoutNobody(filled) : nil
    }

    /// Stands where a name would, until the sentence is closed over it; nobody can type it.
    private static let nobody: Character = "\u{0}"

    /// Closes a sentence over the place where a name is missing.
    ///
    /// So "Bonjour {nom} !" becomes "Bonjour !", and "Courage, {nom}." becomes "Courage.".
    private static func withoutNobody(_ line: String) -> String {
        guard line.contains(nobody) else { return line }
        let parts = line.split(separator: nobody, omittingEmptySubsequences: false).map(String.init)
        let closed = parts.dropLast().map { part in
            var part = part
            while part.last == " " || part.last == "," { part.removeLast() }
            return part
        }
        return (closed + parts.suffix(1)).joined()
    }

    private func value(of blank: Blank, _ scene: Scene) -> String? {
        switch blank {
        case .visitorName:
            name?.reveal() ?? String(Self.nobody)
        case .nextOpening:
            nextOpening(scene)
        case .persona:
            scene.script.persona
        case .referral(let id):
            scene.script.referral(id, on: scene.moment.civil.date)?.spoken(to: audience(scene))
        case .phone(let id):
            scene.script.referral(id, on: scene.moment.civil.date)?.phone
        }
    }

    func listener(_ scene: Scene) -> Listener {
        Listener(audience: audience(scene), province: province, time: scene.moment.civil)
    }

    /// Offers help that certain words call for, once each; her line goes its way all the same.
    mutating func noticeWords(_ text: String, _ scene: Scene) -> [Effect] {
        let isAnew = mayCryAnew(scene)
        let rules = scene.script.replies.words.filter { isAnew || !heardRules.contains($0.id) }
        guard !rules.isEmpty else { return [] }
        let words = Folded.words(text).map(String.init)
        return rules.filter { $0.matches(words) }.flatMap { rule in
            if !heardRules.contains(rule.id) { heardRules.append(rule.id) }
            addMark(rule.mark)
            return [say(fill(rule.text, scene))] + showMark(rule.mark, scene)
        }
    }

    /// On hold nobody reads her: whoever was called for her some minutes ago and did not come is
    /// called again by the next cry, not by each.
    private func mayCryAnew(_ scene: Scene) -> Bool {
        guard case .held = stage, let criedAt else { return false }
        return scene.milliseconds - criedAt >= Self.cryMilliseconds
    }

    private static let cryMilliseconds: Int64 = 300_000

    mutating func addMark(_ mark: String) {
        if !marks.contains(mark) { marks.append(mark) }
    }

    private mutating func showMark(_ mark: String, _ scene: Scene) -> [Effect] {
        switch stage {
        case .waiting(let since):
            return [waitingEdit(since: since, scene)]
        case .talking:
            return [.advise(scene.staff(.roomMark, ["mark": mark]))]
        case .held(let since, _):
            // Whoever disturbs may also be in need: somebody looks.
            criedAt = scene.milliseconds
            return [
                .edit(notice(scene, since: clock(since, scene), .held)),
                .alert(scene.staff(.alertHeld, ["number": "\(number)"]), .counsellors),
            ]
        case .arriving, .intake, .kept, .referred, .writing, .letter, .closed, .ended:
            return []  // The notice that comes will show it.
        }
    }
}

extension WordRule {
    /// Whether one of the phrases stands among the words, whole.
    ///
    /// Her words may be in any language, whatever the talk is in.
    fileprivate func matches(_ words: [String]) -> Bool {
        words.indices.contains { start in
            phrases[words[start]]?.contains { phrase in
                words[start...].starts(with: phrase)
            } ?? false
        }
    }
}
