internal import Desk

/// Answers that frighten, and where nobody may be left alone with one.
extension IntakeFile {
    /// Who is in danger now must be able to say so, and hear whom to call.
    func checkAsksDanger(_ questions: [Question], at place: Place) {
        let isAsked = questions.flatMap(\.choices).contains { choice in
            choice.says != nil && (choice.mark != nil || choice.headStartMinutes > 0)
        }
        guard !isAsked else { return }
        findings.warning(
            "no answer says that she is in danger now",
            at: place,
            remedy: "ask it, and give that answer says, mark and ahead"
        )
    }

    /// A marked answer is one that frightens, and so is one that goes ahead of others.
    func checkDanger(_ says: String?, ahead: Int, _ table: Table) {
        if let says, let leaf = table.optional("says") {
            checkEmergency(says, at: leaf.place)
        } else if ahead > 0, table.isLeftOut("says") {
            findings.error(
                "whoever is let ahead here is told nothing",
                at: table.place,
                remedy: "add says: with a reply that names \(Wording.emergencyNumber)"
            )
        }
    }

    /// Whoever says that she is in danger is not sent away from people.
    func checkDangerLeads(_ next: Next?, at leaf: Leaf?) {
        guard case .refer? = next, let leaf else { return }
        findings.error(
            "whoever gives this marked answer is brought to nobody, and nobody sees the mark",
            at: leaf.place,
            remedy: "write then: {wait: true}, or take the mark out"
        )
    }

    /// Whoever says that she is a child is never sent away from people for her age.
    func checkStays(_ band: AgeBand?, _ next: Next?, _ table: Table) {
        guard let band, band != .adult, case .refer? = next else { return }
        findings.error(
            "whoever is of the age \"\(band.rawValue)\" is sent away from the people of this chat",
            at: table.optional("then")?.place ?? table.place,
            remedy: "lead her to them, with {wait: true} or a next question"
        )
    }

    /// What is said then must name the emergency number.
    private func checkEmergency(_ id: String, at place: Place) {
        guard let reply = ground.replies?[id], !Wording.namesEmergency(reply.text) else { return }
        findings.error(
            "\"\(id)\" is said after a marked answer and does not name the emergency number",
            at: place,
            remedy: "write \(Wording.emergencyNumber) out in it, on a line without { }"
        )
    }
}

extension Reply {
    /// Whether whoever is led to it is led on, and not only spoken to.
    var leadsOn: Bool {
        if bot != nil { return true }
        if case .listed(let ids) = services, ids.isEmpty {
            return text.wordings.allSatisfy(\.namesReferral)
        }
        return true
    }
}

extension String {
    /// Whether an entry of the directory is filled into it.
    fileprivate var namesReferral: Bool {
        split(separator: "{").dropFirst().contains { rest in
            if case .referral? = Blank.read(rest.prefix { $0 != "}" }) { true } else { false }
        }
    }
}
