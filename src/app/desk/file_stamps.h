#pragma once

#include <map>
#include <string>
#include <vector>

namespace scan {

// Whether files have changed since they were last looked at: by inode, size and time of change. One thread.
class FileStamps final {
public:
    // Empty paths are left out. Looks at them.
    explicit FileStamps(const std::vector<std::string>& paths);

    // One of them is another than at the last look, or came, or went.
    bool have_changed();

private:
    struct Stamp {
        unsigned long inode = 0;
        long size = -1;  // there is no file
        long seconds = 0;
        long nanoseconds = 0;
        bool operator==(const Stamp&) const = default;
    };
    static Stamp stamp_of(const std::string& path);

    std::map<std::string, Stamp> stamps_;
};

}  // namespace scan
