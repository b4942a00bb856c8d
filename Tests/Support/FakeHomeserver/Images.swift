public import Matrix
import Synchronization

/// Images that people upload and post.
extension FakeHomeserver {
    /// Uploads something; its address.
    public func uploads(_ bytes: [UInt8]) -> String {
        change { world in
            let name = "geheim\(world.images.count)"
            world.images[name] = bytes
            return "mxc://\(Self.serverName)/\(name)"
        }
    }

    /// Posts an image as Element does: its file's name, and words under it where there are some.
    @discardableResult
    public func showsImage(
        _ room: RoomID,
        _ user: UserID,
        at address: String,
        caption: String? = nil,
        fileName: String = "ana-thuis.png"
    ) -> EventID {
        writes(
            room,
            user,
            [
                "msgtype": "m.image", "body": .string(caption ?? fileName),
                "filename": .string(fileName), "url": .string(address),
                "info": ["mimetype": "image/png", "w": 48, "h": 32],
            ]
        )
    }

    /// What it has of an upload, unchanged: no homeserver is relied on to clean anything.
    func thumbnail(_ request: Wire.Request) -> Wire.Answer {
        let isKnown = world.withLock { (try? $0.speaker(of: request)) != nil }
        guard isKnown else { return .error(401, "M_MISSING_TOKEN") }
        guard request.parts[5] == Self.serverName,
            let bytes = world.withLock({ $0.images[request.parts[6]] })
        else { return .error(404, "M_NOT_FOUND") }
        return Wire.Answer(body: "", bytes: bytes)
    }
}
