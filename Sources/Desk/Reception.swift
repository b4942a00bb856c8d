/// Answers what comes to a bot without belonging to one conversation: questions in the staff room,
/// and claims of numbers that nobody has.
public enum Reception {
    /// Says what shall be done about an event for which there is no conversation.
    public static func hear(
        _ event: Event,
        about number: ConversationNumber?,
        at moment: Moment,
        following script: Script,
        beside waitingRoom: WaitingRoom
    ) -> [Effect] {
        let say = { (key: TextKey, values: [String: String]) in
            script.texts.say(key, values, to: script.audience)
        }
        switch event {
        case .claimed(let counsellor):
            // A reaction to something that is no notice is small talk.
            guard let number else { return [] }
            let text = say(.nobodyWaits, ["number": "\(number)"])
            return [.tellStaff(text, mention: counsellor)]
        case .askedWhoWaits(let counsellor):
            return [.tellStaff(list(waitingRoom, moment, script), mention: counsellor)]
        case .askedReload(let counsellor):
            return [.reload(for: counsellor)]
        case .reloadRefused(let complaints):
            return [.tellStaff(say(.reloadRefused, ["complaints": complaints]), mention: nil)]
        case .askedHelp(let unknown, let counsellor):
            let help = say(.staffHelp, [:])
            guard let unknown else { return [.tellStaff(help, mention: counsellor)] }
            let text = say(.unknownCommand, ["command": unknown.reveal()])
            return [.tellStaff(text + "\n" + help, mention: counsellor)]
        case .arrived, .visitorSaid, .visitorEnded, .counsellorSaid, .readyAnswer,
            .counsellorEnded,
            .postedOther, .roomEncrypted, .failed, .due:
            return []
        }
    }

    private static func list(
        _ waitingRoom: WaitingRoom,
        _ moment: Moment,
        _ script: Script
    ) -> String {
        guard !waitingRoom.seats.isEmpty else {
            return script.texts.say(.waitingListEmpty, to: script.audience)
        }
        let rows = waitingRoom.seats.map { seat in
            "#\(seat.number) · \(max(0, (moment.milliseconds - seat.since) / 60_000)) min"
        }
        return script.texts.say(
            .waitingList,
            ["list": rows.joined(separator: "\n")],
            to: script.audience
        )
    }
}
