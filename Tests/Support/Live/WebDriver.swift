public import Curl
import Foundation
public import Matrix

/// A real browser at the size of a phone, driven over W3C WebDriver.
public final class WebDriver: Sendable {
    /// What the driver complained of: its error code only, for its texts quote the page.
    public struct Refused: Error, Sendable, Hashable {
        /// Such as `no such element`.
        public let code: String
    }

    /// Keys that have no letter (WebDriver, "Keyboard actions").
    public enum Key {
        /// Enter.
        public static let enter = "\u{E007}"
        /// Shift, held until the end of what is typed.
        public static let shift = "\u{E008}"
        /// Escape.
        public static let escape = "\u{E00C}"
    }

    private let process: ChildProcess
    private let courier: Courier
    private let session: String

    /// Starts the driver on a port of its choice, and a browser with nothing in its memory.
    public static func open(in folder: LiveFolder, courier: Courier, isDark: Bool = false)
        async throws -> WebDriver
    {
        let process = try ChildProcess(
            "chromedriver",
            "/usr/bin/chromedriver",
            ["--port=0"],
            log: folder.path(of: "chromedriver-\(UUID().uuidString.prefix(8)).log")
        )
        let port = try await found(within: .seconds(20), "chromedriver starts") {
            try process.mustRun()
            return process.said.firstMatch(of: /successfully on port (\d+)/)?.output.1
        }
        let address = "http://127.0.0.1:\(port)/session"
        let answer = try await call(
            "POST",
            address,
            ["capabilities": ["alwaysMatch": capabilities(isDark: isDark)]],
            courier
        )
        guard let id = answer["sessionId"]?.string else { throw Refused(code: "no session") }
        return WebDriver(process: process, courier: courier, session: address + "/" + id)
    }

    private init(process: ChildProcess, courier: Courier, session: String) {
        self.process = process
        self.courier = courier
        self.session = session
    }

    /// Closes the browser, then the driver.
    ///
    /// The browser is the driver's child, not ours: without this it may stay behind.
    public func close() async throws {
        _ = try? await ask("DELETE", "", nil)
        try await process.terminate()
    }

    /// Any call of the protocol, below the session's address; its value.
    @discardableResult
    public func ask(_ method: String, _ path: String, _ body: JSON?) async throws -> JSON {
        try await Self.call(method, session + path, body, courier)
    }

    private static func call(
        _ method: String,
        _ url: String,
        _ body: JSON?,
        _ courier: Courier
    ) async throws -> JSON {
        let request = Request(
            method: method,
            url: url,
            headers: [Header(name: "Content-Type", value: "application/json; charset=utf-8")],
            body: body?.encoded(),
            limits: Limits(wholeTimeoutMilliseconds: 60_000)
        )
        let response = try await courier.send(request)
        let answer = try JSON.parse(response.body)
        guard response.status == 200, let value = answer["value"] else {
            throw Refused(code: answer["value"]?["error"]?.string ?? "status \(response.status)")
        }
        return value
    }

    private static func capabilities(isDark: Bool) -> JSON {
        var arguments: [JSON] = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--no-proxy-server", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--lang=fr",
        ]
        if isDark { arguments.append("--blink-settings=preferredColorScheme=0") }
        return [
            "browserName": "chrome",
            "goog:chromeOptions": [
                "binary": "/usr/bin/chromium",
                "args": .array(arguments),
                "mobileEmulation": [
                    "deviceMetrics": [
                        "width": 390, "height": 844, "pixelRatio": 2.0, "touch": true,
                    ]
                ],
            ],
        ]
    }
}
