import Foundation

/// What a Synapse needs to speak with others like it on this machine: a port for them, and a
/// certificate that nobody has signed.
struct Federation: Sendable {
    let port: Int
    private let certificate: String
    private let key: String
    private let log: String

    init(in folder: LiveFolder) throws {
        port = try Live.freePort()
        certificate = folder.path(of: "certificate.pem")
        key = folder.path(of: "certificate.key")
        log = folder.path(of: "certificate.log")
    }

    /// What stands behind the colon in its accounts: without a port there, others would look for it
    /// at 8448.
    var name: String { "localhost:\(port)" }

    /// What is added to the configuration of a Synapse that listens to clients on a port.
    ///
    /// Of a key that stands twice the later one counts; by default Synapse calls nobody on loopback
    /// and trusts only certificates that somebody has signed.
    func lines(besides clientPort: Int) -> [String] {
        let listener = #"type: http, bind_addresses: ["127.0.0.1"]"#
        return [
            "listeners:",
            "  - {\(listener), port: \(clientPort), tls: false, resources: [{names: [client]}]}",
            "  - {\(listener), port: \(port), tls: true, resources: "
                + "[{names: [client, federation]}]}",
            "tls_certificate_path: \"\(certificate)\"",
            "tls_private_key_path: \"\(key)\"",
            "federation_domain_whitelist: null",
            "federation_verify_certificates: false",
            "ip_range_blacklist: []",
            "federation_ip_range_blacklist: []",
        ]
    }

    /// Makes the certificate, once.
    func certify() async throws {
        guard !FileManager.default.fileExists(atPath: certificate) else { return }
        let child = try ChildProcess(
            "openssl",
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            ],
            log: log
        )
        try await until(within: .seconds(20), "a certificate") { !child.isRunning }
    }
}
