import Desk
import Matrix
import Support

/// Who comes in through the lobby, when the first visitor has gone: writes in public, takes the
/// invitation, answers, and writes three lines.
///
/// She too goes by what stands in her rooms.
struct CutGuest: Sendable {
    let server: FakeHomeserver
    let user: UserID

    init(_ server: FakeHomeserver) {
        (self.server, user) = (server, server.makeCounsellor("nour"))
    }

    var hasCome: Bool {
        server.room(alias: "accueil").flatMap { server.membership(of: user, in: $0) } != nil
    }

    func work() async {
        while !Task.isCancelled {
            comeToLobby()
            for room in server.rooms { look(into: room) }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Once: who was let go from it does not come again.
    private func comeToLobby() {
        guard let lobby = server.room(alias: "accueil"),
            let staffRoom = server.room(alias: "passerelle_staff_essai"),
            server.membership(of: user, in: lobby) == nil,
            server.wordsOnce(staffRoom).contains(where: { $0.body.contains("terminé") })
        else { return }
        server.joins(user, lobby)
        server.counsellorSays(lobby, user, "aidez-moi")
    }

    private func look(into room: RoomID) {
        guard room != server.room(alias: "accueil") else { return }
        switch server.membership(of: user, in: room) {
        case "invite": return server.joins(user, room)
        case "join": break
        case .some, nil: return
        }
        let words = server.wordsOnce(room)
        let own = Set(words.filter { $0.sender == user }.map(\.body))
        let heard = words.filter { $0.sender != user }.map(\.body)
        for (question, answers) in Self.answers
        where heard.contains(where: { $0.hasPrefix(question) }) {
            for answer in answers where !own.contains(answer) {
                server.counsellorSays(room, user, answer)
            }
        }
    }

    private static let answers: [(String, [String])] = [
        ("on garde ?", ["1"]), ("Ton nom ?", ["Lila"]),
        ("Camille est là.", Array(CutStory.guestLines.prefix(2))),
        ("c five", [CutStory.guestLines[2]]),
    ]
}
