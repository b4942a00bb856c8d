// StoreTests open real files.
//
// Each test has a `Cabinet`: a folder of its own with one ledger, thrown away afterwards. What is
// said and heard comes from the real desk, through `Evening`, so that these tests read as talks.
// Where a row is damaged or looked at behind the ledger's back, a second connection does it, as a
// person with the file in hand could.
