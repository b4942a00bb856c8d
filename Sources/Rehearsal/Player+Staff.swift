internal import Desk

/// What counsellors do in a story.
extension Player {
    mutating func counsel(_ act: Transcript.Entry, _ youth: String) throws -> [World.Happening] {
        let (counsellor, verb, words) = try act.counsellor
        switch verb {
        case "takes":
            let number = words.isEmpty ? world.number(of: youth) : ConversationNumber(words)
            return world.hear(.claimed(by: counsellor), about: number)
        case "posts":
            return world.hear(.postedOther(by: counsellor), inRoomOf: youth)
        case "encrypts":
            return world.hear(.roomEncrypted, inRoomOf: youth)
        case "loses":
            return world.hear(.roomTakenAway, inRoomOf: youth)
        case "enters":
            return world.hear(.counsellorCame(counsellor), inRoomOf: youth)
        case "leaves":
            return world.hear(.counsellorLeft(by: counsellor), inRoomOf: youth)
        case "changes", "withdraws":
            let line = world.lastLine(inRoomOf: youth)
            let text = verb == "changes" ? Confidential(words) : nil
            return world.hear(.counsellorChanged(line, text, by: counsellor), inRoomOf: youth)
        case "says":
            return world.hear(roomEvent(words, counsellor), inRoomOf: youth)
        default: throw Transcript.Mistake(line: act.line, what: "nobody can “\(verb)”")
        }
    }

    private mutating func roomEvent(_ typed: String, _ counsellor: CounsellorID) -> Event {
        switch StaffEntry.read(typed, in: .counsellingRoom, knowing: world.script.commands) {
        case .words(let text):
            .counsellorSaid(world.line(text), Confidential(text), by: counsellor)
        case .giveCode:
            .commanded(.giveCode(world.freshCode()), world.line(""), by: counsellor)
        case .claim: .commanded(.help, world.line(""), by: counsellor)
        case .command(let command): .commanded(command, world.line(""), by: counsellor)
        }
    }

    mutating func staffRoom(_ act: Transcript.Entry) throws -> [World.Happening] {
        let (counsellor, verb, typed) = try act.counsellor
        switch verb {
        case "enters": return world.hear(.staffMoved(counsellor, isIn: true), about: nil)
        case "leaves": return world.hear(.staffMoved(counsellor, isIn: false), about: nil)
        default: break
        }
        switch StaffEntry.read(typed, in: .staffRoom, knowing: world.script.commands) {
        case .words: return []
        case .claim(let number?):
            return world.hear(.claimed(by: counsellor), about: number)
        case .claim(nil), .giveCode:
            return world.hear(.commanded(.help, world.line(""), by: counsellor), about: nil)
        case .command(.release(let number?)):
            let release = Event.commanded(.release(number), world.line(""), by: counsellor)
            return world.hear(release, about: number)
        case .command(let command):
            return world.hear(.commanded(command, world.line(""), by: counsellor), about: nil)
        }
    }

    mutating func disturb(
        _ act: Transcript.Entry,
        _ youth: String
    ) throws -> [World.Happening] {
        func lose(_ what: FailedEffect) -> [World.Happening] {
            world.hear(.failed(EffectID("e"), what), about: world.number(of: youth))
        }
        switch act.rest {
        case "loses a line": return lose(.line)
        case "loses a notice": return lose(.other)
        case "is away": return world.change(reach: Reach(isCutOff: true, isShut: false))
        case "is back": return world.change(reach: .usual)
        case let other:
            throw Transcript.Mistake(line: act.line, what: "the network cannot “\(other)”")
        }
    }
}
