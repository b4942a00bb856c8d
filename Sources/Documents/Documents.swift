// Documents reads what an admin wrote.
//
// The files in `bots/` and `config/` become values here: a `Desk.Script` for each bot, and the
// `Settings` of the process. Whatever is wrong in them is said as a `Complaint`: the file, the
// line, the column, what is wrong and what would be right, all at once, like a good compiler.
//
// This folder must not know where files come from: it never touches the disk, the clock or the
// network. It is handed texts (`SourceFile`) and today's date. It is also the only place that knows
// YAML, and it reads every value itself: by YAML's own rules `0123` is 83 and `no` is a boolean;
// for us both are what stands there.
//
// The path through it: `SourceFile` → `Composing` (text to a tree of `Leaf`s with places) → `Table`
// and `Leaf+Values` (typed values, or an entry in `Findings`) → one `…File` for each file of a
// bot's folder → `BotFolder`, which looks across the files and puts the script together. `Reading`
// carries the value and the complaints out.
