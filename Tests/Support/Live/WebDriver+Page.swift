import Foundation
public import Matrix

/// What a person does with a page. Elements are named by CSS selectors and looked up each time.
extension WebDriver {
    /// Opens an address.
    public func go(to url: String) async throws {
        try await ask("POST", "/url", ["url": .string(url)])
    }

    /// The address that is open.
    public func location() async throws -> String {
        try await ask("GET", "/url", nil).string ?? ""
    }

    /// Loads the page again.
    public func reload() async throws {
        try await ask("POST", "/refresh", .object([:]))
    }

    /// Presses a button, as soon as there is one to press.
    public func click(_ selector: String, within limit: Duration = .seconds(10)) async throws {
        try await whenReady(selector, within: limit) { element in
            do {
                try await ask("POST", element + "/click", .object([:]))
            } catch let refused as Refused where refused.code == "element click intercepted" {
                // Something stands before it: a person would scroll a little further.
                let further =
                    "document.querySelector(arguments[0]).scrollIntoView({block:'center'})"
                try await run(further, [.string(selector)])
                throw refused
            }
        }
    }

    /// Types into a field, as soon as there is one.
    public func type(
        _ text: String,
        into selector: String,
        within limit: Duration = .seconds(10)
    ) async throws {
        try await whenReady(selector, within: limit) { element in
            try await ask("POST", element + "/value", ["text": .string(text)])
        }
    }

    /// The text that a person reads in the first such element, or nil when there is none.
    public func text(of selector: String) async throws -> String? {
        guard let element = try await element(selector) else { return nil }
        do {
            return try await ask("GET", element + "/text", nil).string
        } catch let refused as Refused where refused.isMomentary {
            return nil
        }
    }

    /// The texts of all such elements, in the page's order.
    public func texts(of selector: String) async throws -> [String] {
        let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)"
        let found = try await run(script, [.string(selector)])
        return found.array?.compactMap(\.string) ?? []
    }

    /// Whether a person sees such an element.
    public func isShown(_ selector: String) async throws -> Bool {
        guard let element = try await element(selector) else { return false }
        do {
            return try await ask("GET", element + "/displayed", nil).bool ?? false
        } catch let refused as Refused where refused.isMomentary {
            return false
        }
    }

    /// Runs a script with `arguments`; what it returns.
    @discardableResult
    public func run(_ script: String, _ arguments: [JSON] = []) async throws -> JSON {
        let body: JSON = ["script": .string(script), "args": .array(arguments)]
        return try await ask("POST", "/execute/sync", body)
    }

    /// Waits until the page shows an element.
    public func shows(_ selector: String, within limit: Duration = .seconds(20)) async throws {
        try await until(within: limit, "the page shows \(selector)") {
            try await isShown(selector)
        }
    }

    /// Waits until an element's text is as wished.
    public func shows(
        _ selector: String,
        within limit: Duration = .seconds(20),
        where fits: (String) -> Bool
    ) async throws {
        try await until(within: limit, "the right text in \(selector)") {
            try await texts(of: selector).contains(where: fits)
        }
    }

    /// Speaks to the browser itself (Chrome DevTools Protocol); what it answers.
    @discardableResult
    public func command(_ name: String, _ parameters: JSON = .object([:])) async throws -> JSON {
        let body: JSON = ["cmd": .string(name), "params": parameters]
        return try await ask("POST", "/goog/cdp/execute", body)
    }

    /// Presses keys one after the other, without an element in mind: whatever has the focus hears.
    public func press(_ keys: [String]) async throws {
        let actions = keys.flatMap { key -> [JSON] in
            [
                ["type": "keyDown", "value": .string(key)],
                ["type": "keyUp", "value": .string(key)],
            ]
        }
        let source: JSON = ["type": "key", "id": "keys", "actions": .array(actions)]
        try await ask("POST", "/actions", ["actions": [source]])
    }

    /// Goes back, as with the browser's own button.
    public func back() async throws {
        try await ask("POST", "/back", .object([:]))
    }

    /// Cuts the page off from the network, or mends that; a slow line is one with numbers.
    public func network(
        isOffline: Bool,
        latencyMilliseconds: Int64 = 0,
        bytesPerSecond: Int64 = -1
    ) async throws {
        try await command("Network.enable")
        try await command(
            "Network.emulateNetworkConditions",
            [
                "offline": .bool(isOffline), "latency": .int(latencyMilliseconds),
                "downloadThroughput": .int(bytesPerSecond),
                "uploadThroughput": .int(bytesPerSecond),
            ]
        )
    }

    /// Writes what the window shows to a PNG file.
    public func takePicture(to path: String) async throws {
        let picture = try await ask("GET", "/screenshot", nil).string ?? ""
        guard let bytes = Data(base64Encoded: picture), !bytes.isEmpty else {
            throw Refused(code: "no picture")
        }
        try bytes.write(to: URL(filePath: path))
    }

    private func element(_ selector: String) async throws -> String? {
        let body: JSON = ["using": "css selector", "value": .string(selector)]
        do {
            let answer = try await ask("POST", "/element", body)
            // The key that stands for an element (WebDriver, "Elements").
            guard let id = answer["element-6066-11e4-a52e-4f735466cecf"]?.string else {
                return nil
            }
            return "/element/" + id
        } catch let refused as Refused where refused.isMomentary {
            return nil
        }
    }

    private func whenReady(
        _ selector: String,
        within limit: Duration,
        _ act: (String) async throws -> Void
    ) async throws {
        try await until(within: limit, "\(selector) is ready") {
            guard let element = try await element(selector) else { return false }
            do {
                try await act(element)
                return true
            } catch let refused as Refused where refused.isMomentary {
                return false
            }
        }
    }
}

extension WebDriver.Refused {
    /// The page was just changing; a person would not even notice.
    fileprivate var isMomentary: Bool {
        [
            "no such element", "stale element reference", "element not interactable",
            "element click intercepted",
        ].contains(code)
    }
}
