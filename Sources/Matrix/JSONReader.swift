/// Reads one JSON value out of a stretch of bytes.
///
/// Our own reader rather than Foundation's, for three reasons: a value deep inside a larger body is
/// read in place; of two equal keys the last counts, as in Synapse, so that both sides see the same
/// event; and depth and surrogates are refused by name instead of with a general complaint.
struct JSONReader {
    private let bytes: [UInt8]
    private let end: Int
    private(set) var place: Int

    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        self.place = range.lowerBound
        self.end = range.upperBound
    }

    /// The one value in the stretch; anything but blanks after it is an error.
    mutating func whole() throws(Malformed) -> JSON {
        let value = try value(depth: 1)
        skipBlanks()
        guard place == end else { throw .notJSON(at: place) }
        return value
    }

    private mutating func value(depth: Int) throws(Malformed) -> JSON {
        guard depth <= JSON.depthMax else { throw .tooDeep }
        skipBlanks()
        switch current {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case .some, nil: return try number()
        }
    }

    private mutating func members(depth: Int) throws(Malformed) -> [String: JSON] {
        place += 1
        var members: [String: JSON] = [:]
        skipBlanks()
        if take(UInt8(ascii: "}")) { return members }
        while true {
            skipBlanks()
            let key = try string()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw .notJSON(at: place) }
            members[key] = try value(depth: depth + 1)
            skipBlanks()
            if take(UInt8(ascii: "}")) { return members }
            guard take(UInt8(ascii: ",")) else { throw .notJSON(at: place) }
        }
    }

    private mutating func elements(depth: Int) throws(Malformed) -> [JSON] {
        place += 1
        var elements: [JSON] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipBlanks()
            if take(UInt8(ascii: "]")) { return elements }
            guard take(UInt8(ascii: ",")) else { throw .notJSON(at: place) }
        }
    }

    private mutating func word(_ letters: String, _ meaning: JSON) throws(Malformed) -> JSON {
        for letter in letters.utf8 {
            guard take(letter) else { throw .notJSON(at: place) }
        }
        return meaning
    }
}

extension JSONReader {
    /// The characters between two quotation marks, escapes undone.
    mutating func string() throws(Malformed) -> String {
        guard take(UInt8(ascii: "\"")) else { throw .notJSON(at: place) }
        let start = place
        var text: [UInt8] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                place += 1
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw .notJSON(at: start)
                }
                return string
            case UInt8(ascii: "\\"):
                place += 1
                try escape(into: &text)
            case 0..<0x20:
                throw .notJSON(at: place)
            default:
                text.append(byte)
                place += 1
            }
        }
        throw .notJSON(at: place)
    }

    private mutating func escape(into text: inout [UInt8]) throws(Malformed) {
        guard let letter = current else { throw .notJSON(at: place) }
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += String(Character(try scalar())).utf8
        default: throw .notJSON(at: place - 1)
        }
    }

    /// One scalar written as one or two groups of four digits.
    private mutating func scalar() throws(Malformed) -> Unicode.Scalar {
        let first = try fourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw .loneSurrogate
        }
        let second = try fourDigits()
        guard (0xDC00...0xDFFF).contains(second) else { throw .loneSurrogate }
        let joined = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        guard let scalar = Unicode.Scalar(joined) else { throw .loneSurrogate }
        return scalar
    }

    private mutating func fourDigits() throws(Malformed) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current,
                let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { throw .notJSON(at: place) }
            number = number << 4 | UInt32(digit)
            place += 1
        }
        return number
    }

    private mutating func number() throws(Malformed) -> JSON {
        let start = place
        let negative = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        var whole = true
        if take(UInt8(ascii: ".")) {
            whole = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            whole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        let written = String(decoding: bytes[start..<place], as: UTF8.self)
        if whole, !(negative && written == "-0"), let value = Int64(written) { return .int(value) }
        guard let value = Double(written) else { throw .notJSON(at: start) }
        return .number(value)
    }

    private mutating func digits() throws(Malformed) {
        let start = place
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            place += 1
        }
        guard place > start else { throw .notJSON(at: place) }
    }

    private var current: UInt8? {
        place < end ? bytes[place] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        place += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = current, byte.isBlankOfJSON { place += 1 }
    }
}

extension UInt8 {
    /// Space, tab, line feed or carriage return: the four blanks JSON knows.
    var isBlankOfJSON: Bool {
        self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09
    }
}

extension JSON {
    /// How deep values may nest.
    ///
    /// Homeservers accept more; nothing that people say needs it.
    public static let depthMax = 512

    /// Reads exactly one value.
    public static func parse(_ bytes: some Sequence<UInt8>) throws(Malformed) -> JSON {
        let bytes = Array(bytes)
        return try parse(bytes, in: bytes.indices)
    }

    /// Reads the one value that fills a stretch of a larger body.
    static func parse(_ bytes: [UInt8], in range: Range<Int>) throws(Malformed) -> JSON {
        var reader = JSONReader(bytes, in: range)
        return try reader.whole()
    }
}
