internal import Curl
internal import Matrix

/// Her account, open on a device of its own for as long as the program runs.
struct Account: Sendable {
    /// The homeserver leaves the question for news open for so long.
    static let newsWaitMilliseconds = 30_000
    /// Events of one room in one answer; what does not fit is walked back to.
    static let timelineEventsMax = 50
    /// Pages walked back in one room at most.
    static let pagesBackMax = 100
    /// Saying goodbye to the homeserver may take so long.
    static let closeTimeoutMilliseconds = 3_000

    let user: UserID
    let device: String
    let voice: Voice

    /// Logs in.
    ///
    /// A new device each time: the homeserver remembers transaction ids by device, so a
    /// counter is enough to name each line uniquely.
    static func open(
        _ name: String,
        password: Secret,
        on homeserver: Homeserver
    ) async throws -> Account {
        do throws(Homeserver.Failure) {
            let login = try await homeserver.login(
                localpart: name,
                password: password,
                deviceName: "passerelle counsellor"
            )
            let voice = homeserver.acting(as: .account(token: login.token))
            return Account(user: login.user, device: login.device, voice: voice)
        } catch {
            throw CounsellorFault(Self.explain(error, name))
        }
    }

    private static func explain(_ failure: Homeserver.Failure, _ name: String) -> String {
        switch failure {
        case .retry(.some, _): "trop de connexions de suite ; réessaie dans une minute"
        case .retry(nil, certainlyNotSent: true):
            "le serveur ne répond pas ; est-il en marche, et l'adresse est-elle juste ?"
        case .retry(nil, certainlyNotSent: false):
            "le serveur n'a pas su répondre ; réessaie un peu plus tard"
        case .refused(_, "M_FORBIDDEN"): "le compte \(name) ou son mot de passe n'est pas reconnu"
        case .refused(let status, let code): "le serveur refuse la connexion (\(status) \(code))"
        case .unknownToken: "le serveur refuse la connexion"
        case .tooLarge, .unreadable: "ce n'est pas un serveur Matrix qui répond à cette adresse"
        }
    }

    /// Takes the device away again.
    ///
    /// When that fails, it only stays in her list of devices.
    func close() async {
        let limits = Limits(wholeTimeoutMilliseconds: Self.closeTimeoutMilliseconds)
        _ = try? await voice.call(
            "POST",
            ["_matrix", "client", "v3", "logout"],
            body: [:],
            limits: limits
        )
    }

    /// All that happened since a token, without a gap.
    func news(
        since: String?,
        waitMilliseconds: Int = newsWaitMilliseconds
    ) async throws(Homeserver.Failure) -> News {
        let answer = try await voice.sync(
            since: since,
            timeoutMilliseconds: since == nil ? 0 : waitMilliseconds,
            filter: Self.filter
        )
        var missed: [RoomID: [Event]] = [:]
        if let since {
            for joined in answer.joined where joined.limited {
                missed[joined.room] = try await gap(before: joined, since)
            }
        }
        return News(answer: answer, missed: missed)
    }

    private func gap(
        before joined: SyncResponse.Joined,
        _ since: String
    ) async throws(Homeserver.Failure) -> [Event] {
        var newestFirst: [Event] = []
        var place = joined.prevBatch
        for _ in 0..<Self.pagesBackMax {
            guard let from = place else { break }
            let page = try await voice.messages(in: joined.room, from: from, to: since)
            newestFirst += page.chunk
            place = page.chunk.isEmpty ? nil : page.end
        }
        return newestFirst.reversed()
    }

    private static let filter: String = {
        let nothing: JSON = ["types": []]
        let facts: JSON = ["m.room.name", "m.room.canonical_alias", "m.room.member"]
        let all: JSON = [
            "m.room.message", "m.room.name", "m.room.canonical_alias", "m.room.member",
        ]
        let filter: JSON = [
            "presence": nothing, "account_data": nothing,
            "room": [
                "account_data": nothing, "ephemeral": nothing, "state": ["types": facts],
                "timeline": ["limit": .int(Int64(timelineEventsMax)), "types": all],
            ],
        ]
        return filter.text
    }()
}

/// What happened since the last time, the middle of long absences included.
struct News: Sendable {
    let answer: SyncResponse
    /// What lies between the last answer and this one's timelines, oldest first.
    let missed: [RoomID: [Event]]
}
