/// Why bytes could not be read.
///
/// It names our own fields only, never what stood in them.
public enum Malformed: Error, Sendable, Hashable {
    /// Not JSON, from this byte on.
    case notJSON(at: Int)
    /// Nested deeper than `JSON.depthMax`.
    case tooDeep
    /// Half of a surrogate pair: no text at all, though some homeservers let it pass.
    case loneSurrogate
    /// A field we cannot do without is absent.
    case missing(field: String)
    /// A field holds something of another kind than the specification says.
    case wrongType(field: String)
}
