internal import Documents
internal import Foundation
internal import Relay
internal import Web

extension Settings {
    /// When an outage is told, and when the door closes for it.
    var lifelineLimits: Lifeline.Limits {
        var limits = Lifeline.Limits()
        limits.tellAfterSeconds = outage.tellAfterSeconds
        limits.closeAfterSeconds = outage.closeAfterSeconds
        return limits
    }

    /// When the staff room hears of what is late.
    var selfCheckLimits: SelfCheck.Limits {
        var limits = SelfCheck.Limits()
        limits.lateMinutes = outage.alarmAfterMinutes
        return limits
    }
}

extension Settings.Entrance {
    /// The same in the words of the door.
    var addressSource: AddressSource {
        switch addresses {
        case .nobody: .nobody
        case .peer: .peer
        case .proxy: .proxy
        }
    }

    /// The door's numbers, with those that the admin may choose.
    var limits: WebLimits {
        var limits = WebLimits()
        limits.arrivalsPerAddress = arrivalsPerAddress.forTheDoor
        limits.arrivals = arrivals.forTheDoor
        limits.linesPerTab = linesPerTab.forTheDoor
        (limits.workFromPerMinute, limits.workLevelMax) = (work.fromPerMinute, work.hardest)
        return limits
    }
}

extension Settings.Entrance.Allowance {
    fileprivate var forTheDoor: Web.Allowance {
        Web.Allowance(atOnce: atOnce, perMinute: perMinute)
    }
}

/// The socket at which the visitors' page is served.
enum PublicSocket {
    /// Lets the operator's web server in: whoever can reach the folder may speak there.
    ///
    /// Everything else that this process makes is for its own account alone.
    static func open(_ path: String) {
        do {
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
        } catch {
            Report.warn("\(path) cannot be opened for the web server: check its folder")
        }
    }
}
