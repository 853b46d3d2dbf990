#include "tests/e2e/small_disk.h"

#include <sys/mount.h>
#include <sys/statvfs.h>

#include <string>

namespace scan {
namespace {

bool mount_memory(const std::filesystem::path& folder, std::uint64_t bytes, unsigned long flags) {
    const std::string options = "size=" + std::to_string(bytes);
    return ::mount("tmpfs", folder.c_str(), "tmpfs", flags, options.c_str()) == 0;
}

}  // namespace

SmallDisk::SmallDisk(std::filesystem::path folder, std::uint64_t bytes)
    : folder_(std::move(folder)) {
    std::filesystem::create_directory(folder_);
    is_mounted_ = mount_memory(folder_, bytes, 0);
}

SmallDisk::~SmallDisk() {
    if (is_mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
}

bool SmallDisk::resize(std::uint64_t bytes) const {
    return mount_memory(folder_, bytes, MS_REMOUNT);
}

std::uint64_t SmallDisk::used() const {
    struct statvfs status{};
    ::statvfs(folder_.c_str(), &status);
    return (status.f_blocks - status.f_bfree) * status.f_frsize;
}

}  // namespace scan
