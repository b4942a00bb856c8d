/// Images that a counsellor shows: her line stands at once, the image follows when it was fetched.
extension Conversation {
    /// A counsellor posted an image; most bots carry none.
    mutating func hearImage(
        _ id: LineID,
        _ image: PostedImage,
        by counsellor: CounsellorID,
        _ scene: Scene
    ) -> [Effect] {
        guard scene.script.limits.imageKilobytesMax > 0 else {
            return [.advise(scene.staff(.onlyText))]
        }
        if let refusal = refusal(of: image.caption, by: counsellor, scene) { return [refusal] }
        // In a room of the chat network it would lie on the homeserver, and with a letter nobody
        // knows who sees it first.
        guard door == .web, talk?.isLetter != true else {
            return [.advise(scene.staff(.roomImageNotHere))]
        }
        guard let address = image.address else { return [.advise(scene.staff(.roomImageKind))] }
        let line = Line(id: id, author: .counsellor, text: image.caption, image: .coming)
        return speakUp(line, by: counsellor, scene) + [.fetch(id, address)]
    }

    /// The image of a line was fetched.
    func showImage(_ id: LineID, _ image: Image) -> [Effect] {
        mayStillSee ? [.attach(id, image)] : []
    }

    /// The image of a line could not be fetched: both sides are told.
    func loseImage(_ id: LineID, _ loss: ImageLoss, _ scene: Scene) -> [Effect] {
        guard mayStillSee else { return [] }
        let most = "\(scene.script.limits.imageKilobytesMax)"
        let values = loss == .tooLarge ? ["count": most] : [:]
        // Given back meanwhile, there is nobody in the room to tell.
        let told: [Effect] =
            stage.name == .talking || stage.name == .ended
            ? [.advise(scene.staff(loss.remark, values))] : []
        return [.attach(id, nil)] + told
    }

    /// Who has left is shown nothing more; given back, she still sees what was said.
    private var mayStillSee: Bool {
        switch stage {
        case .talking, .waiting, .kept, .held, .ended(.counsellor): true
        case .arriving, .intake, .referred, .writing, .letter, .closed, .ended: false
        }
    }
}
