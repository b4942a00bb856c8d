import Testing

@testable import Web

/// From where somebody comes, and whose word is taken for it.
@Suite struct NetworkTests {
    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), (" 192.0.2.7 ", "192.0.2.7"), ("192.0.2.7:4711", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"), ("[::ffff:c000:207]:80", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("2001:db8:1:2::", "2001:db8:1:2::"),
        ("[2001:DB8:1:2::7]:443", "2001:db8:1:2::"), ("2001:db8::1%eth0", "2001:db8:0:0::"),
        ("64:ff9b::192.0.2.7", "64:ff9b:0:0::"),
    ])
    func `an address is read however it is written`(_ row: (written: String, name: String)) {
        #expect(Network(row.written)?.name == row.name)
    }

    @Test(arguments: [
        "", "unknown", "_hidden", "192.0.2", "192.0.2.7.1", "192.0.2.256", "192.0.2.-1", "1.2.3.4a",
        "+1.2.3.4", "2001:db8", "1:2:3:4:5:6:7:8:9", "1::2::3", ":::", "g::1", "::12345", "+1::1",
        "1:2:3:4:5:6:7:8::", "1.2.3.4::", "::1.2.3.4:5", "[::1",
    ])
    func `what is no address is none`(text: String) {
        #expect(Network(text) == nil)
    }

    @Test(arguments: [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.1.1",
        "::1", "fd00::1", "fe80::1", "::ffff:127.0.0.1",
    ])
    func `our own machine and those beside it are local`(text: String) throws {
        #expect(try #require(Network(text)).isLocal)
    }

    @Test(arguments: ["172.32.0.1", "11.0.0.1", "192.0.2.7", "2001:db8::1", "::2", "ff02::1"])
    func `the rest of the world is not`(text: String) throws {
        #expect(try !#require(Network(text)).isLocal)
    }

    typealias Row = (source: AddressSource, peer: String?, header: String?, counts: String?)

    private static let (here, away) = ("127.0.0.1", "203.0.113.9")

    private static let rows: [Row] = [
        (.nobody, away, "192.0.2.7", nil),
        // Behind a proxy everybody would have the proxy's address: then it does not count.
        (.peer, here, "192.0.2.7", nil), (.peer, away, "192.0.2.7", away),
        (.peer, nil, "1.1.1.1", nil),
        (.proxy, here, "192.0.2.7", "192.0.2.7"), (.proxy, nil, "192.0.2.7", "192.0.2.7"),
        // What the browser wrote itself stands before what the proxy saw.
        (.proxy, here, "198.51.100.1, 10.0.0.1, 192.0.2.7", "192.0.2.7"),
        (.proxy, here, "192.0.2.7,", nil), (.proxy, here, "192.0.2.7, unknown", nil),
        (.proxy, here, nil, nil), (.proxy, here, "192.0.2.7, 127.0.0.1", nil),
        // Past the proxy the header is anybody's.
        (.proxy, away, "192.0.2.7", away),
    ]

    @Test(arguments: rows)
    func `a word is taken only from whom it may be taken`(_ row: Row) {
        let peer = row.peer.flatMap { Network($0) }
        let network = row.source.network(peer: peer, header: row.header)
        #expect(network?.name == row.counts)
    }
}
