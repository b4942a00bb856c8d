import Desk
import Relay
import Testing
import Web

@Suite(.timeLimit(.minutes(1))) struct StreamTests {
    @Test func `a stream begins with how things stand, then shows every line`() async throws {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            let id = Visitor.mintLineID()
            try await visitor.say("bonjour", id: id)
            try await house.answer("je t'écoute", to: number)
            let watcher = try await Watcher.opened(visitor)
            try await watcher.untilLine("je t'écoute")
            let seen = watcher.seen.value
            guard case .state(let state)? = seen.pieces.first else { throw Absent("a state") }
            #expect(state.stage == "talking" && state.person == TestBots.persona && state.canWrite)
            #expect(!seen.pieces.contains { if case .other = $0 { true } else { false } })
            let own = seen.lines.first { $0.text == "bonjour" }
            #expect(own?.id == id && own?.from == "visitor" && own?.name == nil)
            // The counsellor has no name but the persona, and no id that could tell her apart.
            let hers = seen.lines.first { $0.text == "je t'écoute" }
            #expect(hers?.from == "person" && hers?.name == TestBots.persona && hers?.id == nil)
            #expect(seen.lines.filter { $0.from == "bot" }.allSatisfy { $0.id == nil })
            #expect(seen.lines.allSatisfy { $0.at == "12:00" })
            await watcher.leave()
        }
    }

    @Test func `who comes back sees each line once, wherever it was broken off`() async throws {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            for index in 1...10 { try await house.answer("\(index)", to: number) }
            let first = try await Watcher.opened(visitor)
            try await first.untilLine("10")
            let all = first.seen.value.lines
            await first.leave()
            for last in 0...all.count {
                let watcher = try await Watcher.opened(visitor, after: "\(last)")
                try await watcher.seen.until { $0.lines.count == all.count - last }
                #expect(watcher.seen.value.lines == Array(all.dropFirst(last)))
                await watcher.leave()
            }
        }
    }

    @Test func `a tab that is broken off again and again misses nothing and repeats nothing`()
        async throws
    {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            async let talking: Void = {
                for index in 1...100 { try await house.answer("mot \(index)", to: number) }
            }()
            var lines: [Watcher.Line] = []
            while lines.last?.text != "mot 100" {
                let watcher = try await Watcher.opened(visitor, after: "\(lines.last?.seq ?? 0)")
                try await watcher.seen.until { !$0.lines.isEmpty }
                await watcher.leave()
                lines += watcher.seen.value.lines
            }
            try await talking
            #expect(lines.map(\.seq) == Array(1...lines.count))
            #expect(lines.map(\.text).suffix(100) == (1...100).map { "mot \($0)" })
        }
    }

    @Test(arguments: ["", "abc", "-7", "0x10", "99999999999999999999"])
    func `a last id that cannot be is as good as none`(last: String) async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let watcher = try await Watcher.opened(visitor, after: last)
            try await watcher.seen.until { $0.lines.first?.seq == 1 }
            #expect(watcher.seen.value.lines.first?.text == "Bonjour !")
            await watcher.leave()
        }
    }

    @Test func `two tabs show the same`() async throws {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            let tabs = [try await Watcher.opened(visitor), try await Watcher.opened(visitor)]
            try await visitor.say("une")
            try await house.answer("deux", to: number)
            for tab in tabs { try await tab.untilLine("deux") }
            #expect(tabs[0].seen.value.lines == tabs[1].seen.value.lines)
            for tab in tabs { await tab.leave() }
        }
    }

    @Test func `a fifth tab takes the place of the first`() async throws {
        try await WebHouse.open { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            var tabs: [Watcher] = []
            for _ in 0..<5 { tabs.append(try await Watcher.opened(visitor)) }
            #expect(try await tabs[0].end() == 200)
            try await visitor.say("toujours là")
            for tab in tabs.dropFirst() { try await tab.untilLine("toujours là") }
            #expect(house.streamCount == 4)
            for tab in tabs { await tab.leave() }
        }
    }

    @Test func `so many streams are open at once, of whomever, and no more`() async throws {
        var limits = WebLimits()
        limits.streamsMax = 3
        try await WebHouse.open(limits) { house in
            let (lea, tom) = (Visitor(house: house), Visitor(house: house))
            try await lea.arrive()
            try await tom.arrive()
            let tabs = [
                try await Watcher.opened(lea), try await Watcher.opened(lea),
                try await Watcher.opened(lea),
            ]
            let refused = try await tom.ask("GET", "talk/stream")
            #expect(refused.status == 503 && refused.word == "full")
            await tabs[0].leave()
            try await eventually { house.streamCount == 2 }
            let watcher = try await Watcher.opened(tom)
            #expect(watcher.seen.value.states.count == 1)
            for tab in tabs + [watcher] { await tab.leave() }
        }
    }

    @Test func `places move up when somebody ahead is claimed or leaves`() async throws {
        var limits = WebLimits()
        // A heartbeat would look at the places too, only later.
        limits.heartbeatSeconds = 3_600
        try await WebHouse.open(limits) { house in
            var watchers: [Watcher] = []
            var numbers: [ConversationNumber] = []
            let visitors = (0..<4).map { _ in Visitor(house: house) }
            for visitor in visitors {
                numbers.append(try await visitor.arrive())
                watchers.append(try await Watcher.opened(visitor))
            }
            #expect(watchers.map { $0.seen.value.states.last?.place } == [1, 2, 3, 4])
            try await house.claim(numbers[0])
            try await watchers[3].seen.until { $0.states.last?.place == 3 }
            try await visitors[1].leave()
            try await watchers[3].seen.until { $0.states.last?.place == 2 }
            try await watchers[2].seen.until { $0.states.last?.place == 1 }
            try await watchers[0].seen.until { $0.states.last?.stage == "talking" }
            #expect(watchers[0].seen.value.states.last?.place == nil)
            for watcher in watchers { await watcher.leave() }
        }
    }

    @Test func `a counsellor's typing is shown to the one she talks with`() async throws {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            let (other, _) = try await Visitor.talking(in: house)
            let watcher = try await Watcher.opened(visitor)
            let elsewhere = try await Watcher.opened(other)
            for isTyping in [true, false] {
                house.switchboard.pass(
                    Sign(conversation: number, from: .counsellor, isTyping: isTyping)
                )
                try await watcher.seen.until { $0.pieces.contains(.typing(isTyping)) }
            }
            // Her own typing does not come back to her.
            house.switchboard.pass(Sign(conversation: number, from: .visitor, isTyping: true))
            try await other.say("fin")
            try await elsewhere.untilLine("fin")
            #expect(!elsewhere.seen.value.pieces.contains(.typing(true)))
            try await visitor.say("fin")
            try await watcher.untilLine("fin")
            #expect(watcher.seen.value.pieces.filter { $0 == .typing(true) }.count == 1)
            for open in [watcher, elsewhere] { await open.leave() }
        }
    }

    @Test func `her typing is passed on only while somebody is there`() async throws {
        try await WebHouse.open { house in
            let signs = Watched<[Sign]>([])
            house.switchboard.whenSigned { sign in signs.change { $0.append(sign) } }
            let visitor = Visitor(house: house)
            let number = try await visitor.arrive()
            #expect(try await visitor.type(true).status == 204)
            #expect(signs.value.isEmpty, "she waits")
            try await house.claim(number)
            #expect(try await visitor.type(true).status == 204)
            #expect(try await visitor.type(false).status == 204)
            #expect(signs.value.map(\.isTyping) == [true, false])
            #expect(signs.value.allSatisfy { $0.conversation == number && $0.from == .visitor })
            for body in ["", "{}", #"{"typing":1}"#, #"{"typing":null}"#] {
                #expect(try await visitor.put("talk/typing", body).status == 400)
            }
            try await visitor.leave()
            #expect(try await visitor.type(true).status == 204)
            #expect(signs.value.count == 2, "it is over")
        }
    }

    @Test func `an idle stream says that it is alive`() async throws {
        var limits = WebLimits()
        limits.heartbeatSeconds = 1
        // A stream is no idle connection.
        limits.idleSecondsMax = 1
        try await WebHouse.open(limits) { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            let watcher = try await Watcher.opened(visitor)
            try await watcher.seen.until { $0.pieces.filter { $0 == .heartbeat }.count == 3 }
            #expect(watcher.seen.value.endStatus == nil)
            await watcher.leave()
        }
    }

    @Test func `more lines than are read at once come all the same`() async throws {
        var limits = WebLimits()
        limits.linesAtOnceMax = 7
        try await WebHouse.open(limits) { house in
            let visitor = Visitor(house: house)
            try await visitor.arrive()
            for index in 1...40 { try await visitor.say("\(index)") }
            let watcher = try await Watcher.opened(visitor)
            try await watcher.untilLine("40")
            let seqs = watcher.seen.value.lines.map(\.seq)
            #expect(seqs == Array(1...seqs.count) && seqs.count >= 41)
            await watcher.leave()
        }
    }

    @Test func `that a person has read is told, and how far`() async throws {
        try await WebHouse.open { house in
            let (visitor, number) = try await Visitor.talking(in: house)
            try await visitor.say("tu lis ?")
            let watcher = try await Watcher.opened(visitor)
            try await watcher.untilLine("tu lis ?")
            #expect(watcher.seen.value.states.allSatisfy { $0.readTo == nil })
            let place = try #require(watcher.seen.value.lines.last?.seq)
            try await house.read(upTo: Int64(place), of: number)
            try await watcher.seen.until { $0.states.last?.readTo == place }
            await watcher.leave()
        }
    }
}
