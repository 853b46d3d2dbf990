#pragma once

#include <filesystem>

#include "adapters/sql/write_gate.h"

namespace scan {

// A lock on a file beside the database, which the writers of all processes take in turns. SQLite has one writer at a time by itself; but
// before 3.51.3 a checkpoint can take frames for copied that are not, if another process commits meanwhile and begins the log anew
// (https://www.sqlite.org/wal.html#walresetbug). Whoever is inside commits, and makes the checkpoint that follows, alone.
class FileGate final : public ProcessGate {
public:
    explicit FileGate(std::filesystem::path file) : path_(std::move(file)) {}
    ~FileGate() override;
    FileGate(const FileGate&) = delete;
    FileGate& operator=(const FileGate&) = delete;

    // denied: the file cannot be made.
    Result<bool> try_enter() override;
    void leave() override;

private:
    Result<> open();
    bool is_the_file_at_its_path() const;
    void close();

    const std::filesystem::path path_;
    int file_ = -1;
};

}  // namespace scan
