import Clibcurl

// Every setting of libcurl that we use, and why.
//
// What is not here keeps libcurl's default: no redirects are followed, no cookies are kept, no
// netrc is read, and bodies are not unpacked.

extension Easy {
    /// False when libcurl refuses a setting.
    func dress(for transfer: Transfer) -> Bool {
        let request = transfer.request
        setManners()
        set(CURLOPT_URL, request.url)
        setVerb(of: request)
        setHeaders(request.headerLines)
        setLimits(request.limits, of: transfer)
        setRoute(request.route)
        setReceiver(transfer)
        // Not for every transfer: it costs a little, and only a new connection tells.
        if request.asksForCertificate { set(CURLOPT_CERTINFO, 1) }
        return isDressed
    }

    /// The same for every transfer.
    private func setManners() {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        // libcurl 7.88 breaks HTTP/2 when a proxy answers before the body is complete.
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        set(CURLOPT_FOLLOWLOCATION, 0)
        // Credentials in an address would end up wherever addresses end up.
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        // An address is sent as it was written: identifiers may well contain "..".
        set(CURLOPT_PATH_AS_IS, 1)
        // Long polls say nothing for long; this keeps the way open and finds peers that are gone.
        set(CURLOPT_TCP_KEEPALIVE, 1)
        // Else giving up a transfer whose name is still being resolved would hold up all others.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    }

    /// A verb without a body is sent as a GET under another name, except where a missing length
    /// would be an error.
    private func setVerb(of request: Request) {
        switch (request.method, request.body) {
        case ("HEAD", _):
            set(CURLOPT_NOBODY, 1)
        case (_, let body?):
            set(CURLOPT_POST, 1)
            setBody(body)
        case ("POST", nil), ("PUT", nil), ("PATCH", nil):
            set(CURLOPT_POST, 1)
            setBody([])
        case (_, nil):
            set(CURLOPT_HTTPGET, 1)
        }
        set(CURLOPT_CUSTOMREQUEST, request.method)
    }

    private func setLimits(_ limits: Limits, of transfer: Transfer) {
        set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectTimeoutMilliseconds)
        // The whole time is the loop's to watch: see `Deadline`.
        // Refuses by the declared length already. The answer to a HEAD declares a body that never
        // comes.
        guard transfer.isGathering, transfer.request.method != "HEAD" else { return }
        setLarge(CURLOPT_MAXFILESIZE_LARGE, limits.responseBytesMax)
    }

    private func setRoute(_ route: Route) {
        // An empty proxy is no proxy; no text at all would ask the environment.
        set(CURLOPT_PROXY, route.proxy ?? "")
        set(CURLOPT_NOPROXY, route.proxy == nil ? "*" : "")
        set(CURLOPT_UNIX_SOCKET_PATH, route.unixSocket)
        guard let authority = route.certificateAuthorityFile else { return }
        set(CURLOPT_CAINFO, authority)
        // Debian's libcurl would still trust the system's folder beside our file.
        set(CURLOPT_CAPATH, nil)
    }
}

extension Request {
    /// libcurl adds lines of its own unless it is told otherwise: a name without a value takes one
    /// away, and a semicolon stands for "really empty".
    fileprivate var headerLines: [String] {
        let own = headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        let namesType = headers.contains { $0.name.lowercased() == "content-type" }
        return own + ["Expect:"] + (namesType ? [] : ["Content-Type:"])
    }
}
