/// What a page of ours may do in a browser, written in one place for all of them: its own style and
/// script, and almost nothing else (https://www.w3.org/TR/CSP3/).
struct ContentPolicy {
    /// The style and the script are the template's, but for the colours of a bot.
    let template: PageTemplate
    let dress: PageDress
    /// Whether it has forms, which lead to us.
    var sendsForms = false
    /// Whether its script may speak with us; without, it has none.
    var hasScript = false
    /// The sites that may show it inside their own.
    var frames: [String] = []

    var text: String {
        let styles = [template.styleSource, dress.styleSource].compactMap(\.self)
        let own = hasScript ? ["script-src \(template.scriptSource)", "connect-src 'self'"] : []
        let others = [
            "style-src \(styles.joined(separator: " "))",
            "img-src data:" + (dress.hasLogo ? " 'self'" : ""), "base-uri 'none'",
            "form-action \(sendsForms ? "'self'" : "'none'")",
            "frame-ancestors \(frames.isEmpty ? "'none'" : frames.joined(separator: " "))",
        ]
        return (["default-src 'none'"] + own + others).joined(separator: "; ")
    }
}
