public import Curl

/// A homeserver at an address, with the right to speak there.
///
/// Calls that no account makes are here; all others need somebody to speak: `acting(as:)`.
public struct Homeserver: Sendable {
    /// `http://host:port` or `https://host`, without a slash at the end.
    let address: String
    let route: Route
    let courier: Courier
    let token: Secret?

    /// Names the homeserver and what carries bytes to it.
    ///
    /// `token` is the appservice's `as_token`; a program that only speaks for ordinary accounts has
    /// none.
    public init(address: String, route: Route = .direct, courier: Courier, token: Secret? = nil) {
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.route = route
        self.courier = courier
        self.token = token
    }

    /// The calls of one account.
    public func acting(as identity: Identity) -> Voice {
        Voice(homeserver: self, identity: identity)
    }
}

extension Homeserver {
    /// The versions of the specification it speaks (CS, "API versions").
    public func versions() async throws(Failure) -> [String] {
        let answer = try await answer(
            to: Call("GET", ["_matrix", "client", "versions"]),
            speaking: nil
        )
        guard let versions = answer["versions"]?.array else { throw .unreadable }
        return versions.compactMap(\.string)
    }

    /// What its clock shows, as HTTP writes dates (RFC 9110, "Date").
    public func clock() async throws(Failure) -> String? {
        let request = Request(
            method: "GET",
            url: address + "/_matrix/client/versions",
            route: route
        )
        do throws(Curl.Failure) {
            return try await courier.send(request).header("Date")
        } catch {
            throw Failure(error)
        }
    }

    /// Asks it to push to us now, and learns in milliseconds how long the round trip took.
    ///
    /// AS, "Pinging": it calls our `/_matrix/app/v1/ping` with the same transaction id before it
    /// answers, and ends any waiting time it had given itself after failures.
    @discardableResult
    public func ping(appservice: String, transactionID: String?) async throws(Failure) -> Int64? {
        let path = ["_matrix", "client", "v1", "appservice", appservice, "ping"]
        let body = transactionID.map { JSON.object(["transaction_id": .string($0)]) }
        let answer = try await answer(
            to: Call("POST", path, body: body ?? .object([:])),
            speaking: token
        )
        return answer["duration_ms"]?.int
    }

    /// Makes one of the bridge's accounts; that it exists already is as good.
    ///
    /// AS, "Server admin style permissions": no login comes with it (`inhibit_login`), the bridge
    /// speaks through its own token.
    public func register(ghost localpart: String) async throws(Failure) {
        let body: JSON = [
            "type": "m.login.application_service", "username": .string(localpart),
            "inhibit_login": true,
        ]
        let call = Call("POST", Call.client("register"), body: body)
        do throws(Failure) {
            _ = try await bytes(answering: call, speaking: token)
        } catch .refused(_, "M_USER_IN_USE") {
            return
        }
    }

    /// Opens an ordinary account with its password (CS, "Login").
    public func login(
        localpart: String,
        password: Secret,
        device: String? = nil,
        deviceName: String? = nil
    ) async throws(Failure) -> Login {
        var fields: [String: JSON] = [
            "type": "m.login.password", "password": .string(password.reveal()),
            "identifier": ["type": "m.id.user", "user": .string(localpart)],
        ]
        fields["device_id"] = device.map(JSON.string)
        fields["initial_device_display_name"] = deviceName.map(JSON.string)
        let call = Call("POST", Call.client("login"), body: .object(fields))
        return try Login(try await answer(to: call, speaking: nil))
    }
}

/// An open account: what a login gives.
public struct Login: Sendable, Hashable {
    /// Whose account.
    public let user: UserID
    /// What to show from now on.
    public let token: Secret
    /// The device it belongs to; transaction ids are remembered per device.
    public let device: String

    init(_ answer: JSON) throws(Homeserver.Failure) {
        guard let user = answer["user_id"]?.string, let token = answer["access_token"]?.string,
            let device = answer["device_id"]?.string
        else { throw .unreadable }
        self.user = UserID(rawValue: user)
        self.token = Secret(token)
        self.device = device
    }
}
