#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace scan::bench {

// Counts how often one program asks the kernel to sync a file, by a library that is loaded before
// all others of that program.
class SyncCount final {
public:
    // `file`: a path where nothing is yet.
    explicit SyncCount(std::string file);

    // What the program needs in its environment.
    std::vector<std::string> environment() const;

    std::uint64_t read() const;

private:
    std::string file_;
};

}  // namespace scan::bench
