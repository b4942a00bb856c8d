import Desk
import Synchronization

/// Who has whom: one owner at a time, and she knows of each change.
extension Book {
    func checkOwner(_ standing: Standing, _ book: State, isSettled: Bool) {
        let number = standing.number
        let rooms = book.rooms.filter { $0.value == number }.map(\.key)
        // Between a claim and the invitation after it lies a network in which all goes wrong.
        if isSettled, case .talking(let owner) = standing.stage, let invited = book.owners[number] {
            let isNamed = book.named[number]?.contains(owner.rawValue) == true
            if invited != owner.rawValue, !isNamed {
                ground.fail(
                    "#\(number) belongs to \(owner.rawValue), and \(invited) was brought in"
                )
            }
        }
        // What was on its way when she left goes to whoever took her, also where a colleague went
        // on and the room had to be given up since: that is nobody's talk any more.
        if case .ended = standing.stage {
            return isSettled ? checkCompany(standing, rooms, book) : ()
        }
        // A conversation never has two owners: each change of them is told to her first.
        let givenBackCount = standing.lines.count {
            $0.line.author == .bot && $0.line.text.reveal() == SimulationBot.givenBack
        }
        if book.ownerChanges[number, default: 0] > givenBackCount {
            ground.fail("#\(number) has two owners")
        }
        if isSettled { checkCompany(standing, rooms, book) }
    }

    /// Who has her is there, and where nobody has her nobody is.
    private func checkCompany(_ standing: Standing, _ rooms: [String], _ book: State) {
        let company = rooms.reduce(into: Set<String>()) { $0.formUnion(book.company[$1] ?? []) }
        switch standing.stage {
        case .talking(let owner):
            if !company.contains(owner.rawValue) {
                ground.fail("#\(standing.number) belongs to \(owner.rawValue), who is not there")
            }
        case .waiting, .kept, .held, .closed, .referred:
            if !company.isEmpty {
                ground.fail("nobody has #\(standing.number), and \(company.sorted()) are there")
            }
        case .arriving, .intake, .writing, .letter, .ended: break
        }
    }

    func checkCounsellorLines(_ standing: Standing, _ book: State) {
        // Also where one room was given up for encryption and the talk went on in another.
        var last = -1
        var voice: Substring?
        for line in standing.lines.map(\.line) {
            let isNews = [SimulationBot.otherPerson, SimulationBot.givenBack]
                .contains(line.text.reveal())
            if line.author == .bot, isNews { voice = nil }
            // A line that tells of an earlier one's change has no words of its own.
            guard line.author == .counsellor, line.of == nil else { continue }
            guard let place = book.places[line.id.rawValue] else {
                ground.fail("#\(standing.number) shows a line that no counsellor typed")
                continue
            }
            let typed = book.typed[place]
            let words = line.text.reveal()
            if typed.number != standing.number { ground.fail("\(words) crossed over") }
            let isWhole = line.change == .withdrawn ? typed.isTakenBack : typed.body == words
            if !isWhole { ground.fail("\(typed.body) became “\(words)”") }
            if place <= last { ground.fail("\(words) is out of order") }
            last = place
            if let voice, voice != typed.signature {
                ground.fail("#\(standing.number) was not told that \(typed.body) is another's")
            }
            voice = typed.signature
        }
    }
}
