/// The talk itself, and its end.
extension Conversation {
    /// The visitor's line goes to the counsellor.
    mutating func relay(_ id: LineID, _ utterance: Utterance, _ scene: Scene) -> [Effect] {
        switch utterance {
        case .text(let text):
            let carried = [echo(id, text.reveal()), .relay(id)]
            return carried + noticeWords(text.reveal(), scene) + wait(for: .counsellor, scene)
        case .choice, .skip: return [.refuse(.notAsked)]
        }
    }

    /// The counsellor's line goes to the visitor, under the persona.
    mutating func hearCounsellor(_ id: LineID, _ text: Confidential<String>, _ scene: Scene)
        -> [Effect]
    {
        switch stage {
        case .talking:
            noteLife(scene)
            let shown = Effect.show(Line(id: id, author: .counsellor, text: text))
            return [shown] + wait(for: .visitor, scene)
        case .arriving, .intake, .waiting, .kept, .referred, .closed, .ended:
            // Nothing may vanish in silence: she is told that nobody gets this.
            return [.advise(scene.staff(.roomOver))]
        }
    }

    /// A ready answer goes to the visitor as the counsellor's own line, and the counsellor sees
    /// what went; without a name, or with one that is none, she sees which there are.
    mutating func giveReadyAnswer(_ id: LineID, _ name: String?, _ scene: Scene) -> [Effect] {
        let answers = scene.script.replies.answers
        guard !answers.isEmpty else { return [.advise(scene.staff(.readyAnswersNone))] }
        let list = answers.map { "\($0.id) – " + fill($0.text, scene) }.joined(separator: "\n")
        guard let name else { return [.advise(scene.staff(.readyAnswers, ["list": list]))] }
        let typed = Folded.text(name)
        guard let answer = answers.first(where: { Folded.text($0.id) == typed }) else {
            let values = ["id": name, "list": list]
            return [.advise(scene.staff(.readyAnswerUnknown, values))]
        }
        let text = fill(answer.text, scene)
        let effects = hearCounsellor(id, Confidential(text), scene)
        guard case .show? = effects.first else { return effects }
        return effects + [.advise(scene.staff(.readyAnswerSent, ["text": text]))]
    }

    mutating func endByCounsellor(_ scene: Scene) -> [Effect] {
        switch stage {
        case .talking:
            let goodbye = say(.goodbye, ["persona": scene.script.persona], scene)
            let closing = Effect.close(scene.staff(.roomClosed))
            let edit = Effect.edit(notice(scene, since: scene.moment.civil.clock, .ended))
            return [goodbye, closing, edit] + finish(.ended(.counsellor), scene)
        case .arriving, .intake, .waiting, .kept, .referred, .closed, .ended:
            return [.advise(scene.staff(.roomOver))]
        }
    }

    mutating func endByVisitor(forgetting: Bool, _ scene: Scene) -> [Effect] {
        // In a hurry nothing more is shown: the tab is gone.
        let forgotten: [Effect] = forgetting ? [.forgetVisitor] : []
        switch stage {
        case .arriving, .intake, .referred:
            return farewell(forgetting, scene) + finish(.ended(.visitor), scene) + forgotten
        case .waiting(let since), .kept(let since, _):
            let edit = Effect.edit(notice(scene, since: clock(since, scene), .left))
            return [edit] + farewell(forgetting, scene) + finish(.ended(.visitor), scene)
                + forgotten
        case .talking:
            let closing = Effect.close(scene.staff(.roomVisitorLeft))
            let edit = Effect.edit(notice(scene, since: scene.moment.civil.clock, .ended))
            return [closing, edit] + farewell(forgetting, scene)
                + finish(.ended(.visitor), scene) + forgotten
        case .closed, .ended:
            return forgotten
        }
    }

    /// Nobody has said anything for so long that nobody is there.
    ///
    /// Nothing is written to her: she left.
    mutating func endAbandoned(_ scene: Scene) -> [Effect] {
        var told: [Effect] = []
        switch stage {
        case .arriving, .intake, .referred, .closed, .ended: break
        case .waiting(let since), .kept(let since, _):
            told = [.edit(notice(scene, since: clock(since, scene), .left))]
        case .talking:
            let edit = notice(scene, since: scene.moment.civil.clock, .ended)
            told = [.close(scene.staff(.roomClosed)), .edit(edit)]
        }
        return told + finish(.ended(.abandoned), scene)
    }

    func adviseHelp(_ unknown: Confidential<String>?, _ scene: Scene) -> [Effect] {
        let help = scene.staff(.roomHelp)
        guard let unknown else { return [.advise(help)] }
        let text = scene.staff(.unknownCommand, ["command": unknown.reveal()])
        return [.advise(text + "\n" + help)]
    }

    /// The room is given up for a fresh one; what waits to be sent goes there.
    func leaveEncryptedRoom(_ scene: Scene) -> [Effect] {
        switch stage {
        case .talking(let owner):
            let alarm = scene.staff(.roomEncrypted, ["number": "\(number)"])
            return [
                .clearRoom, .open(opening(for: owner, scene)),
                .tellStaff(alarm, mention: owner),
            ]
        case .arriving, .intake, .waiting, .kept, .referred, .closed, .ended:
            return [.clearRoom]
        }
    }

    /// Something could not be brought across.
    ///
    /// Both sides are told; silence would be worse.
    mutating func tellFailure(_ what: FailedEffect, _ scene: Scene) -> [Effect] {
        let alarm = scene.staff(.roomLineFailed, ["number": "\(number)"])
        let staff = Effect.tellStaff(alarm, mention: owner)
        // Who has left is not written to again.
        if stage == .ended(.visitor) { return [staff] }
        switch what {
        case .other: return [staff]
        case .line: return [say(.lineFailed, scene), staff]
        }
    }

    private var owner: CounsellorID? {
        if case .talking(let owner) = stage { owner } else { nil }
    }

    private mutating func farewell(_ forgetting: Bool, _ scene: Scene) -> [Effect] {
        forgetting ? [] : [say(.visitorGoodbye, scene)]
    }
}
