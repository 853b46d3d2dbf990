#include "app/desk/file_stamps.h"

#include <sys/stat.h>

namespace scan {

FileStamps::FileStamps(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
        if (!path.empty()) stamps_[path] = stamp_of(path);
    }
}

bool FileStamps::have_changed() {
    bool changed = false;
    for (auto& [path, stamp] : stamps_) {
        const Stamp now = stamp_of(path);
        changed = changed || now != stamp;
        stamp = now;
    }
    return changed;
}

FileStamps::Stamp FileStamps::stamp_of(const std::string& path) {
    struct stat facts{};
    if (::stat(path.c_str(), &facts) != 0) return {};
    return {facts.st_ino, facts.st_size, facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec};
}

}  // namespace scan
