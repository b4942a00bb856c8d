// These tests hold what an admin sees of the commands that look at files: the built program is run
// on a house of copied files, and what it prints and how it ends is compared.
//
// Nothing here depends on the day: the copies are signed for good.
