import Matrix
import Synchronization

/// Telling what happened to those who ask.
extension FakeHomeserver {
    func sync(_ request: Wire.Request) -> Wire.Answer {
        let user: UserID
        let speaker: World.Speaker
        do throws(Refusal) {
            speaker = try world.withLock { world throws(Refusal) in try world.speaker(of: request) }
            user = speaker.user
        } catch {
            return .error(error.status, error.code)
        }
        // Measured: the account named as the sender cannot sync at all.
        guard user.localpart != appservice.senderLocalpart else {
            return .error(500, "M_UNKNOWN")
        }
        let since = request.query["since"].flatMap(Token.init)
        let wait = since == nil ? 0 : Int(request.query["timeout"] ?? "") ?? 0
        let limit = timelineLimit(request.query["filter"])
        _ = bell.wait(milliseconds: wait) {
            threads.stopping || world.withLock { $0.hasNews(for: user.rawValue, since: since) }
        }
        let body = world.withLock { $0.news(for: speaker, since: since, limit: limit) }
        return Wire.Answer(body: body)
    }

    /// Ten, as Synapse gives, unless asked or told otherwise.
    private func timelineLimit(_ filter: String?) -> Int {
        if let forced = faults.withLock({ $0.timelineLimit }) { return forced }
        let wanted = filter.flatMap { try? JSON.parse($0.utf8) }
        return Int(wanted?["room"]?["timeline"]?["limit"]?.int ?? 10)
    }

    func messages(_ request: Wire.Request) -> Wire.Answer {
        do throws(Refusal) {
            return Wire.Answer(
                body: try world.withLock { world throws(Refusal) in try world.past(request) }
            )
        } catch {
            return .error(error.status, error.code)
        }
    }
}

/// A place in the stream: after so many events, and after so many changes of who types.
struct Token {
    let position: Int
    let typing: Int

    init(position: Int, typing: Int) {
        self.position = position
        self.typing = typing
    }

    init?(_ text: String) {
        let numbers = text.dropFirst().split(separator: "_").compactMap { Int($0) }
        guard text.hasPrefix("s"), numbers.count == 2 else { return nil }
        self.init(position: numbers[0], typing: numbers[1])
    }

    var text: String { "s\(position)_\(typing)" }
}

extension World {
    var now: Token { Token(position: entries.count, typing: typingSerial) }

    func hasNews(for user: String, since: Token?) -> Bool {
        guard let since else { return true }
        return rooms.values.contains { room in
            let place = room.state[StateKey(type: "m.room.member", key: user)] ?? 0
            guard place <= since.position else { return true }
            guard membership(of: user, in: room.id) == "join" else { return false }
            return (room.positions.last ?? 0) > since.position || room.typingSerial > since.typing
        }
    }

    func news(for speaker: Speaker, since: Token?, limit: Int) -> String {
        var joined: [String] = []
        var invited: [String] = []
        var left: [String] = []
        // A room in which nothing happened since has nothing to tell, and most are such.
        let lively = rooms.values.filter { room in
            guard let since else { return true }
            return room.positions.last ?? 0 > since.position || room.typingSerial > since.typing
        }
        for room in lively.sorted(by: { $0.id < $1.id }) {
            let name = JSON.string(room.id).text + ":"
            let place = room.state[StateKey(type: "m.room.member", key: speaker.user.rawValue)]
            let isNews = (place ?? 0) > since?.position ?? 0
            switch membership(of: speaker.user.rawValue, in: room.id) {
            case "join":
                guard let news = inside(room, speaker, since, limit) else { continue }
                joined.append(name + news)
            case "invite" where isNews:
                let event = entry(place ?? 1).text(for: nil, withRoom: false)
                invited.append(name + #"{"invite_state":{"events":[\#(event)]}}"#)
            case "leave" where isNews && since != nil, "ban" where isNews && since != nil:
                let last = room.positions.filter { $0 > since?.position ?? 0 && $0 <= place ?? 0 }
                left.append(name + #"{"timeline":{"events":[\#(texts(last, speaker))]}}"#)
            case .some, nil: continue
            }
        }
        return #"""
            {"next_batch":"\#(now.text)","rooms":{"join":{\#(joined.joined(separator: ","))},\#
            "invite":{\#(invited.joined(separator: ","))},\#
            "leave":{\#(left.joined(separator: ","))}}}
            """#
    }

    private func inside(_ room: Room, _ speaker: Speaker, _ since: Token?, _ limit: Int) -> String?
    {
        let start = max(
            since?.position ?? 0,
            horizon(of: speaker.user.rawValue, in: room) - 1
        )
        let fresh = room.positions.filter { $0 > start }
        let typingChanged = room.typingSerial > since?.typing ?? 0
        guard !fresh.isEmpty || typingChanged else { return nil }
        let timeline = Array(fresh.suffix(limit))
        let before = (timeline.first ?? entries.count + 1) - 1
        let own = StateKey(type: "m.room.member", key: speaker.user.rawValue)
        let isNew = (room.state[own] ?? 0) > since?.position ?? 0
        let state = isNew ? room.state.values.filter { $0 <= before }.sorted() : []
        let names = room.typing.sorted().map { JSON.string($0).text }.joined(separator: ",")
        let typing = #"{"type":"m.typing","content":{"user_ids":[\#(names)]}}"#
        let receipts = room.receipts.filter { $0.serial > since?.typing ?? 0 }.map { receipt in
            JSON.object([
                "type": "m.receipt",
                "content": .object([
                    receipt.event: ["m.read": .object([receipt.user: ["ts": 1]])]
                ]),
            ]).text
        }
        let passing = typingChanged ? ([typing] + receipts).joined(separator: ",") : ""
        return #"""
            {"timeline":{"events":[\#(texts(timeline, speaker))],\#
            "limited":\#(timeline.count < fresh.count),"prev_batch":"s\#(before)_0"},\#
            "state":{"events":[\#(texts(state, speaker))]},\#
            "ephemeral":{"events":[\#(passing)]}}
            """#
    }

    /// A stretch of one room's past.
    func past(_ request: Wire.Request) throws(Refusal) -> String {
        let speaker = try speaker(of: request)
        guard let room = rooms[request.parts[4]],
            membership(of: speaker.user.rawValue, in: room.id) == "join"
        else { throw .forbidden }
        let limit = Int(request.query["limit"] ?? "") ?? 10
        let isBack = request.query["dir"] != "f"
        let from = request.query["from"].flatMap(Token.init)?.position ?? (isBack ? .max : 0)
        let to = request.query["to"].flatMap(Token.init)?.position ?? (isBack ? 0 : .max)
        let horizon = horizon(of: speaker.user.rawValue, in: room)
        let seen = room.positions.filter { $0 >= horizon }
        let way =
            isBack
            ? Array(seen.filter { $0 <= from && $0 > to }.reversed())
            : seen.filter { $0 > from && $0 <= to }
        let chunk = way.prefix(limit)
        var fields = #"{"chunk":[\#(texts(Array(chunk), speaker))],"start":"s0_0""#
        if let last = chunk.last, chunk.count < way.count {
            fields += #","end":"s\#(isBack ? last - 1 : last)_0""#
        }
        return fields + "}"
    }

    private func texts(_ positions: [Int], _ speaker: Speaker) -> String {
        positions.map { entry($0).text(for: speaker, withRoom: false) }.joined(separator: ",")
    }
}
