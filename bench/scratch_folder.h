#pragma once

#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace scan::bench {

// A folder for one measurement, beside the program so that it is on a real disk.
class ScratchFolder final {
public:
    ScratchFolder() : path_("scan-bench-XXXXXX") {
        if (::mkdtemp(path_.data()) == nullptr) std::abort();
    }
    ~ScratchFolder() { std::filesystem::remove_all(path_); }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    std::string file(const std::string& name) const {
        return std::filesystem::absolute(path_) / name;
    }
    std::string url(const std::string& name) const { return "sqlite://" + file(name); }

private:
    std::string path_;
};

}  // namespace scan::bench
