#pragma once

namespace scan {

// What makes a shell ask `scan-event-worker __complete WORD…` (completion.h) for the ways to go on.
extern const char* const kBashCompletion;
extern const char* const kZshCompletion;
extern const char* const kFishCompletion;

}  // namespace scan
