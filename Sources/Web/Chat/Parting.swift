internal import Desk

/// How she goes.
enum Parting {
    /// The talk is over; what was said stays before her until she closes the page.
    case end
    /// In a hurry: her tab is forgotten at once.
    case exit
    /// And so is everything that was said.
    case erasing

    var event: Event {
        switch self {
        case .end: .visitorEnded(forgetting: false)
        case .exit: .visitorEnded(forgetting: true)
        case .erasing: .visitorErased
        }
    }

    /// The last part of the delivery's name: each can happen once.
    var name: String {
        switch self {
        case .end: "end"
        case .exit: "end/forget"
        case .erasing: "end/erase"
        }
    }
}
