public import Curl
import Foundation
public import Matrix
import Synchronization

/// A visitor without a browser: does what the page's script does, over the same calls.
public final class VisitorClient: Sendable {
    /// The page she came to.
    public let page: String
    /// What her tab holds; whoever has it is she.
    public let token: String
    private let courier: Courier
    private let shown = Mutex(VisitorScreen())

    /// A visitor who has opened a bot's page; with a token, one who reloaded it.
    public init(page: String, courier: Courier, token: String? = nil) {
        self.page = page
        self.courier = courier
        self.token = token ?? Self.freshToken()
    }

    /// What she sees now.
    public var screen: VisitorScreen { shown.withLock { $0 } }

    /// An id such as her browser gives to a line.
    public static func freshLineID() -> String { UUID().uuidString }

    /// Comes in.
    ///
    /// Returns the last status.
    @discardableResult
    public func arrive() async throws -> Int {
        try await insist("PUT", "/talk", .object([:]))
    }

    /// Says something; it is sent again with the same id until there is an answer.
    ///
    /// Returns the last status.
    @discardableResult
    public func say(_ text: String, id: String = freshLineID()) async throws -> Int {
        try await insist("PUT", "/talk/lines/" + id, ["text": .string(text)])
    }

    /// Picks an answer.
    ///
    /// Returns the last status.
    @discardableResult
    public func choose(_ choice: String, for question: String, id: String = freshLineID())
        async throws -> Int
    {
        let body: JSON = ["question": .string(question), "choice": .string(choice)]
        return try await insist("PUT", "/talk/lines/" + id, body)
    }

    /// Leaves a question out.
    ///
    /// Returns the last status.
    @discardableResult
    public func skip(_ question: String, id: String = freshLineID()) async throws -> Int {
        let body: JSON = ["question": .string(question), "skip": true]
        return try await insist("PUT", "/talk/lines/" + id, body)
    }

    /// Shows that she is typing, or no longer.
    ///
    /// Returns the status.
    @discardableResult
    public func typing(_ isTyping: Bool) async throws -> Int {
        try await send("PUT", "/talk/typing", ["typing": .bool(isTyping)]).status
    }

    /// Ends the talk; in a hurry, she also forgets it.
    ///
    /// Returns the last status.
    @discardableResult
    public func end(inHurry: Bool = false) async throws -> Int {
        try await insist("DELETE", inHurry ? "/talk?forget=1" : "/talk", nil)
    }

    /// Any call, once, with any body: for tests of what must be refused.
    public func send(_ method: String, _ path: String, _ body: JSON?) async throws -> Response {
        var headers = [Header(name: "Authorization", value: "Bearer " + token)]
        if body != nil { headers.append(Header(name: "Content-Type", value: "application/json")) }
        let request = Request(
            method: method,
            url: page + path,
            headers: headers,
            body: body?.encoded()
        )
        return try await courier.send(request)
    }

    /// Watches the stream for as long as the body runs, through every break.
    public func watching<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.watch() }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    /// Watches the stream until the task is cancelled.
    ///
    /// A refusal is noted and asked again: she may be watching a moment before she has come in.
    public func watch() async {
        while !Task.isCancelled {
            let answer = await follow()
            if let status = answer?.status, status != 200 {
                shown.withLock { $0.refusal = status }
            }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Waits until her screen shows something.
    public func sees(
        within limit: Duration = .seconds(30),
        _ what: String,
        _ condition: (VisitorScreen) -> Bool
    ) async throws {
        try await until(within: limit, every: .milliseconds(20), "the visitor sees \(what)") {
            condition(screen)
        }
    }

    private func follow() async -> Response? {
        var headers = [
            Header(name: "Authorization", value: "Bearer " + token),
            Header(name: "Accept", value: "text/event-stream"),
        ]
        if let seen = screen.seen {
            headers.append(Header(name: "Last-Event-ID", value: String(seen)))
        }
        let request = Request(
            method: "GET",
            url: page + "/talk/stream",
            headers: headers,
            limits: Limits(wholeTimeoutMilliseconds: 0)
        )
        let ear = Ear()
        return try? await courier.send(request) { piece in
            let (news, isFirst) = ear.hear(piece)
            self.shown.withLock { screen in
                // Only a stream has events; a refusal's body has none.
                if isFirst {
                    screen.connections += 1
                    screen.refusal = nil
                }
                for event in news { screen.show(event) }
            }
            return true
        }
    }

    /// Repeats what is safe to repeat, as the page does, until there is an answer to believe.
    private func insist(_ method: String, _ path: String, _ body: JSON?) async throws -> Int {
        try await found(within: .seconds(90), every: .milliseconds(100), "an answer to \(method)") {
            guard let status = try? await send(method, path, body).status else {
                try Task.checkCancellation()
                return nil
            }
            return [408, 425, 429].contains(status) || status >= 500 ? nil : status
        }
    }

    private static func freshToken() -> String {
        let bytes = Data((0..<32).map { _ in UInt8.random(in: 0...255) })
        return bytes.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

/// What one connection has brought so far of the event it is in; used on the courier's thread.
private final class Ear: Sendable {
    private let reading = Mutex((events: ServerSentEvents(), hasHeard: false))

    func hear(_ piece: [UInt8]) -> (events: [ServerSentEvent], areFirst: Bool) {
        reading.withLock { reading in
            let events = reading.events.read(piece)
            let areFirst = !events.isEmpty && !reading.hasHeard
            reading.hasHeard = reading.hasHeard || areFirst
            return (events, areFirst)
        }
    }
}
