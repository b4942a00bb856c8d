import Matrix

/// Why something failed, as it may stand in a log.
///
/// A failure of a call says no word of anybody's; that of any other error is unknown, and a broken
/// row of the ledger would be quoted with what stands in it. So only the kind of it is told.
func reason(_ error: any Error) -> String {
    guard let failure = error as? Homeserver.Failure else { return "\(type(of: error))" }
    return "\(failure)"
}
