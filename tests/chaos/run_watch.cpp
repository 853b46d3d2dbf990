#include "tests/chaos/run_watch.h"

#include <fmt/format.h>

#include <stdexcept>

namespace scan {
namespace {

constexpr std::chrono::milliseconds kInterval{200};

}  // namespace

RunWatch::RunWatch(OpenStore open, std::vector<std::filesystem::path> files)
    : open_(std::move(open)), files_(std::move(files)), thread_([this] { run(); }) {}

RunWatch::~RunWatch() {
    {
        const MutexLock lock(mutex_);
        is_ending_ = true;
    }
    ending_.notify_all();
    thread_.join();
}

void RunWatch::run() {
    MutexLock lock(mutex_);
    while (!ending_.wait_for(lock, kInterval, [this]() REQUIRES(mutex_) { return is_ending_; })) {
        lock.unlock();
        sample();
        look_at_files();
        lock.lock();
    }
}

void RunWatch::sample() {
    std::uint64_t crashes = 0;
    {
        const MutexLock lock(mutex_);
        crashes = crashes_;
    }
    std::vector<Tables::Row> rows;
    try {
        if (!store_) store_ = open_();
        rows = store_->rows("SELECT last_event_id, lease_holder FROM processing_state");
    } catch (const std::runtime_error&) {
        store_.reset();  // it is away, as it may be
    }
    if (rows.empty()) {
        store_.reset();
        return;
    }
    const std::int64_t cursor = std::stoll(rows.front()[0]);
    const MutexLock lock(mutex_);
    if (crashes != crashes_) return;
    if (cursor < cursor_)
        violations_.push_back(fmt::format("the cursor went back from {} to {}", cursor_, cursor));
    cursor_ = cursor;
    holder_ = rows.front()[1];
    ++samples_;
}

void RunWatch::look_at_files() {
    for (const auto& file : files_) {
        std::error_code error;
        const std::uintmax_t size = std::filesystem::file_size(file, error);
        if (error) continue;
        const MutexLock lock(mutex_);
        std::uintmax_t& largest = sizes_[file.filename().string()];
        largest = std::max(largest, size);
    }
}

bool RunWatch::is_holder(pid_t id) const {
    const MutexLock lock(mutex_);
    return holder_.find(":" + std::to_string(id) + ":") != std::string::npos;
}

std::int64_t RunWatch::cursor() const {
    const MutexLock lock(mutex_);
    return cursor_;
}

std::uint64_t RunWatch::samples() const {
    const MutexLock lock(mutex_);
    return samples_;
}

void RunWatch::store_crashes() {
    const MutexLock lock(mutex_);
    ++crashes_;
    cursor_ = 0;
}

std::vector<std::string> RunWatch::violations() const {
    const MutexLock lock(mutex_);
    return violations_;
}

std::map<std::string, std::uintmax_t> RunWatch::sizes() const {
    const MutexLock lock(mutex_);
    return sizes_;
}

}  // namespace scan
