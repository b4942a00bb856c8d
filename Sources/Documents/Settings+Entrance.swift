extension Settings {
    /// How visitors are let in.
    public struct Entrance: Sendable, Hashable {
        /// Whose word is taken for a visitor's address.
        public enum Addresses: Sendable, Hashable {
            /// Nobody's: addresses do not count.
            case nobody
            /// The connection's.
            case peer
            /// Our own web server's, in `X-Forwarded-For`.
            case proxy
        }

        /// So many at once, and then so many a minute.
        public struct Allowance: Sendable, Hashable {
            /// So many at once.
            public let atOnce: Int
            /// So many a minute.
            public let perMinute: Int

            /// An allowance as the file states it.
            public init(atOnce: Int, perMinute: Int) {
                (self.atOnce, self.perMinute) = (atOnce, perMinute)
            }
        }

        /// When a browser has to work before a talk begins.
        public struct Work: Sendable, Hashable {
            /// While fewer talks begin in a minute, no browser has to.
            public let fromPerMinute: Int
            /// How hard it may become; at 0 no browser ever has to.
            public let hardest: Int

            /// Numbers as the file states them.
            public init(fromPerMinute: Int = 120, hardest: Int = 4) {
                (self.fromPerMinute, self.hardest) = (fromPerMinute, hardest)
            }
        }

        /// A Unix socket to listen at in place of the port.
        public let socket: String?
        /// Where visitors find the page, for whoever looks whether it works.
        public let address: String?
        /// Whose word is taken for a visitor's address.
        public let addresses: Addresses
        /// Talks that begin from one address before the next ones wait for a turn.
        public let arrivalsPerAddress: Allowance
        /// Talks that begin at all before the next ones wait for a turn.
        public let arrivals: Allowance
        /// Lines that one tab may send.
        public let linesPerTab: Allowance
        /// When a browser has to work before a talk begins.
        public let work: Work

        /// An entrance; what is left out has its usual value.
        public init(
            socket: String? = nil,
            address: String? = nil,
            addresses: Addresses = .nobody,
            arrivalsPerAddress: Allowance = Allowance(atOnce: 20, perMinute: 4),
            arrivals: Allowance = Allowance(atOnce: 1_000, perMinute: 600),
            linesPerTab: Allowance = Allowance(atOnce: 300, perMinute: 300),
            work: Work = Work()
        ) {
            (self.socket, self.address, self.addresses) = (socket, address, addresses)
            (self.arrivalsPerAddress, self.arrivals) = (arrivalsPerAddress, arrivals)
            (self.linesPerTab, self.work) = (linesPerTab, work)
        }
    }
}
