#pragma once

#include <cstdint>
#include <filesystem>

namespace scan {

// A file system in memory of a size of its own, if the machine lets one be mounted. Unmounted by
// the destructor, with what is on it.
class SmallDisk final {
public:
    // Makes the folder. If nothing can be mounted, errno says why and the folder is one of the disk
    // around it.
    SmallDisk(std::filesystem::path folder, std::uint64_t bytes);
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool is_mounted() const { return is_mounted_; }
    // False: what is on it is larger.
    bool resize(std::uint64_t bytes) const;
    std::uint64_t used() const;

private:
    std::filesystem::path folder_;
    bool is_mounted_ = false;
};

}  // namespace scan
