#pragma once

namespace scan {

// Makes sure that descriptors 0 to 2 are open, so that no database session and no socket becomes one
// of them: what is written to standard output or error would go there. Call it before anything is
// opened.
void open_standard_streams();

}  // namespace scan
