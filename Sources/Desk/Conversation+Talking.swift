/// The talk itself, and its end.
extension Conversation {
    /// The visitor's line goes to the counsellor.
    func relay(_ id: LineID, _ utterance: Utterance) -> [Effect] {
        switch utterance {
        case .text(let text): [echo(id, text.reveal()), .relay(id)]
        case .choice, .skip: [.refuse(.notAsked)]
        }
    }

    /// The counsellor's line goes to the visitor, under the persona.
    mutating func hearCounsellor(_ id: LineID, _ text: Confidential<String>, _ scene: Scene)
        -> [Effect]
    {
        switch stage {
        case .talking:
            noteLife(scene)
            return [.show(Line(id: id, author: .counsellor, text: text))]
        case .arriving, .intake, .waiting, .referred, .closed, .ended:
            // Nothing may vanish in silence: she is told that nobody gets this.
            return [.advise(scene.texts.say(.roomOver))]
        }
    }

    mutating func endByCounsellor(_ scene: Scene) -> [Effect] {
        switch stage {
        case .talking:
            let goodbye = say(scene.texts.say(.goodbye, ["persona": scene.script.persona]))
            let closing = Effect.close(scene.texts.say(.roomClosed))
            let edit = Effect.edit(notice(scene, since: scene.moment.civil.clock, .ended))
            return [goodbye, closing, edit] + finish(.ended(.counsellor), scene)
        case .arriving, .intake, .waiting, .referred, .closed, .ended:
            return [.advise(scene.texts.say(.roomOver))]
        }
    }

    mutating func endByVisitor(forgetting: Bool, _ scene: Scene) -> [Effect] {
        // In a hurry nothing more is shown: the tab is gone.
        let forgotten: [Effect] = forgetting ? [.forgetVisitor] : []
        switch stage {
        case .arriving, .intake, .referred:
            return farewell(forgetting, scene) + finish(.ended(.visitor), scene) + forgotten
        case .waiting(let since):
            let edit = Effect.edit(notice(scene, since: clock(since, scene), .left))
            return [edit] + farewell(forgetting, scene) + finish(.ended(.visitor), scene)
                + forgotten
        case .talking:
            let closing = Effect.close(scene.texts.say(.roomVisitorLeft))
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
        case .waiting(let since):
            told = [.edit(notice(scene, since: clock(since, scene), .left))]
        case .talking:
            let edit = notice(scene, since: scene.moment.civil.clock, .ended)
            told = [.close(scene.texts.say(.roomClosed)), .edit(edit)]
        }
        return told + finish(.ended(.abandoned), scene)
    }

    func adviseHelp(_ unknown: Confidential<String>?, _ scene: Scene) -> [Effect] {
        let help = scene.texts.say(.roomHelp)
        guard let unknown else { return [.advise(help)] }
        let text = scene.texts.say(.unknownCommand, ["command": unknown.reveal()])
        return [.advise(text + "\n" + help)]
    }

    /// The room is given up for a fresh one; what waits to be sent goes there.
    func leaveEncryptedRoom(_ scene: Scene) -> [Effect] {
        switch stage {
        case .talking(let owner):
            let alarm = scene.texts.say(.roomEncrypted, ["number": "\(number)"])
            return [
                .clearRoom, .open(opening(for: owner, scene)),
                .tellStaff(alarm, mention: owner),
            ]
        case .arriving, .intake, .waiting, .referred, .closed, .ended:
            return [.clearRoom]
        }
    }

    /// Something could not be brought across.
    ///
    /// Both sides are told; silence would be worse.
    mutating func tellFailure(_ what: FailedEffect, _ scene: Scene) -> [Effect] {
        let alarm = scene.texts.say(.roomLineFailed, ["number": "\(number)"])
        let staff = Effect.tellStaff(alarm, mention: owner)
        // Who has left is not written to again.
        if stage == .ended(.visitor) { return [staff] }
        switch what {
        case .other: return [staff]
        case .line: return [say(scene.texts.say(.lineFailed)), staff]
        }
    }

    private var owner: CounsellorID? {
        if case .talking(let owner) = stage { owner } else { nil }
    }

    private mutating func farewell(_ forgetting: Bool, _ scene: Scene) -> [Effect] {
        forgetting ? [] : [say(scene.texts.say(.visitorGoodbye))]
    }
}
