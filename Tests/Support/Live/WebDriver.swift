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

    /// What the page is looked at on, and how.
    public struct Screen: Sendable {
        /// In CSS pixels.
        public var width: Int
        /// In CSS pixels.
        public var height: Int
        /// A phone: touched, with a dense screen.
        public var isPhone: Bool
        /// Whether dark colours are wished.
        public var isDark = false
        /// Whether a page counts as there only once it is whole; some never are.
        public var waitsForLoad = true
        /// Whether pages may be kept whole for the way back, as browsers of people do; the driver
        /// forbids it otherwise.
        public var keepsPagesForTheWayBack = false

        /// A screen.
        public init(width: Int, height: Int, isPhone: Bool, isDark: Bool = false) {
            (self.width, self.height) = (width, height)
            (self.isPhone, self.isDark) = (isPhone, isDark)
        }

        /// An ordinary phone.
        public static let phone = Screen(width: 390, height: 844, isPhone: true)
        /// A computer at school.
        public static let desktop = Screen(width: 1_280, height: 800, isPhone: false)
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
    public static func open(
        in folder: LiveFolder,
        courier: Courier,
        screen: Screen = .phone
    ) async throws -> WebDriver {
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
            ["capabilities": ["alwaysMatch": capabilities(screen)]],
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

    private static func capabilities(_ screen: Screen) -> JSON {
        var arguments: [JSON] = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--no-proxy-server", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--lang=fr", "--hide-scrollbars",
            .string("--window-size=\(screen.width),\(screen.height)"),
        ]
        if screen.isDark { arguments.append("--blink-settings=preferredColorScheme=0") }
        var options: [String: JSON] = [
            "binary": "/usr/bin/chromium", "args": .array(arguments),
        ]
        if screen.keepsPagesForTheWayBack {
            options["excludeSwitches"] = ["disable-back-forward-cache"]
        }
        if screen.isPhone {
            options["mobileEmulation"] = [
                "deviceMetrics": [
                    "width": .int(Int64(screen.width)), "height": .int(Int64(screen.height)),
                    "pixelRatio": 2.0, "touch": true,
                ]
            ]
        }
        return [
            "browserName": "chrome", "goog:chromeOptions": .object(options),
            "pageLoadStrategy": screen.waitsForLoad ? "normal" : "none",
        ]
    }
}
