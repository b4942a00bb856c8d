// A request carries tokens and what people wrote, and a response brings back more of it. None of
// that may end up in a log because somebody printed a value while looking for something else.

extension Header: CustomStringConvertible, CustomReflectable {
    /// The name only.
    public var description: String { name }
    /// The name only.
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}

extension Request: CustomStringConvertible, CustomReflectable {
    /// The verb only.
    public var description: String { "\(method) request" }
    /// The verb only.
    public var customMirror: Mirror { Mirror(self, children: ["method": method]) }
}

extension Response: CustomStringConvertible, CustomReflectable {
    /// The status and the length of the body.
    public var description: String { "status \(status), \(body.count) bytes" }
    /// The status only.
    public var customMirror: Mirror { Mirror(self, children: ["status": status]) }
}
