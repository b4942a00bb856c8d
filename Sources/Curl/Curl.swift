// Curl carries bytes to a web server and back. It is the only target with unsafe code, and the only
// one that knows libcurl; nothing of either shows in its public face.
//
// It must not know what the bytes mean: no JSON, no Matrix, no retry. It says what happened in a
// way that lets its caller decide whether to try again (`Failure.certainlyNotSent`), and it never
// says where the bytes were going or what they were.
//
// The path through it: a `Request` (with its `Limits` and its `Route`) is given to the `Courier`,
// who makes a `Transfer` of it and posts that in the `Mailbox`. One thread, the `Loop`, empties the
// mailbox into the `Line`, dresses an `Easy` handle for each transfer whose turn has come
// (`Dress`), lets the `Multi` handle work, and answers each transfer once with a `Response` or a
// `Failure`. Only that thread touches a posted transfer, which is what makes the rest simple.

import Clibcurl
import Glibc

/// What must happen once in a process before libcurl is used.
enum Library {
    static let ready: Bool = {
        // libcurl is told never to touch signals (`NOSIGNAL`), but OpenSSL writes with plain
        // `write`: without this, a peer that hangs up at the wrong moment would end the whole
        // process.
        _ = signal(SIGPIPE, SIG_IGN)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    }()
}
