#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "tests/e2e/tables.h"

namespace scan {

// Samples a run several times a second, from a thread of its own: where the cursor stands, who
// polls, how large files are. Any thread.
class RunWatch final {
public:
    using OpenStore = std::function<std::unique_ptr<Tables>()>;

    // `files`: those that must stay small, if they are there.
    RunWatch(OpenStore open, std::vector<std::filesystem::path> files);
    ~RunWatch();
    RunWatch(const RunWatch&) = delete;
    RunWatch& operator=(const RunWatch&) = delete;

    bool is_holder(pid_t id) const;
    std::int64_t cursor() const;
    std::uint64_t samples() const;

    // The store has crashed: what it had not written yet, which the cursor may be, is gone. Called
    // before and after.
    void store_crashes();

    // Each time that the cursor went back without that.
    std::vector<std::string> violations() const;
    // The largest size that each file had, in bytes.
    std::map<std::string, std::uintmax_t> sizes() const;

private:
    void run();
    void sample();
    void look_at_files();

    OpenStore open_;
    const std::vector<std::filesystem::path> files_;
    std::unique_ptr<Tables> store_;  // the thread's own

    mutable Mutex mutex_;
    std::condition_variable_any ending_;
    bool is_ending_ GUARDED_BY(mutex_) = false;
    std::uint64_t crashes_ GUARDED_BY(mutex_) = 0;
    std::uint64_t samples_ GUARDED_BY(mutex_) = 0;
    std::int64_t cursor_ GUARDED_BY(mutex_) = 0;
    std::string holder_ GUARDED_BY(mutex_);
    std::vector<std::string> violations_ GUARDED_BY(mutex_);
    std::map<std::string, std::uintmax_t> sizes_ GUARDED_BY(mutex_);
    std::thread thread_;
};

}  // namespace scan
