import Testing

@testable import passerelle

/// What reaches the terminal or the pipe.
@Suite struct ScreenTests {
    @Test func `in a pipe the prompt is a line of its own when it changes`() {
        var screen = Screen(isTerminal: false)
        #expect(screen.show(["a"], prompt: "x › ") == "a\nx › \n")
        #expect(screen.show(["b"], prompt: "x › ") == "b\n")
        #expect(screen.show([], prompt: "y › ") == "y › \n")
        #expect(screen.show([], prompt: "y › ").isEmpty)
    }

    @Test func `on a terminal news goes above what is being typed`() {
        var screen = Screen(isTerminal: true)
        #expect(screen.show(["a"], prompt: "x › ") == "a\nx › ")
        let pushedIn = "\u{1B}D\u{1B}[A\u{1B}7\r\u{1B}[Lb\u{1B}8\u{1B}[B"
        #expect(screen.show(["b"], prompt: "x › ") == pushedIn)
        screen.entered()
        #expect(screen.show(["c"], prompt: "x › ") == "c\nx › ")
    }

    @Test func `a changed prompt stands on a line of its own`() {
        var screen = Screen(isTerminal: true)
        _ = screen.show([], prompt: "x › ")
        #expect(screen.show([], prompt: "y › ") == "\ny › ")
    }

    @Test(arguments: [String(repeating: "mot ", count: 60), String(repeating: "m", count: 400)])
    func `long lines are broken and nothing is lost`(_ text: String) {
        var screen = Screen(isTerminal: true)
        _ = screen.show([], prompt: "x › ")
        let rows = screen.show([text], prompt: "x › ")
            .split(separator: "\u{1B}[L").dropFirst()
            .compactMap { $0.split(separator: "\u{1B}8").first }
        #expect(rows.count > 1)
        #expect(rows.allSatisfy { $0.count <= Screen.columnsMax })
        let blank: (Character) -> Bool = { $0 == " " }
        var letters = rows.joined()
        letters.removeAll(where: blank)
        var wanted = text
        wanted.removeAll(where: blank)
        #expect(letters == wanted)
    }
}
