#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "adapters/sqlite/testing/raw_database.h"

namespace scan {

// A path for an SQLite file in a folder of its own, which goes with it.
class TemporaryDatabase final {
public:
    TemporaryDatabase() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "scan-sqlite-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) std::abort();
        folder_ = pattern;
    }
    ~TemporaryDatabase() { std::filesystem::remove_all(folder_); }
    TemporaryDatabase(const TemporaryDatabase&) = delete;
    TemporaryDatabase& operator=(const TemporaryDatabase&) = delete;

    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path path() const { return folder_ / "worker.db"; }
    RawDatabase raw() const { return RawDatabase(path()); }

private:
    std::filesystem::path folder_;
};

}  // namespace scan
