public import Matrix

/// The proof that Synapse's shared-secret registration wants: HMAC-SHA1 (RFC 2104, FIPS 180-4).
///
/// SHA-1 protects nothing else here, and only tests make accounts this way.
enum SharedSecret {
    static func proof(
        nonce: String,
        localpart: String,
        password: String,
        admin: Bool,
        secret: Secret
    ) -> String {
        let words = [nonce, localpart, password, admin ? "admin" : "notadmin"]
        let joined = Array(words.joined(separator: "\0").utf8)
        return hex(hmac(joined, key: Array(secret.reveal().utf8)))
    }

    static func hmac(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        let short = key.count > 64 ? sha1(key) : key
        let padded = short + [UInt8](repeating: 0, count: 64 - short.count)
        let inner = sha1(padded.map { $0 ^ 0x36 } + bytes)
        return sha1(padded.map { $0 ^ 0x5C } + inner)
    }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    static func sha1(_ bytes: [UInt8]) -> [UInt8] {
        var padded = bytes + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        let bits = UInt64(bytes.count) * 8
        padded += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
        var sum: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        for start in stride(from: 0, to: padded.count, by: 64) {
            let block = round(Array(padded[start..<(start + 64)]), sum)
            sum = zip(sum, block).map { $0 &+ $1 }
        }
        return sum.flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) }
        }
    }

    private static func round(_ block: [UInt8], _ sum: [UInt32]) -> [UInt32] {
        var words: [UInt32] = (0..<16).map { place in
            block[(place * 4)..<(place * 4 + 4)].reduce(0) { $0 << 8 | UInt32($1) }
        }
        for place in 16..<80 {
            let mixed = words[place - 3] ^ words[place - 8] ^ words[place - 14] ^ words[place - 16]
            words.append(turned(mixed, 1))
        }
        var (a, b, c, d, e) = (sum[0], sum[1], sum[2], sum[3], sum[4])
        for (place, word) in words.enumerated() {
            let (mixed, constant): (UInt32, UInt32) =
                switch place {
                case 0..<20: ((b & c) | (~b & d), 0x5A82_7999)
                case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
                case 40..<60: ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
                default: (b ^ c ^ d, 0xCA62_C1D6)
                }
            let next = turned(a, 5) &+ mixed &+ e &+ constant &+ word
            (a, b, c, d, e) = (next, a, turned(b, 30), c, d)
        }
        return [a, b, c, d, e]
    }

    private static func turned(_ word: UInt32, _ by: UInt32) -> UInt32 {
        word << by | word >> (32 - by)
    }
}

extension Homeserver {
    /// Makes an ordinary account on a Synapse that knows the secret, and opens it.
    public func registerWithSharedSecret(
        localpart: String,
        password: Secret,
        admin: Bool = false,
        secret: Secret
    ) async throws(Failure) -> Login {
        let nonce = try await registrationNonce()
        let proof = SharedSecret.proof(
            nonce: nonce,
            localpart: localpart,
            password: password.reveal(),
            admin: admin,
            secret: secret
        )
        return try await register(
            localpart: localpart,
            password: password,
            admin: admin,
            nonce: nonce,
            proof: proof
        )
    }
}
