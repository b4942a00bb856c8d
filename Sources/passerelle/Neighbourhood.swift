internal import Curl
internal import Desk
internal import Documents
internal import Foundation
internal import Matrix
internal import Rooms

/// The homeserver and the people on it, as the settings describe them.
struct Neighbourhood {
    let loading: Loading
    let settings: Settings
    let tokens: RegistrationTokens

    func homeserver() -> Homeserver {
        let server = settings.homeserver
        let route = Route(
            unixSocket: server.unixSocket,
            certificateAuthorityFile: server.certificateAuthorityFile.map(loading.path),
            proxy: server.proxy
        )
        return Homeserver(
            address: server.address,
            route: route,
            courier: Courier(),
            token: Secret(tokens.asToken)
        )
    }

    func office() throws -> Office {
        let homeserver = homeserver()
        let staff = settings.bots.map { place in
            let name = BotName((place.folder as NSString).lastPathComponent)
            let people = Office.Staff(
                counsellors: place.counsellors.map(UserID.init(rawValue:)),
                admins: place.admins.map(UserID.init(rawValue:))
            )
            return (name, people)
        }
        return Office(
            homeserver: homeserver,
            serverName: settings.homeserver.name,
            appserviceID: tokens.appserviceID,
            botLocalpart: settings.botLocalpart,
            ghostPrefix: settings.ghostPrefix,
            staff: Dictionary(uniqueKeysWithValues: staff),
            administration: try administration(homeserver)
        )
    }

    private func administration(_ homeserver: Homeserver) throws -> Administration? {
        guard let file = settings.homeserver.adminTokenFile else { return nil }
        let path = loading.path(file)
        guard FileManager.default.fileExists(atPath: path) else {
            throw SecretFileFault(
                path: path,
                what: "is not there, but homeserver.admin_token names it"
            )
        }
        try SecretFile.insistOnPrivacy(of: path)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let token = Secret(text.trimmingCharacters(in: .whitespacesAndNewlines))
        return Administration(homeserver, token: token)
    }
}
