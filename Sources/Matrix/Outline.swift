/// Where the values of a JSON body begin and end, found without reading them.
///
/// One event may be poisoned: nested without end, or holding half a character. Reading a body as a
/// whole would let it take every innocent neighbour along, for ever, because the homeserver sends
/// the same body again until it is accepted. So the body is first cut along its outline, which
/// needs no recursion and no text, and each piece is read alone.
struct Outline {
    let bytes: [UInt8]

    /// The members of the object in a stretch, in order, equal keys included.
    ///
    /// A key that cannot be read is left out with its value.
    func members(in range: Range<Int>) throws(Malformed) -> [(key: String, value: Range<Int>)] {
        var place = afterBlanks(range.lowerBound, before: range.upperBound)
        try expect(UInt8(ascii: "{"), at: &place, before: range.upperBound)
        var members: [(key: String, value: Range<Int>)] = []
        if take(UInt8(ascii: "}"), at: &place, before: range.upperBound) { return members }
        while true {
            let key = try next(from: &place, before: range.upperBound)
            try expect(UInt8(ascii: ":"), at: &place, before: range.upperBound)
            let value = try next(from: &place, before: range.upperBound)
            if case .string(let name)? = try? JSON.parse(bytes, in: key) {
                members.append((name, value))
            }
            if take(UInt8(ascii: "}"), at: &place, before: range.upperBound) { return members }
            try expect(UInt8(ascii: ","), at: &place, before: range.upperBound)
        }
    }

    /// The elements of the array in a stretch, in order.
    func elements(in range: Range<Int>) throws(Malformed) -> [Range<Int>] {
        var place = afterBlanks(range.lowerBound, before: range.upperBound)
        try expect(UInt8(ascii: "["), at: &place, before: range.upperBound)
        var elements: [Range<Int>] = []
        if take(UInt8(ascii: "]"), at: &place, before: range.upperBound) { return elements }
        while true {
            elements.append(try next(from: &place, before: range.upperBound))
            if take(UInt8(ascii: "]"), at: &place, before: range.upperBound) { return elements }
            try expect(UInt8(ascii: ","), at: &place, before: range.upperBound)
        }
    }

    /// Where the value at the end of a path of keys stands; of two equal keys the last counts.
    func find(_ path: [String], in range: Range<Int>) -> Range<Int>? {
        var range = range
        for key in path {
            guard let members = try? members(in: range),
                let member = members.last(where: { $0.key == key })
            else { return nil }
            range = member.value
        }
        return range
    }

    /// The value at the end of a path of keys, if it is there and can be read.
    func value(_ path: [String], in range: Range<Int>) -> JSON? {
        guard let place = find(path, in: range) else { return nil }
        return try? JSON.parse(bytes, in: place)
    }
}

extension Outline {
    /// The stretch of the next value, without reading it.
    private func next(from place: inout Int, before end: Int) throws(Malformed) -> Range<Int> {
        place = afterBlanks(place, before: end)
        let start = place
        var depth = 0
        repeat {
            guard place < end else { throw .notJSON(at: place) }
            switch bytes[place] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                place += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                place += 1
            case UInt8(ascii: "\""):
                try skipString(from: &place, before: end)
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { throw .notJSON(at: place) }
                place += 1
            default:
                skipWord(from: &place, before: end)
            }
        } while depth > 0
        guard depth == 0 else { throw .notJSON(at: start) }
        return start..<place
    }

    private func skipString(from place: inout Int, before end: Int) throws(Malformed) {
        place += 1
        while place < end {
            switch bytes[place] {
            case UInt8(ascii: "\\"): place += 2
            case UInt8(ascii: "\""):
                place += 1
                return
            default: place += 1
            }
        }
        throw .notJSON(at: end)
    }

    private func skipWord(from place: inout Int, before end: Int) {
        repeat { place += 1 } while place < end && !endsWord(bytes[place])
    }

    private func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"): true
        case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ":"): true
        default: byte.isBlankOfJSON
        }
    }

    private func expect(_ byte: UInt8, at place: inout Int, before end: Int) throws(Malformed) {
        guard take(byte, at: &place, before: end) else { throw .notJSON(at: place) }
    }

    private func take(_ byte: UInt8, at place: inout Int, before end: Int) -> Bool {
        place = afterBlanks(place, before: end)
        guard place < end, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private func afterBlanks(_ place: Int, before end: Int) -> Int {
        var place = place
        while place < end, bytes[place].isBlankOfJSON { place += 1 }
        return place
    }
}
