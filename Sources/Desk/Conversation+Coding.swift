/// How a conversation is written down: what is empty is left out, so that most are short, and what
/// an earlier Passerelle did not know is taken as empty.
extension Conversation {
    enum CodingKeys: String, CodingKey {
        case number, bot, door, stage, name, answers, unheard, spokenCount, lastHeard
        case language, band, province, asked, marks, heardRules, toldClosingSoon, silence
        case talk, headStartMinutes, before, code, codeExpires, codes, returning
        case wrongCodeCount, mayWriteLetter, guest, isAway, wasCutOff, toldUnattendedAt
        case readTo, noticedAt, given, letters, waitsAnewSince, isContactCounted
        case criedAt, visitor
    }

    /// Reads a conversation that was written down.
    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        number = try box.decode(ConversationNumber.self, forKey: .number)
        bot = try box.decode(BotName.self, forKey: .bot)
        door = try box.decode(Door.self, forKey: .door)
        visitor = try box.decodeIfPresent(VisitorKey.self, forKey: .visitor)
        stage = try box.decode(Stage.self, forKey: .stage)
        name = try box.decodeIfPresent(Confidential<String>.self, forKey: .name)
        answers = try box.decodeIfPresent([Answer].self, forKey: .answers) ?? []
        unheard = try box.decodeIfPresent([LineID].self, forKey: .unheard) ?? []
        spokenCount = try box.decode(Int.self, forKey: .spokenCount)
        lastHeard = try box.decode(Int64.self, forKey: .lastHeard)
        language = try box.decodeIfPresent(Language.self, forKey: .language)
        band = try box.decodeIfPresent(AgeBand.self, forKey: .band)
        province = try box.decodeIfPresent(Province.self, forKey: .province)
        asked = try box.decodeIfPresent([String].self, forKey: .asked) ?? []
        given = try box.decodeIfPresent([Given].self, forKey: .given)
        marks = try box.decodeIfPresent([String].self, forKey: .marks) ?? []
        heardRules = try box.decodeIfPresent([String].self, forKey: .heardRules) ?? []
        toldClosingSoon = try box.decodeIfPresent(Bool.self, forKey: .toldClosingSoon) ?? false
        toldUnattendedAt = try box.decodeIfPresent(Int64.self, forKey: .toldUnattendedAt)
        readTo = try box.decodeIfPresent(Int64.self, forKey: .readTo)
        noticedAt = try box.decodeIfPresent(Int64.self, forKey: .noticedAt)
        waitsAnewSince = try box.decodeIfPresent(Int64.self, forKey: .waitsAnewSince)
        criedAt = try box.decodeIfPresent(Int64.self, forKey: .criedAt)
        isContactCounted = try box.decodeIfPresent(Bool.self, forKey: .isContactCounted)
        silence = try box.decodeIfPresent(Silence.self, forKey: .silence)
        talk = try box.decodeIfPresent(Talk.self, forKey: .talk)
        headStartMinutes = try box.decodeIfPresent(Int.self, forKey: .headStartMinutes) ?? 0
        before = try box.decodeIfPresent(Pass.self, forKey: .before)
        code = try box.decodeIfPresent(Confidential<String>.self, forKey: .code)
        codeExpires = try box.decodeIfPresent(Int64.self, forKey: .codeExpires)
        wrongCodeCount = try box.decodeIfPresent(Int.self, forKey: .wrongCodeCount) ?? 0
        mayWriteLetter = try box.decodeIfPresent(Bool.self, forKey: .mayWriteLetter) ?? false
        guest = try box.decodeIfPresent(Guest.self, forKey: .guest)
        isAway = try box.decodeIfPresent(Bool.self, forKey: .isAway) ?? false
        wasCutOff = try box.decodeIfPresent(Bool.self, forKey: .wasCutOff) ?? false
        codes = try box.decodeIfPresent([CodeDigest].self, forKey: .codes) ?? []
        letters = try box.decodeIfPresent([ConversationNumber].self, forKey: .letters) ?? []
        returning = try box.decodeIfPresent(Returning.self, forKey: .returning)
    }

    /// Writes a conversation down.
    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(number, forKey: .number)
        try box.encode(bot, forKey: .bot)
        try box.encode(door, forKey: .door)
        try box.encodeIfPresent(visitor, forKey: .visitor)
        try box.encode(stage, forKey: .stage)
        try box.encodeIfPresent(name, forKey: .name)
        if !answers.isEmpty { try box.encode(answers, forKey: .answers) }
        if !unheard.isEmpty { try box.encode(unheard, forKey: .unheard) }
        try box.encode(spokenCount, forKey: .spokenCount)
        try box.encode(lastHeard, forKey: .lastHeard)
        try box.encodeIfPresent(language, forKey: .language)
        try box.encodeIfPresent(band, forKey: .band)
        try box.encodeIfPresent(province, forKey: .province)
        if !asked.isEmpty { try box.encode(asked, forKey: .asked) }
        try box.encodeIfPresent(given, forKey: .given)
        if !marks.isEmpty { try box.encode(marks, forKey: .marks) }
        if !heardRules.isEmpty { try box.encode(heardRules, forKey: .heardRules) }
        if toldClosingSoon { try box.encode(true, forKey: .toldClosingSoon) }
        try box.encodeIfPresent(toldUnattendedAt, forKey: .toldUnattendedAt)
        try box.encodeIfPresent(readTo, forKey: .readTo)
        try box.encodeIfPresent(noticedAt, forKey: .noticedAt)
        try box.encodeIfPresent(waitsAnewSince, forKey: .waitsAnewSince)
        try box.encodeIfPresent(criedAt, forKey: .criedAt)
        try box.encodeIfPresent(isContactCounted, forKey: .isContactCounted)
        try box.encodeIfPresent(silence, forKey: .silence)
        try box.encodeIfPresent(talk, forKey: .talk)
        if headStartMinutes != 0 { try box.encode(headStartMinutes, forKey: .headStartMinutes) }
        try box.encodeIfPresent(before, forKey: .before)
        try box.encodeIfPresent(code, forKey: .code)
        try box.encodeIfPresent(codeExpires, forKey: .codeExpires)
        if wrongCodeCount != 0 { try box.encode(wrongCodeCount, forKey: .wrongCodeCount) }
        if mayWriteLetter { try box.encode(true, forKey: .mayWriteLetter) }
        try box.encodeIfPresent(guest, forKey: .guest)
        if isAway { try box.encode(true, forKey: .isAway) }
        if wasCutOff { try box.encode(true, forKey: .wasCutOff) }
        if !codes.isEmpty { try box.encode(codes, forKey: .codes) }
        if !letters.isEmpty { try box.encode(letters, forKey: .letters) }
        try box.encodeIfPresent(returning, forKey: .returning)
    }
}
