/// Making ordinary accounts with the secret in Synapse's own file; not part of the specification,
/// but of Synapse's Admin API ("Register users"). Only tests and trials need it.
///
/// The proof is made by the caller, so that no cryptography lives in this target.
extension Homeserver {
    /// A number used once, to be proved over and sent back within a minute.
    public func registrationNonce() async throws(Failure) -> String {
        let answer = try await answer(to: Call("GET", Homeserver.registration), speaking: nil)
        guard let nonce = answer["nonce"]?.string else { throw .unreadable }
        return nonce
    }

    /// Makes an account.
    ///
    /// `proof` is the lower-case hexadecimal HMAC-SHA1, under the shared secret, of nonce,
    /// localpart, password and `admin` or `notadmin`, with a zero byte between each.
    public func register(
        localpart: String,
        password: Secret,
        admin: Bool,
        nonce: String,
        proof: String
    ) async throws(Failure) -> Login {
        let body: JSON = [
            "nonce": .string(nonce), "username": .string(localpart),
            "password": .string(password.reveal()), "admin": .bool(admin), "mac": .string(proof),
        ]
        let call = Call("POST", Homeserver.registration, body: body)
        return try Login(try await answer(to: call, speaking: nil))
    }

    private static let registration = ["_synapse", "admin", "v1", "register"]
}
