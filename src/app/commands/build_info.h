#pragma once

#include <string_view>

namespace scan {

// What this program was made from. Nothing in it says when or where it was built, so that two builds
// of one commit are one file.
struct BuildInfo {
    std::string_view version;
    std::string_view commit;      // of git, in full; "": not known
    std::string_view commit_utc;  // when that was made; "": not known
    bool is_modified;             // the tree had changes that no commit has
    std::string_view compiler;
    std::string_view type;  // of CMake: Release, Debug
};

BuildInfo build_info();

}  // namespace scan
