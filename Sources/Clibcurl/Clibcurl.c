// A C target needs one source file; the helpers are all inline in the header.
#include "Clibcurl.h"
