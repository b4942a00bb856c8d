// TidyTests: the house rules as plain-text checks over the repository's own files.
//
// Each rule is a function from one file to the violations in it; `Rules+….swift` hold them, by what
// they guard: `Imports` (who may know whom), `Purity` (time, chance, tasks, unsafe), `Manners`
// (sizes, names, leftovers) and `Papers` (machine paths, secrets, the README). `RepositoryTests`
// runs all of them over all files. `RulesCanFailTests` shows each of them a file that breaks it: a
// rule that cannot fail guards nothing.
//
// `Source` is one file with its comments and strings set apart, so that a rule about code does not
// stumble over a sentence. Nothing here imports a target of ours.
