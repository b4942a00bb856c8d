/// A talk that changes hands, and colleagues who read along.
extension Conversation {
    /// She waits again, before all others, and is told so.
    mutating func giveBack(
        from owner: CounsellorID,
        _ remark: TextKey,
        _ scene: Scene
    ) -> [Effect] {
        let wasLetter = talk?.isLetter == true
        let since = waitingSince
        let others = company
        (talk, silence, headStartMinutes) = (nil, nil, Self.frontMinutes)
        let farewells = ([owner] + others).map(Effect.dismiss)
        let told: [Effect] =
            [
                .advise(scene.staff(remark)), .unremind(.unclaim), .unremind(.silence),
                .unremind(.talkLength),
                .audit(AuditEntry(what: .gaveBack, by: owner)),
            ] + farewells
        if wasLetter {
            stage = .letter(sentAt: since, isPosted: true)
            return told + [.edit(notice(scene, since: clock(since, scene), .letter))]
        }
        // Where the door has closed meanwhile she is told only that.
        let news = scene.door.isOpen ? [say(.givenBack, scene)] : []
        return news + told + waitAgain(since: since, from: owner, scene)
    }

    /// Who is in the room besides the owner.
    var company: [CounsellorID] { readers + (talk?.former ?? []).filter { !readers.contains($0) } }

    /// Who reads along, and who was asked to go on; whoever handed her over is there for a last
    /// word only.
    var readers: [CounsellorID] {
        let others = talk?.readers ?? []
        return others + (talk?.successor.map { others.contains($0) ? [] : [$0] } ?? [])
    }

    /// Whether what somebody writes in the counselling room goes to the visitor.
    public func mayWrite(_ counsellor: CounsellorID) -> Bool {
        owner != nil && !isReader(counsellor)
    }

    /// Whether somebody is in no talk of hers: at best she reads along.
    ///
    /// Whoever has her, had her before or was asked to go on may write.
    func isReader(_ counsellor: CounsellorID) -> Bool {
        guard let owner else { return false }
        return counsellor != owner && counsellor != talk?.successor
            && talk?.former?.contains(counsellor) != true
    }

    /// Whoever has her does not belong to the team any more; or she waits, and the last one on
    /// duty has gone.
    mutating func leaveOrphan(_ scene: Scene) -> [Effect] {
        if case .waiting = stage { return sayNobodyOnDuty(scene) }
        guard case .talking(let owner) = stage, scene.team.members[owner] == nil else { return [] }
        return giveBack(from: owner, .roomGivenBack, scene)
    }

    /// Back into the waiting room, under the same notice; where the door has closed meanwhile,
    /// nobody is there to take her again tonight.
    private mutating func waitAgain(
        since: Int64,
        from owner: CounsellorID? = nil,
        _ scene: Scene
    ) -> [Effect] {
        stage = .waiting(since: since)
        waitsAnewSince = scene.milliseconds
        guard scene.door.isOpen else { return closeWhileWaiting(since, scene) }
        return [waitingEdit(since: since, scene), callAgain(from: owner, scene)]
            + watchClosing(scene) + watchWaiting(scene)
    }

    /// She waits again: those on duty are called, or everybody where nobody is but whoever had her.
    private func callAgain(from owner: CounsellorID?, _ scene: Scene) -> Effect {
        let text = scene.staff(.alertGivenBack, ["number": "\(number)"])
        let onDuty = scene.team.onDuty(at: scene.milliseconds)
        return onDuty.allSatisfy { $0 == owner } ? .alert(text, .counsellors) : .call(text, onDuty)
    }

    /// Her counsellor has taken her and not written a word to her.
    mutating func unclaim(_ scene: Scene) -> [Effect] {
        guard case .talking(let owner) = stage, talk?.speaker == nil || talk?.isAwaited == true
        else { return [] }
        // Nothing that she wrote could have arrived.
        guard !wasCutOff else { return watchOwner(scene) }
        return giveBack(from: owner, .roomUnclaimed, scene)
    }

    /// Somebody came into the counselling room: whoever was not let in is put out, and the admins
    /// are called.
    ///
    /// The bot alone can invite there; a stranger comes with the help of somebody who rules the
    /// homeserver. What is said after the end nobody has, so nobody is called then.
    func receive(_ somebody: CounsellorID, _ scene: Scene) -> [Effect] {
        guard case .talking(let owner) = stage, somebody != owner, !company.contains(somebody)
        else { return [] }
        return [
            .dismiss(somebody),
            .alert(scene.staff(.alertStranger, ["number": "\(number)"]), .admins),
            .audit(AuditEntry(what: .putOutStranger, by: somebody)),
        ]
    }

    /// Somebody left the counselling room.
    mutating func lose(_ counsellor: CounsellorID, _ scene: Scene) -> [Effect] {
        guard case .talking(let owner) = stage else { return [] }
        talk?.readers.removeAll { $0 == counsellor }
        talk?.former?.removeAll { $0 == counsellor }
        if talk?.successor == counsellor { talk?.successor = nil }
        guard counsellor == owner else { return [] }
        return giveBack(from: owner, .roomGivenBack, scene)
    }

    // MARK: Handing over

    /// A colleague is asked to go on; both are in the room until she accepts.
    mutating func offer(to name: String?, by owner: CounsellorID, _ scene: Scene) -> [Effect] {
        guard let colleague = name.flatMap(scene.team.member), colleague != owner else {
            return nobody(called: name, scene)
        }
        // Whoever was asked before her is not asked any more.
        let earlier = talk?.successor
        talk?.successor = colleague
        let values = ["number": "\(number)", "counsellor": owner.shortName]
        let dismissed = earlier.map { company.contains($0) ? [] : [$0] } ?? []
        return dismissed.map(Effect.dismiss) + [
            .admit(colleague),
            .advise(scene.staff(.roomHandOver, ["counsellor": colleague.shortName])),
            .call(scene.staff(.callHandOver, values), [colleague]),
        ]
    }

    /// The colleague who was asked says that she goes on.
    mutating func accept(_ counsellor: CounsellorID, _ scene: Scene) -> [Effect] {
        guard counsellor == talk?.successor else {
            return [.advise(scene.staff(.roomNotAsked))]
        }
        talk?.isAwaited = true
        return takeOver(counsellor, scene) + watchOwner(scene)
    }

    mutating func takeOver(_ counsellor: CounsellorID, _ scene: Scene) -> [Effect] {
        let before = owner
        stage = .talking(owner: counsellor)
        talk?.successor = nil
        talk?.readers.removeAll { $0 == counsellor }
        let former = talk?.former?.filter { $0 != counsellor } ?? []
        talk?.former = former + [before].compactMap(\.self)
        // She is told at once: it is another person now, whoever writes first.
        let isTold = talk?.speaker != nil
        talk?.speaker = counsellor
        let told = isTold ? [say(.otherPerson, ["persona": scene.script.persona], scene)] : []
        return told + [
            .advise(scene.staff(.roomTakenOver, ["counsellor": counsellor.shortName])),
            .edit(notice(scene, since: clock(waitingSince, scene), .taken(counsellor))),
            .audit(AuditEntry(what: .handedOver, by: before ?? counsellor)),
        ]
    }

    /// A colleague reads along; what she writes is not carried over.
    mutating func invite(_ name: String?, _ scene: Scene) -> [Effect] {
        guard let colleague = name.flatMap(scene.team.member), colleague != owner else {
            return nobody(called: name, scene)
        }
        if talk?.readers.contains(colleague) == false { talk?.readers.append(colleague) }
        talk?.former?.removeAll { $0 == colleague }
        let values = ["number": "\(number)", "counsellor": owner?.shortName ?? ""]
        return [
            .admit(colleague),
            .advise(scene.staff(.roomInvited, ["counsellor": colleague.shortName])),
            .call(scene.staff(.callReadAlong, values), [colleague]),
            .edit(notice(scene, since: clock(waitingSince, scene), .taken(owner ?? colleague))),
        ]
    }

    private func nobody(called name: String?, _ scene: Scene) -> [Effect] {
        let names = scene.team.members.keys.map(\.shortName).sorted().joined(separator: ", ")
        return [.advise(scene.staff(.nobodyCalled, ["name": name ?? "…", "list": names]))]
    }

    // MARK: The quiet hold

    /// Nobody has to read her for a while; she sees that she waits, as others do.
    mutating func hold(by owner: CounsellorID, _ scene: Scene) -> [Effect] {
        let until = scene.milliseconds + Int64(scene.script.limits.holdMinutes) * 60_000
        let since = waitingSince
        let others = company
        stage = .held(since: since, until: until)
        (talk, silence) = (nil, nil)
        // Whoever cries for help on hold is heard, whatever she wrote before.
        (heardRules, criedAt) = ([], nil)
        let shown = say(.waiting, ["place": "\(Self.heldPlace(scene.waitingRoom))"], scene)
        return [
            shown, .unremindAll, forgetLater(scene), .remind(.hold, at: until),
            .advise(scene.staff(.roomHeld)),
        ] + ([owner] + others).map(Effect.dismiss) + [
            .edit(notice(scene, since: clock(since, scene), .held)),
            .audit(AuditEntry(what: .held, by: owner)),
        ] + watchClosing(scene) + watchWaiting(scene)
    }

    /// The place that somebody on hold sees: never the next one.
    static func heldPlace(_ waitingRoom: WaitingRoom) -> Int {
        max(2, waitingRoom.seats.count + 1)
    }

    /// The hold is over by itself: the talk ends as quietly.
    mutating func endHold(_ scene: Scene) -> [Effect] {
        guard case .held(let since, _) = stage else { return [] }
        let edit = Effect.edit(notice(scene, since: clock(since, scene), .ended))
        return [say(.nobodyFreeNow, scene), edit] + finish(.ended(.nobodyFree), scene)
    }

    /// Somebody lets her go: she waits for a counsellor again.
    mutating func release(by counsellor: CounsellorID, _ scene: Scene) -> [Effect] {
        guard case .held(let since, _) = stage else {
            let text = scene.staff(.nobodyHeld, ["number": "\(number)"])
            return [.tellStaff(text, mention: counsellor)]
        }
        let audit = Effect.audit(AuditEntry(what: .released, by: counsellor))
        return [.unremind(.hold)] + waitAgain(since: since, scene) + [audit]
    }
}
