import Matrix

/// Who may speak, and how accounts come to be.
extension World {
    func speaker(of request: Wire.Request) throws(Refusal) -> Speaker {
        guard let token = request.token else {
            throw Refusal(status: 401, code: "M_MISSING_TOKEN")
        }
        guard token == appservice.token.reveal() else {
            guard let owner = tokens[token] else {
                throw Refusal(status: 401, code: "M_UNKNOWN_TOKEN")
            }
            return Speaker(
                user: UserID(rawValue: owner.user),
                device: owner.device,
                isAppservice: false
            )
        }
        let user = request.query["user_id"] ?? World.address(appservice.senderLocalpart)
        guard let account = accounts[user], account.isAppservice else { throw .forbidden }
        let device = request.query["device_id"]
        if let device, !account.devices.contains(device) {
            throw Refusal(status: 400, code: "M_UNKNOWN_DEVICE")
        }
        return Speaker(user: UserID(rawValue: user), device: device, isAppservice: true)
    }

    mutating func registerGhost(_ request: Wire.Request) throws(Refusal) -> JSON {
        guard request.token == appservice.token.reveal() else {
            throw Refusal(status: 401, code: "M_UNKNOWN_TOKEN")
        }
        guard let localpart = request.json?["username"]?.string else { throw .badJSON }
        guard request.json?["inhibit_login"] == true else {
            throw Refusal(status: 400, code: "M_APPSERVICE_LOGIN_UNSUPPORTED")
        }
        guard appservice.userPrefixes.contains(where: localpart.hasPrefix) else {
            throw Refusal(status: 400, code: "M_EXCLUSIVE")
        }
        let user = World.address(localpart)
        guard accounts[user] == nil else { throw Refusal(status: 400, code: "M_USER_IN_USE") }
        accounts[user] = Account(displayName: localpart, isAppservice: true)
        return ["user_id": .string(user)]
    }

    mutating func login(_ request: Wire.Request) throws(Refusal) -> JSON {
        let body = request.json
        guard let name = body?["identifier"]?["user"]?.string else { throw .badJSON }
        let user = name.hasPrefix("@") ? name : World.address(name)
        guard let password = accounts[user]?.password, body?["password"]?.string == password else {
            throw .forbidden
        }
        return opened(user, device: body?["device_id"]?.string)
    }

    mutating func registerBySecret(_ request: Wire.Request) throws(Refusal) -> JSON {
        guard request.parts.last == "register" else { throw .unrecognized }
        guard request.method == "POST" else {
            nonces += 1
            return ["nonce": .string("nonce\(nonces)")]
        }
        let body = request.json
        guard let nonce = body?["nonce"]?.string, let localpart = body?["username"]?.string,
            let password = body?["password"]?.string, let admin = body?["admin"]?.bool
        else { throw .badJSON }
        let proof = SharedSecret.proof(
            nonce: nonce,
            localpart: localpart,
            password: password,
            admin: admin,
            secret: FakeHomeserver.sharedSecret
        )
        guard body?["mac"]?.string == proof else { throw .forbidden }
        let user = World.address(localpart)
        guard accounts[user] == nil else { throw Refusal(status: 400, code: "M_USER_IN_USE") }
        accounts[user] = Account(password: password, displayName: localpart)
        return opened(user, device: nil)
    }

    /// A new token on a device, as a login gives it.
    mutating func opened(_ user: String, device: String?) -> JSON {
        let token = "token\(tokens.count + 1)"
        let device = device ?? "DEVICE\(tokens.count + 1)"
        tokens[token] = (user, device)
        accounts[user]?.devices.insert(device)
        return [
            "user_id": .string(user), "access_token": .string(token), "device_id": .string(device),
        ]
    }
}
