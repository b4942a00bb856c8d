/// The rules, each from one file to what is wrong in it.
enum Rules {
    /// A rule and the name under which it is reported.
    struct Rule: Sendable, CustomStringConvertible {
        let description: String
        let check: @Sendable (Source) -> [String]
    }

    static let all: [Rule] = [
        Rule(description: "a target imports only what the table allows", check: imports),
        Rule(description: "a target is named in the table", check: namedInTable),
        Rule(description: "time and chance live in WallClock and Mint", check: timeAndChance),
        Rule(description: "no loose tasks", check: looseTasks),
        Rule(description: "unsafe code lives in Curl", check: unsafeCode),
        Rule(description: "only passerelle prints", check: printing),
        Rule(description: "no default over our own enums", check: defaults),
        Rule(description: "nothing is forced, nothing is left over", check: leftovers),
        Rule(description: "lines have at most 100 columns", check: columns),
        Rule(description: "files have at most 300 lines", check: length),
        Rule(description: "no type has a name that says nothing", check: typeNames),
        Rule(description: "no machine paths", check: machinePaths),
        Rule(description: "no secrets", check: secrets),
        Rule(description: "a test can fail", check: testsExpect),
        Rule(description: "no test is switched off", check: switchedOff),
    ]
}
