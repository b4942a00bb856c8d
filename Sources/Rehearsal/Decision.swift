public import Desk

/// One thing that the desk was asked in a story, with all that it knew: it can be asked again.
public struct Decision: Sendable {
    let conversation: Conversation
    let event: Event
    let moment: Moment
    let script: Script
    let around: Surroundings

    /// What the desk decides; the same each time.
    public func decide() -> (conversation: Conversation, team: Team, effects: [Effect]) {
        var (conversation, around) = (conversation, around)
        let effects = conversation.hear(
            event,
            at: moment,
            following: script,
            beside: &around
        )
        return (conversation, around.team, effects)
    }
}

extension Player {
    /// Everything that the desk is asked while a story is played.
    public static func decisions(
        in text: String,
        with script: Script,
        changing: @escaping Changing = Props.change
    ) throws -> [Decision] {
        var player = try Player(script, watching: .people, changing: changing)
        for block in try Transcript(text).blocks {
            _ = try player.perform(block.act, block.act.youth ?? "")
        }
        return player.world.decisions
    }
}
